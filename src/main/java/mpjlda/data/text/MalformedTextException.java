package mpjlda.data.text;

import java.io.IOException;

/** Text that is not what it should be, at a line. */
final class MalformedTextException extends IOException {
  private static final long serialVersionUID = 1L;

  private final long line;

  /**
   * @param line from 1
   * @param what was found, what was expected, what to do
   */
  MalformedTextException(long line, String what) {
    super(what);
    this.line = line;
  }

  long line() {
    return line;
  }

  String what() {
    return String.valueOf(getMessage());
  }
}
