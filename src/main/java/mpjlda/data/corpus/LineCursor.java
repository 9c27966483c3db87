package mpjlda.data.corpus;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/** A position in a line, and the few steps that parsers take from there. Reused. */
final class LineCursor {
  /** {@link #number} found no digit. */
  static final long NO_NUMBER = -1;

  /** {@link #number} found more digits than any value here may have. */
  static final long HUGE = Long.MAX_VALUE;

  private static final int MOST_DIGITS = 18;
  private static final int SHOWN = 40;

  /** Characters of a number that is written as a fraction, at most. */
  private static final int LONGEST_FRACTION = 64;

  private byte[] bytes = {};
  private int start;
  private int position;
  private int end;

  void set(LineReader line) {
    bytes = line.buffer();
    start = line.from();
    position = start;
    end = line.to();
  }

  /** Names a document by the text from a position to here; valid as long as the line. */
  void nameOf(DocumentBuffer document, int from) {
    byte[] line = bytes;
    int to = position;
    document.nameBy(() -> new String(line, from, to - from, StandardCharsets.UTF_8));
  }

  /** Moves back to the line's start. */
  void rewind() {
    position = start;
  }

  int position() {
    return position;
  }

  boolean atEnd() {
    return position >= end;
  }

  /** Whether the cursor is at a space, a tab or the end. */
  boolean atBlank() {
    return position >= end || bytes[position] == ' ' || bytes[position] == '\t';
  }

  boolean at(char c) {
    return position < end && bytes[position] == c;
  }

  boolean skip(char c) {
    if (at(c)) {
      position++;
      return true;
    }
    return false;
  }

  void skipBlanks() {
    while (position < end && (bytes[position] == ' ' || bytes[position] == '\t')) {
      position++;
    }
  }

  /** Moves to the next {@code c} or the end. */
  void skipTo(char c) {
    while (position < end && bytes[position] != c) {
      position++;
    }
  }

  /** Moves to the next space or tab or the end. */
  void skipToBlank() {
    while (!atBlank()) {
      position++;
    }
  }

  boolean skip(String text) {
    if (end - position < text.length()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (bytes[position + i] != text.charAt(i)) {
        return false;
      }
    }
    position += text.length();
    return true;
  }

  /**
   * Reads a run of decimal digits. Relies on the byte after the line being no digit.
   *
   * @return the value, {@link #NO_NUMBER} or {@link #HUGE}
   */
  long number() {
    byte[] b = bytes;
    int first = position;
    int p = first;
    long value = 0;
    int digit = b[p] - '0';
    while (digit >= 0 && digit <= 9) {
      value = value * 10 + digit;
      p++;
      digit = b[p] - '0';
    }
    position = p;
    if (p == first) {
      return NO_NUMBER;
    }
    return p - first > MOST_DIGITS ? HUGE : value;
  }

  /**
   * Reads a whole number that may be written as a fraction, such as {@code 2}, {@code 2.0} or
   * {@code 2e3}.
   *
   * @return the value, {@link #NO_NUMBER} or {@link #HUGE}
   */
  long wholeNumber() {
    int from = position;
    long value = number();
    // There always is a byte after the line, which is no digit.
    byte next = bytes[position];
    if (next != '.' && next != 'e' && next != 'E') {
      return value;
    }
    while (position < end && isOfNumber(bytes[position])) {
      position++;
    }
    long whole = whole(new String(bytes, from, position - from, StandardCharsets.US_ASCII));
    if (whole == NO_NUMBER) {
      position = from;
    }
    return whole;
  }

  private static boolean isOfNumber(byte b) {
    return (b >= '0' && b <= '9') || b == '.' || b == 'e' || b == 'E' || b == '+' || b == '-';
  }

  private static long whole(String text) {
    if (text.length() > LONGEST_FRACTION) {
      return NO_NUMBER;
    }
    BigDecimal value;
    try {
      value = new BigDecimal(text);
    } catch (NumberFormatException e) {
      return NO_NUMBER;
    }
    if (value.signum() == 0) {
      return 0;
    }
    if ((long) value.precision() - value.scale() > MOST_DIGITS) {
      return HUGE;
    }
    return value.stripTrailingZeros().scale() > 0 ? NO_NUMBER : value.longValueExact();
  }

  boolean hasNul() {
    for (int i = start; i < end; i++) {
      if (bytes[i] == 0) {
        return true;
      }
    }
    return false;
  }

  /** The bytes from a position up to the next of the two characters or the end, for messages. */
  String token(int from, char separator, char other) {
    int to = from;
    while (to < end && bytes[to] != separator && bytes[to] != other) {
      to++;
    }
    return printable(from, to);
  }

  /** The whole line. */
  String all() {
    return new String(bytes, start, end - start, StandardCharsets.UTF_8);
  }

  /** The line's beginning, for messages. */
  String text() {
    return printable(start, end);
  }

  private String printable(int from, int to) {
    int shown = Math.min(to, from + SHOWN);
    String text = new String(bytes, from, shown - from, StandardCharsets.UTF_8);
    StringBuilder safe = new StringBuilder();
    text.chars().forEach(c -> safe.append(Character.isISOControl(c) ? '?' : (char) c));
    return shown < to ? safe + "..." : safe.toString();
  }
}
