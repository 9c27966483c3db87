package mpjlda.cluster.hosts;

/** A text that names no hosts; a caller that knows its place adds it in front. */
final class MalformedHostsException extends Exception {
  private static final long serialVersionUID = 1L;

  private static final int MOST_SHOWN = 200;

  private final String expected;

  MalformedHostsException(String found, String expected) {
    super("found \"" + cut(found) + "\", expected " + expected);
    this.expected = expected;
  }

  private static String cut(String found) {
    return found.length() <= MOST_SHOWN ? found : found.substring(0, MOST_SHOWN) + "...";
  }

  /** This problem, found in a longer text. */
  MalformedHostsException of(String found) {
    return new MalformedHostsException(found, expected);
  }
}
