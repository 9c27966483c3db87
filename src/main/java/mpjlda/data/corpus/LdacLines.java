package mpjlda.data.corpus;

/** Parser of {@code N id:count id:count …}, ids from 0, N the number of pairs. */
final class LdacLines implements LineFormat {
  private final PairParser pairs;

  LdacLines(WordIds ids) {
    this.pairs = new PairParser(ids, ' ');
  }

  @Override
  public boolean parse(LineCursor line, DocumentBuffer document) throws MalformedLineException {
    line.skipBlanks();
    int start = line.position();
    long expected = line.number();
    if (expected == LineCursor.NO_NUMBER || !line.atBlank()) {
      throw new MalformedLineException(
          "found '"
              + line.token(start, ' ', '\t')
              + "', expected the number of id:count pairs of the line, then the pairs");
    }
    line.skipBlanks();
    long found = 0;
    while (!line.atEnd()) {
      pairs.parse(line, document);
      found++;
      line.skipBlanks();
    }
    if (found != expected) {
      throw new MalformedLineException(
          "found "
              + found
              + " id:count pairs, expected "
              + expected
              + ", the number at the line's start; is the line cut short?");
    }
    return true;
  }
}
