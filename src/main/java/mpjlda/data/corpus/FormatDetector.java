package mpjlda.data.corpus;

import java.io.IOException;
import java.util.Optional;

/** Detects a file's format from its first lines. */
final class FormatDetector {
  private static final int LINES = 50;
  private static final int UCI_HEADER_LINES = 3;

  private final LineCursor cursor = new LineCursor();
  private int lines;
  private int tracks;
  private int documents;
  private int counted;
  private int singlesAtStart;
  private boolean allZero = true;
  private boolean triplesFollow;
  private boolean percent;
  private boolean matrix;
  private boolean pairsSeen;

  private FormatDetector() {}

  /** Detects the format; empty if the lines look like none of the formats. */
  static Optional<CorpusFormat> detect(ByteSource source) throws IOException {
    FormatDetector detector = new FormatDetector();
    try (LineReader reader = new LineReader()) {
      reader.open(source, 0);
      while (detector.lines < LINES && !detector.percent && !detector.matrix && reader.next()) {
        detector.cursor.set(reader);
        if (!reader.isEmpty() && !detector.cursor.at('#')) {
          detector.look();
          detector.lines++;
        }
      }
    }
    return detector.verdict();
  }

  /** A sentence for the user if the file looks like another format than it was read as. */
  static String hint(ByteSource source, CorpusFormat readAs) {
    Optional<CorpusFormat> found;
    try {
      found = detect(source);
    } catch (IOException e) {
      return "";
    }
    return found
        .filter(format -> format != readAs)
        .map(
            format ->
                source.path()
                    + " looks like "
                    + format.optionName()
                    + ", but was read as "
                    + readAs.optionName()
                    + ": try --format "
                    + format.optionName())
        .orElse("");
  }

  private Optional<CorpusFormat> verdict() {
    if (matrix) {
      return Optional.of(CorpusFormat.MTX);
    }
    boolean headerOnly = singlesAtStart == UCI_HEADER_LINES && lines == singlesAtStart && !allZero;
    if (percent || (tracks > 0 && 2 * tracks >= lines)) {
      return Optional.of(CorpusFormat.MXM);
    }
    if (triplesFollow || headerOnly) {
      return Optional.of(CorpusFormat.UCI);
    }
    if (documents == 0 || 2 * documents < lines) {
      return Optional.empty();
    }
    if (2 * counted >= documents) {
      return Optional.of(CorpusFormat.LDAC);
    }
    // Numbers alone are a table: labels without words are none.
    return pairsSeen ? Optional.of(CorpusFormat.SVMLIGHT) : Optional.empty();
  }

  private void look() {
    if (lines == 0 && MtxHeader.begins(cursor)) {
      matrix = true;
      return;
    }
    if (lines == 0 && cursor.at('%')) {
      percent = true;
      return;
    }
    if (isTrack()) {
      tracks++;
      return;
    }
    lookAtNumbers();
    lookAtPairs();
  }

  /** {@code trackid,number} and then the end or {@code ,number:}. */
  private boolean isTrack() {
    int start = cursor.position();
    boolean track = false;
    cursor.skipTo(',');
    if (cursor.position() > start && cursor.skip(',')) {
      boolean second = cursor.number() != LineCursor.NO_NUMBER;
      boolean ends = cursor.atEnd();
      boolean pair = cursor.skip(',') && cursor.number() != LineCursor.NO_NUMBER && cursor.at(':');
      track = second && (ends || pair);
    }
    cursor.rewind();
    return track;
  }

  /** The UCI format begins with up to three single numbers (a header may be cut) and triples. */
  private void lookAtNumbers() {
    int numbers = 0;
    long last = 0;
    cursor.skipBlanks();
    while (!cursor.atEnd()) {
      last = cursor.wholeNumber();
      if (last == LineCursor.NO_NUMBER || !cursor.atBlank()) {
        numbers = 0;
        break;
      }
      numbers++;
      cursor.skipBlanks();
    }
    if (numbers == 1 && singlesAtStart == lines) {
      singlesAtStart++;
      allZero &= last == 0;
    } else if (numbers == 3 && singlesAtStart == lines && lines <= UCI_HEADER_LINES) {
      triplesFollow = true;
    }
    cursor.rewind();
  }

  /** A number or label, then {@code number:…} up to the end or a comment. */
  private void lookAtPairs() {
    cursor.skipBlanks();
    int start = cursor.position();
    long number = cursor.number();
    // Fractions, queries and comments are SVMlight's alone.
    boolean count = cursor.atBlank();
    cursor.skipToBlank();
    if (!SvmlightLines.isLabel(cursor.token(start, ' ', '\t'))) {
      return;
    }
    long pairs = 0;
    cursor.skipBlanks();
    while (!cursor.atEnd() && !cursor.at('#')) {
      boolean query = cursor.skip("qid:");
      boolean pair = cursor.number() != LineCursor.NO_NUMBER && cursor.at(':');
      if (!query && !pair) {
        return;
      }
      pairs++;
      count &= !query;
      cursor.skipToBlank();
      cursor.skipBlanks();
    }
    documents++;
    pairsSeen |= pairs > 0;
    if (count && cursor.atEnd() && number == pairs) {
      counted++;
    }
  }
}
