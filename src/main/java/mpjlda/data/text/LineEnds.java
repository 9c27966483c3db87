package mpjlda.data.text;

/** Ends of lines in UTF-8: a line feed, a carriage return, or the two in a row. */
final class LineEnds {
  private LineEnds() {}

  static boolean isEnd(byte b) {
    return b == '\n' || b == '\r';
  }

  /** Index of the next line end's first byte from {@code from} on, or {@code to}, at least. */
  static int next(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && !isEnd(bytes[at])) {
      at++;
    }
    return at;
  }

  /** The index after the line end that begins at {@code end}. */
  static int past(byte[] bytes, int end, int to) {
    boolean both = bytes[end] == '\r' && end + 1 < to && bytes[end + 1] == '\n';
    return both ? end + 2 : end + 1;
  }

  /** Number of line ends before {@code to}. */
  static long count(byte[] bytes, int to) {
    long ends = 0;
    for (int at = next(bytes, 0, to); at < to; at = next(bytes, past(bytes, at, to), to)) {
      ends++;
    }
    return ends;
  }
}
