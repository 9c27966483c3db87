package mpjlda.data.corpus;

/** Reads {@code id:count}, the element of three of the formats. */
final class PairParser {
  private final WordIds ids;
  private final char separator;

  /**
   * @param separator the end of a pair: a comma, or a space (then a tab as well)
   */
  PairParser(WordIds ids, char separator) {
    this.ids = ids;
    this.separator = separator;
  }

  /**
   * Adds the pair at the cursor to the document, unless its count is 0, and leaves the cursor at
   * the end of the pair.
   */
  void parse(LineCursor line, DocumentBuffer document) throws MalformedLineException {
    int start = line.position();
    long id = line.number();
    if (id < ids.first() || id > ids.last() || !line.skip(':')) {
      throw malformed(line, start);
    }
    long count = line.wholeNumber();
    if (count < 0 || count > Integer.MAX_VALUE || !atSeparator(line)) {
      throw malformed(line, start);
    }
    if (count > 0) {
      document.add((int) id - ids.first(), (int) count);
    }
  }

  private boolean atSeparator(LineCursor line) {
    return separator == ' ' ? line.atBlank() : line.atEnd() || line.at(separator);
  }

  private MalformedLineException malformed(LineCursor line, int start) {
    char other = separator == ' ' ? '\t' : separator;
    return new MalformedLineException(TokenFaults.pair(line.token(start, separator, other), ids));
  }
}
