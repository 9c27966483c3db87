package mpjlda.cluster.checkpoint;

/** Damage that makes a generation unusable: the file's name, what was found, what was expected. */
final class DamagedCheckpointException extends Exception {
  private static final long serialVersionUID = 1L;

  DamagedCheckpointException(String message) {
    super(message);
  }

  DamagedCheckpointException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The message, which is never missing. */
  String text() {
    return String.valueOf(getMessage());
  }
}
