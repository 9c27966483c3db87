package mpjlda.data.corpus;

import java.io.IOException;

/** Reads the formats of one document a line. Empty lines are skipped. */
final class LineDocumentParser implements DocumentParser {
  private final LineFormat format;
  private final WordIds ids;
  private final LineReader lines = new LineReader();
  private final LineCursor cursor = new LineCursor();
  private final DocumentBuffer document = new DocumentBuffer();

  LineDocumentParser(LineFormat format, WordIds ids) {
    this.format = format;
    this.ids = ids;
  }

  @Override
  public void parse(FilePart part, DocumentCollector out, CorpusProblems problems)
      throws IOException {
    try (lines) {
      lines.open(part.file().bytes(), Math.max(part.from(), part.file().header().bodyStart()));
      while (out.wantsMore() && lines.next() && lines.offset() < part.to()) {
        if (lines.isEmpty()) {
          continue;
        }
        try {
          parseLine(part, out);
        } catch (MalformedLineException e) {
          problems.add(part.index(), lines.offset(), e.text());
        }
      }
    }
  }

  private void parseLine(FilePart part, DocumentCollector out) throws MalformedLineException {
    cursor.set(lines);
    document.clear();
    try {
      if (!format.parse(cursor, document)) {
        return;
      }
    } catch (MalformedLineException e) {
      throw cursor.hasNul() ? nul() : e;
    }
    int repeated = document.repeatedId();
    if (repeated >= 0) {
      throw new MalformedLineException(
          "found word id "
              + (repeated + (long) ids.first())
              + " more than once, expected each word of a document once");
    }
    out.startsAt(part.index(), lines.offset());
    out.add(document);
  }

  static MalformedLineException nul() {
    return new MalformedLineException(
        "found a NUL byte, expected text; the file is damaged (a crash, or a full disk?)");
  }
}
