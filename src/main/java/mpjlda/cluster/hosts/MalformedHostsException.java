package mpjlda.cluster.hosts;

/** Text that names no hosts; whoever knows its place puts that in front. */
final class MalformedHostsException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String expected;

  MalformedHostsException(String found, String expected) {
    super("found \"" + found + "\", expected " + expected);
    this.expected = expected;
  }

  /** The same, found in a longer text. */
  MalformedHostsException of(String found) {
    return new MalformedHostsException(found, expected);
  }
}
