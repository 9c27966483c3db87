package mpjlda.hosts;

/** Text that names no hosts; whoever knows its place puts that in front. */
final class MalformedHosts extends Exception {
  private static final long serialVersionUID = 1L;

  private final String expected;

  MalformedHosts(String found, String expected) {
    super("found \"" + found + "\", expected " + expected);
    this.expected = expected;
  }

  /** The same, found in a longer text. */
  MalformedHosts of(String found) {
    return new MalformedHosts(found, expected);
  }
}
