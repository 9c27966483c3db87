package mpjlda.data.corpus;

/** A line of a sparse matrix: a document, a word and perhaps a count. Reused. */
final class EntryLine {
  private static final int DOCUMENT = 0;
  private static final int WORD = 1;
  private static final int COUNT = 2;

  private final WordIds ids;
  private final LineCursor cursor = new LineCursor();
  private final long[] fields = new long[3];
  private final int[] starts = new int[3];
  private CorpusHeader header = CorpusHeader.NONE;

  EntryLine(WordIds ids) {
    this.ids = ids;
  }

  /** Sets the file that the lines are of. */
  void setHeader(CorpusHeader fileHeader) {
    header = fileHeader;
  }

  /** Takes a line and splits it into its fields, of which none is checked. */
  void split(LineReader line) {
    cursor.set(line);
    boolean wordFirst = header.entries().wordFirst();
    field(wordFirst ? WORD : DOCUMENT);
    field(wordFirst ? DOCUMENT : WORD);
    if (header.entries().counted()) {
      field(COUNT);
    } else {
      cursor.skipBlanks();
      starts[COUNT] = cursor.position();
      fields[COUNT] = 1;
    }
    cursor.skipBlanks();
  }

  private void field(int which) {
    cursor.skipBlanks();
    starts[which] = cursor.position();
    long value = cursor.wholeNumber();
    fields[which] = cursor.atBlank() ? value : LineCursor.NO_NUMBER;
    cursor.skipToBlank();
  }

  /** Number of the document, from 1, if {@link #hasDocument}. */
  long document() {
    return fields[DOCUMENT];
  }

  /** Whether the document's number is one that the file may have. */
  boolean hasDocument() {
    return fields[DOCUMENT] >= 1 && fields[DOCUMENT] <= header.documents();
  }

  void checkDocument() throws MalformedLineException {
    if (!hasDocument()) {
      throw fault(
          "found '"
              + cursor.token(starts[DOCUMENT], ' ', '\t')
              + "' as the document number, expected 1 to "
              + header.documents()
              + header.entries().documentsLine());
    }
  }

  /** Number of the word, from 0; the entry must have been checked. */
  int word() {
    return (int) fields[WORD] - ids.first();
  }

  /** The count, which may be 0; the entry must have been checked. */
  int count() {
    return (int) fields[COUNT];
  }

  /** Checks word and count. */
  void checkEntry() throws MalformedLineException {
    if (fields[WORD] < ids.first() || fields[WORD] > ids.last()) {
      throw malformed(WORD);
    }
    if (fields[COUNT] < 0 || fields[COUNT] > Integer.MAX_VALUE) {
      throw malformed(COUNT);
    }
    if (!cursor.atEnd()) {
      throw fault("found '" + cursor.text() + "', " + expected());
    }
  }

  private String expected() {
    String order = header.entries().wordFirst() ? "word, document" : "document, word";
    return header.entries().counted()
        ? "expected three numbers: " + order + ", count"
        : "expected two numbers: " + order;
  }

  private MalformedLineException malformed(int field) {
    String token = cursor.token(starts[field], ' ', '\t');
    String found = "";
    if (!token.isEmpty()) {
      found = field == WORD ? TokenFaults.id(token, ids) : TokenFaults.count(token);
    }
    return fault(
        found.isEmpty()
            ? "found '" + cursor.text() + "', " + expected() + "; is the line cut short?"
            : found);
  }

  private MalformedLineException fault(String text) {
    return cursor.hasNul() ? LineDocumentParser.nul() : new MalformedLineException(text);
  }
}
