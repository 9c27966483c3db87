package mpjlda.data.corpus;

import java.io.IOException;

/**
 * Reads UCI docword files: {@code doc word count}, sorted by document. A document is a run of lines
 * with one document number and belongs to the part in which its first line starts. The reader of a
 * document also creates the empty ones between it and the next; the header counts as document 0, so
 * that the empty ones before the first are created as well.
 */
final class UciParser implements DocumentParser {
  /**
   * Bytes in front of a part that are searched for the line before its first one. No good line is
   * as long.
   */
  private static final int LOOK_BACK = 4096;

  /** A longer run of empty documents is taken for damage: they cost nothing in the file. */
  private static final long MOST_EMPTY = 1 << 24;

  private static final long NONE = -1;

  private final WordIds ids;
  private final LineReader lines = new LineReader();
  private final LineCursor cursor = new LineCursor();
  private final DocumentBuffer document = new DocumentBuffer();
  private long current;
  private long currentOffset;
  private long entries;

  UciParser(WordIds ids) {
    this.ids = ids;
  }

  @Override
  public void parse(FilePart part, DocumentCollector out, CorpusProblems problems)
      throws IOException {
    entries = 0;
    document.clear();
    try (lines) {
      if (part.from() == 0) {
        lines.open(part.file().bytes(), part.file().header().bodyStart());
        begin(0, 0, part, out);
        readDocuments(lines.next(), part, out, problems);
      } else if (findFirstDocument(part)) {
        current = NONE;
        readDocuments(true, part, out, problems);
      }
    }
    out.countEntries(part.index(), entries);
  }

  /**
   * Moves to the first line of the part whose document number is not that of the line before it.
   */
  private boolean findFirstDocument(FilePart part) throws IOException {
    CorpusHeader header = part.file().header();
    long from = Math.max(header.bodyStart(), part.from() - LOOK_BACK);
    lines.open(part.file().bytes(), from);
    long previous = from == header.bodyStart() ? 0 : NONE;
    while (lines.next() && lines.offset() < part.to()) {
      cursor.set(lines);
      cursor.skipBlanks();
      long number = cursor.number();
      if (isDocument(number, header)) {
        if (number != previous && lines.offset() >= part.from()) {
          return true;
        }
        previous = number;
      }
    }
    return false;
  }

  private boolean isDocument(long number, CorpusHeader header) {
    return number >= 1 && number <= header.documents() && cursor.atBlank();
  }

  private void readDocuments(
      boolean atLine, FilePart part, DocumentCollector out, CorpusProblems problems)
      throws IOException {
    boolean more = atLine;
    while (more && out.wantsMore()) {
      if (!lines.isEmpty()) {
        cursor.set(lines);
        try {
          if (startsNextPart(part, out, problems)) {
            return;
          }
          parseEntry();
        } catch (MalformedLineException e) {
          String text = cursor.hasNul() ? LineDocumentParser.nul().text() : e.text();
          problems.add(part.index(), lines.offset(), text);
        }
      }
      more = lines.next();
    }
    if (!more) {
      finish(part.file().header().documents() + 1, part, out, problems);
    }
  }

  /** Reads the document number and begins that document; true if it belongs to the next part. */
  private boolean startsNextPart(FilePart part, DocumentCollector out, CorpusProblems problems)
      throws MalformedLineException {
    cursor.skipBlanks();
    int start = cursor.position();
    long number = cursor.number();
    if (number == current && number > 0 && cursor.atBlank()) {
      return false;
    }
    if (!isDocument(number, part.file().header())) {
      throw new MalformedLineException(
          "found '"
              + cursor.token(start, ' ', '\t')
              + "' as the document number, expected 1 to "
              + part.file().header().documents()
              + " (D, the file's first line)");
    }
    if (current != NONE) {
      finish(number, part, out, problems);
    }
    if (lines.offset() >= part.to()) {
      return true;
    }
    begin(number, lines.offset(), part, out);
    return false;
  }

  private void begin(long number, long offset, FilePart part, DocumentCollector out) {
    current = number;
    currentOffset = offset;
    out.startsAt(part.index(), offset);
  }

  /** Passes on the current document and the empty ones before {@code next}. */
  private void finish(long next, FilePart part, DocumentCollector out, CorpusProblems problems) {
    if (current > 0) {
      int repeated = document.repeatedId();
      if (repeated >= 0) {
        problems.add(
            part.index(),
            currentOffset,
            "found word id "
                + (repeated + (long) ids.first())
                + " more than once in document "
                + current
                + ", which starts here; expected each word of a document once");
      }
      out.add(document);
    }
    document.clear();
    checkOrder(next, part, problems);
    long empty = next - current - 1;
    if (empty > MOST_EMPTY) {
      problems.add(
          part.index(),
          currentOffset,
          "found no line for documents "
              + (current + 1)
              + " to "
              + (next - 1)
              + ", expected at most "
              + MOST_EMPTY
              + " consecutive empty ones; is D, the file's first line, right?");
    } else if (empty > 0) {
      out.addEmpty(empty);
    }
  }

  private void checkOrder(long next, FilePart part, CorpusProblems problems) {
    if (next >= current) {
      return;
    }
    problems.add(
        part.index(),
        lines.offset(),
        "found document "
            + next
            + " after document "
            + current
            + ", expected the lines sorted by document; sort them with"
            + " '(head -n 3 F; tail -n +4 F | sort -s -n -k1,1) > SORTED'");
  }

  private void parseEntry() throws MalformedLineException {
    cursor.skipBlanks();
    int start = cursor.position();
    long word = cursor.number();
    if (word < ids.first() || word > ids.last() || !cursor.atBlank() || cursor.atEnd()) {
      throw malformed(start, true);
    }
    cursor.skipBlanks();
    start = cursor.position();
    long count = cursor.number();
    if (count < 1 || count > Integer.MAX_VALUE || !cursor.atBlank()) {
      throw malformed(start, false);
    }
    cursor.skipBlanks();
    if (!cursor.atEnd()) {
      throw new MalformedLineException(
          "found '" + cursor.text() + "', expected three numbers: document, word, count");
    }
    document.add((int) word - ids.first(), (int) count);
    entries++;
  }

  private MalformedLineException malformed(int start, boolean isWord) {
    String token = cursor.token(start, ' ', '\t');
    String fault = token.isEmpty() ? "" : TokenFaults.count(token, false);
    if (isWord && !token.isEmpty()) {
      fault = TokenFaults.id(token, ids);
    }
    return new MalformedLineException(
        fault.isEmpty()
            ? "found '"
                + cursor.text()
                + "', expected three numbers: document, word, count; is the line cut short?"
            : fault);
  }
}
