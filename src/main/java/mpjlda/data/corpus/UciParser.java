package mpjlda.data.corpus;

import java.io.IOException;
import java.util.List;

/**
 * Reads the entries of UCI docword files and sparse matrices: {@code doc word count}, or in another
 * order of the fields or without a count, sorted by document. A document is a run of lines with one
 * document number and belongs to the part in which its first line starts. The reader of a document
 * also creates the empty ones between it and the next; the header counts as document 0, so that the
 * empty ones before the first are created as well.
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
  private final List<String> names;
  private final LineReader lines = new LineReader();
  private final EntryLine entry;
  private final DocumentBuffer document = new DocumentBuffer();
  private long current;
  private long currentOffset;
  private long entries;

  /**
   * @param names of all documents; empty: they have none
   */
  UciParser(WordIds ids, List<String> names) {
    this.ids = ids;
    this.names = names;
    this.entry = new EntryLine(ids);
  }

  @Override
  public void parse(FilePart part, DocumentCollector out, CorpusProblems problems)
      throws IOException {
    entries = 0;
    entry.setHeader(part.file().header());
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
      entry.split(lines);
      if (entry.hasDocument()) {
        long number = entry.document();
        if (number != previous && lines.offset() >= part.from()) {
          return true;
        }
        previous = number;
      }
    }
    return false;
  }

  private void readDocuments(
      boolean atLine, FilePart part, DocumentCollector out, CorpusProblems problems)
      throws IOException {
    boolean more = atLine;
    while (more && out.wantsMore()) {
      if (!lines.isEmpty()) {
        try {
          if (startsNextPart(part, out, problems)) {
            return;
          }
          parseEntry();
        } catch (MalformedLineException e) {
          problems.add(part.index(), lines.offset(), e.text());
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
    entry.split(lines);
    long number = entry.document();
    if (number == current && number > 0) {
      return false;
    }
    entry.checkDocument();
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
      out.add(named(current));
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
    } else {
      for (long number = current + 1; number < next; number++) {
        out.add(named(number));
      }
    }
  }

  /** The buffer with the name of a document. */
  private DocumentBuffer named(long number) {
    if (!names.isEmpty()) {
      String name = names.get((int) number - 1);
      document.nameBy(() -> name);
    }
    return document;
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
            + ", expected the lines sorted by document; sort them with '(head -n N F; tail -n +M F"
            + " | sort -s -n -k"
            + (part.file().header().entries().wordFirst() ? "2,2" : "1,1")
            + ") > SORTED', where the entries begin with line M = N + 1");
  }

  private void parseEntry() throws MalformedLineException {
    entry.checkEntry();
    if (entry.count() > 0) {
      document.add(entry.word(), entry.count());
    }
    entries++;
  }
}
