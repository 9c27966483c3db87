package mpjlda.cluster.launch.remote;

/** A host on which no rank can be started; the message begins with its name. */
final class UnfitHostException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String host;

  UnfitHostException(String host, String message) {
    super(message);
    this.host = host;
  }

  @Override
  public String getMessage() {
    return host + ": " + super.getMessage();
  }
}
