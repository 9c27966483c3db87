package mpjlda.data.corpus;

import java.io.IOException;
import java.util.Locale;
import mpjlda.core.errors.LdaException;

/**
 * The beginning of a Matrix Market file: {@code %%MatrixMarket matrix coordinate FIELD general},
 * comments, and a line with rows, columns and entries.
 */
final class MtxHeader {
  private static final String MARK = "%%matrixmarket";

  /** Entries that are looked at to learn how they are sorted. */
  private static final int SAMPLE = 1 << 16;

  private static final String FORM =
      "%%MatrixMarket matrix coordinate integer general (or real with whole numbers, or pattern)";

  private MtxHeader() {}

  /** Whether a file whose first line the cursor is at is of this format. */
  static boolean begins(LineCursor firstLine) {
    return firstLine.text().toLowerCase(Locale.ROOT).startsWith(MARK);
  }

  /**
   * Reads the header.
   *
   * @param transposed whether columns are the documents
   * @throws LdaException (65) if there is none, or it is of a matrix that is not read
   */
  static CorpusHeader read(ByteSource source, boolean transposed) throws IOException {
    LineCursor cursor = new LineCursor();
    try (LineReader lines = new LineReader()) {
      lines.open(source, 0);
      long line = 1;
      boolean more = lines.next();
      cursor.set(lines);
      boolean counted = counted(source, cursor.all());
      while (more && (lines.isEmpty() || cursor.at('%'))) {
        more = lines.next();
        cursor.set(lines);
        line++;
      }
      long[] sizes = new long[3];
      for (int i = 0; i < sizes.length; i++) {
        cursor.skipBlanks();
        sizes[i] = more ? cursor.wholeNumber() : LineCursor.NO_NUMBER;
      }
      cursor.skipBlanks();
      boolean fits = sizes[0] >= 0 && sizes[1] >= 0 && sizes[2] >= 0 && sizes[2] < Long.MAX_VALUE;
      if (!fits
          || sizes[0] > Integer.MAX_VALUE
          || sizes[1] > Integer.MAX_VALUE
          || !cursor.atEnd()) {
        throw LdaException.badInput(
            source.path()
                + ":"
                + line
                + ": found "
                + (more ? "'" + cursor.text() + "'" : "the file's end")
                + ", expected the numbers of rows, columns and entries");
      }
      CorpusHeader header = header(lines.nextOffset(), sizes, transposed, counted, true);
      boolean sorted = isSorted(lines, header);
      return header(header.bodyStart(), sizes, transposed, counted, sorted);
    }
  }

  private static CorpusHeader header(
      long bodyStart, long[] sizes, boolean transposed, boolean counted, boolean sorted) {
    return new CorpusHeader(
        bodyStart,
        transposed ? sizes[1] : sizes[0],
        (int) (transposed ? sizes[0] : sizes[1]),
        sizes[2],
        new CorpusHeader.Entries(
            transposed,
            counted,
            sorted,
            transposed ? ", the matrix's columns" : ", the matrix's rows"));
  }

  /** Whether entries have values. */
  private static boolean counted(ByteSource source, String first) {
    String[] words = first.strip().toLowerCase(Locale.ROOT).split("\\s+", -1);
    String object = word(words, 1);
    String layout = word(words, 2);
    String field = word(words, 3);
    String symmetry = word(words, 4);
    if (!word(words, 0).equals(MARK) || !object.equals("matrix") || words.length != 5) {
      throw unread(source, "'" + shown(first) + "'", "");
    }
    if (!layout.equals("coordinate")) {
      throw unread(
          source,
          "the form '" + layout + "'",
          "; write the matrix as a sparse one, such as by scipy.io.mmwrite of a csr_matrix");
    }
    if (!field.equals("integer") && !field.equals("real") && !field.equals("pattern")) {
      throw unread(source, "a matrix of the kind '" + field + "'", "");
    }
    if (!symmetry.equals("general")) {
      throw unread(
          source,
          "a matrix that is '" + symmetry + "', of which the file has one half only",
          "; a corpus is not symmetric: is this the right file?");
    }
    return !field.equals("pattern");
  }

  private static String word(String[] words, int at) {
    return at < words.length ? words[at] : "";
  }

  private static String shown(String text) {
    String line = text.length() > 60 ? text.substring(0, 60) + "..." : text;
    return line.replaceAll("\\p{Cntrl}", "?");
  }

  private static LdaException unread(ByteSource source, String found, String advice) {
    return LdaException.badInput(
        source.path() + ":1: found " + found + ", expected " + FORM + advice);
  }

  /** Whether the first entries are in the order of their documents. */
  private static boolean isSorted(LineReader lines, CorpusHeader header) throws IOException {
    EntryLine entry = new EntryLine(WordIds.unknown(1));
    entry.setHeader(header);
    long before = 0;
    for (int i = 0; i < SAMPLE && lines.next(); i++) {
      if (!lines.isEmpty()) {
        entry.split(lines);
        if (entry.hasDocument()) {
          if (entry.document() < before) {
            return false;
          }
          before = entry.document();
        }
      }
    }
    return true;
  }
}
