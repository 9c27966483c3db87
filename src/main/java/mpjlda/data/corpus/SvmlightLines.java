package mpjlda.data.corpus;

/**
 * Parser of {@code label id:count … # comment}, with an optional {@code qid:n} after the label.
 * Labels are numbers, or several with commas between them; they are not kept.
 */
final class SvmlightLines implements LineFormat {
  private static final String LABEL_CHARACTERS = "0123456789+-.,eE";

  private final PairParser pairs;

  SvmlightLines(WordIds ids) {
    this.pairs = new PairParser(ids, ' ');
  }

  @Override
  public boolean parse(LineCursor line, DocumentBuffer document) throws MalformedLineException {
    if (line.at('#')) {
      return false;
    }
    line.skipBlanks();
    int start = line.position();
    line.skipToBlank();
    String label = line.token(start, ' ', '\t');
    if (!isLabel(label)) {
      throw new MalformedLineException(
          "found '" + label + "', expected a label (a number), then id:count");
    }
    line.skipBlanks();
    if (label.contains(",") && (line.atEnd() || line.at('#'))) {
      throw new MalformedLineException(
          "found '"
              + label
              + "' and no id:count, expected a label, then id:count; is this a table of numbers?");
    }
    if (line.skip("qid:")) {
      line.skipToBlank();
      line.skipBlanks();
    }
    while (!line.atEnd() && !line.at('#')) {
      pairs.parse(line, document);
      line.skipBlanks();
    }
    return true;
  }

  static boolean isLabel(String token) {
    return !token.isEmpty() && token.chars().allMatch(c -> LABEL_CHARACTERS.indexOf(c) >= 0);
  }
}
