package mpjlda.cluster.hosts;

import mpjlda.core.console.SafeText;

/** A text that names no hosts; a caller that knows its place adds it in front. */
final class MalformedHostsException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String expected;

  MalformedHostsException(String found, String expected) {
    super("found \"" + SafeText.quoted(found) + "\", expected " + expected);
    this.expected = expected;
  }

  /** This problem, found in a longer text. */
  MalformedHostsException of(String found) {
    return new MalformedHostsException(found, expected);
  }
}
