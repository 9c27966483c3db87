package mpjlda.data.corpus;

import java.io.IOException;
import mpjlda.core.errors.LdaException;

/** The three header lines of a UCI docword file: D, W and NNZ. */
final class UciHeader {
  private static final String[] NAMES = {
    "D, the number of documents", "W, the number of words", "NNZ, the number of lines that follow"
  };
  private static final long[] MOST = {Integer.MAX_VALUE, Integer.MAX_VALUE, Long.MAX_VALUE - 1};

  private UciHeader() {}

  /**
   * @throws LdaException (65) if there is no such header
   */
  static CorpusHeader read(ByteSource source) throws IOException {
    LineCursor cursor = new LineCursor();
    long[] values = new long[NAMES.length];
    try (LineReader lines = new LineReader()) {
      lines.open(source, 0);
      for (int i = 0; i < values.length; i++) {
        boolean present = lines.next();
        if (present) {
          cursor.set(lines);
          cursor.skipBlanks();
          values[i] = cursor.wholeNumber();
          cursor.skipBlanks();
        }
        if (!present || values[i] < 0 || values[i] > MOST[i] || !cursor.atEnd()) {
          String found = "'" + cursor.text() + "'";
          if (!present) {
            found = "the file's end";
          } else if (cursor.hasNul()) {
            found = "a NUL byte";
          }
          throw LdaException.badInput(
              source.path() + ":" + (i + 1) + ": found " + found + ", expected " + NAMES[i]);
        }
      }
      return new CorpusHeader(lines.nextOffset(), values[0], (int) values[1], values[2]);
    }
  }
}
