package mpjlda.data.corpus;

/**
 * Parser of {@code trackid,mxmid,id:count,id:count,…}, ids from 1; {@code #} begins a comment line.
 */
final class MxmLines implements LineFormat {
  private final PairParser pairs;

  MxmLines(WordIds ids) {
    this.pairs = new PairParser(ids, ',');
  }

  @Override
  public boolean parse(LineCursor line, DocumentBuffer document) throws MalformedLineException {
    if (line.at('#')) {
      return false;
    }
    if (line.at('%')) {
      throw new MalformedLineException(
          "found another %word,word,... line, expected only one, before the documents");
    }
    int start = line.position();
    line.skipTo(',');
    if (line.position() == start || line.atEnd()) {
      throw new MalformedLineException(
          "found '"
              + line.text()
              + "', expected trackid,mxmid,id:count,...; is the line cut short?");
    }
    line.nameOf(document, start);
    line.skip(',');
    int second = line.position();
    if (line.number() == LineCursor.NO_NUMBER || !(line.atEnd() || line.at(','))) {
      throw new MalformedLineException(
          "found '"
              + line.token(second, ',', ',')
              + "' as the second field, expected the musiXmatch id, a whole number");
    }
    while (line.skip(',')) {
      pairs.parse(line, document);
    }
    return true;
  }
}
