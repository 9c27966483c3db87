package mpjlda.cluster.comm;

/**
 * A message could not be sent or received, as a rule because another rank's process has ended. It
 * is a consequence: the cause of a failed run is to be found on the other ranks first.
 */
public final class PeerLostException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public PeerLostException(String message, Throwable cause) {
    super(message, cause);
  }
}
