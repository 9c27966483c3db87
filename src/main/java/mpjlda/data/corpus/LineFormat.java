package mpjlda.data.corpus;

/** A format that has one document a line. */
interface LineFormat {
  /**
   * Reads a line that is not empty.
   *
   * @param document empty; receives the words
   * @return false if the line is a comment and no document
   */
  boolean parse(LineCursor line, DocumentBuffer document) throws MalformedLineException;
}
