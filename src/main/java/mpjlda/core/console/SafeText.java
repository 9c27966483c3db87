package mpjlda.core.console;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.HexFormat;

/**
 * Text of files as a terminal may show it: words, names and values that others wrote can neither
 * move the cursor, nor turn the direction of the text, nor look like lines of this program. What
 * could is shown as in Java and JSON, so that JSON stays the same.
 */
public final class SafeText {
  private static final int MOST_SHOWN = 200;

  private SafeText() {}

  /** A value on one line. */
  public static String of(String value) {
    return escaped(value, false);
  }

  /** A text whose line feeds and tabs are the program's own. */
  public static String lines(String text) {
    return escaped(text, true);
  }

  /** A value in a message, on one line; of a long one the beginning. */
  public static String quoted(String value) {
    if (value.length() <= MOST_SHOWN) {
      return of(value);
    }
    int end = Character.isHighSurrogate(value.charAt(MOST_SHOWN - 1)) ? MOST_SHOWN - 1 : MOST_SHOWN;
    return of(value.substring(0, end)) + "...";
  }

  /** Writes everything as {@link #lines} does. */
  public static PrintWriter writer(PrintWriter out) {
    return new PrintWriter(new Escaping(out));
  }

  private static String escaped(String text, boolean withLines) {
    if (text.chars().noneMatch(c -> isUnsafe((char) c, withLines))) {
      return text;
    }
    StringBuilder safe = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      append(text.charAt(i), withLines, safe);
    }
    return safe.toString();
  }

  private static void append(char c, boolean withLines, StringBuilder safe) {
    if (!isUnsafe(c, withLines)) {
      safe.append(c);
      return;
    }
    safe.append('\\');
    switch (c) {
      case '\n' -> safe.append('n');
      case '\r' -> safe.append('r');
      case '\t' -> safe.append('t');
      default -> safe.append('u').append(HexFormat.of().toHexDigits(c));
    }
  }

  private static boolean isUnsafe(char c, boolean withLines) {
    if (c == '\n' || c == '\t') {
      return !withLines;
    }
    return Character.isISOControl(c) || isDirection(c) || c == '\u2028' || c == '\u2029';
  }

  /** Marks, embeddings, overrides and isolates of the direction of writing. */
  private static boolean isDirection(char c) {
    return c == '\u061c'
        || c == '\u200e'
        || c == '\u200f'
        || (c >= '\u202a' && c <= '\u202e')
        || (c >= '\u2066' && c <= '\u2069');
  }

  private static final class Escaping extends FilterWriter {
    Escaping(PrintWriter out) {
      super(out);
    }

    @Override
    public void write(int c) throws IOException {
      out.write(lines(String.valueOf((char) c)));
    }

    @Override
    public void write(char[] text, int offset, int length) throws IOException {
      out.write(lines(new String(text, offset, length)));
    }

    @Override
    public void write(String text, int offset, int length) throws IOException {
      out.write(lines(text.substring(offset, offset + length)));
    }
  }
}
