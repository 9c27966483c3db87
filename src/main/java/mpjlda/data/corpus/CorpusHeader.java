package mpjlda.data.corpus;

/**
 * Header of a corpus file, before its documents.
 *
 * @param bodyStart offset of the first line after the header
 * @param documents D, or 0 where the format does not have it
 * @param words W or V, or 0 where the format does not have it
 * @param nonZeros NNZ, or 0 where the format does not have it
 * @param entries how its entries are written
 */
record CorpusHeader(long bodyStart, long documents, int words, long nonZeros, Entries entries) {

  static final CorpusHeader NONE = new CorpusHeader(0, 0, 0, 0);

  /**
   * The form of the lines of a matrix.
   *
   * @param wordFirst whether a line has the word, then the document
   * @param counted whether a line ends with a count; else all counts are 1
   * @param sorted whether the lines may be sorted by document, as far as the file was looked at
   * @param documentsLine where the number of documents is given, for messages
   */
  record Entries(boolean wordFirst, boolean counted, boolean sorted, String documentsLine) {
    static final Entries UCI = new Entries(false, true, true, " (D, the file's first line)");
  }

  /** A header of lines of document, word and count. */
  CorpusHeader(long bodyStart, long documents, int words, long nonZeros) {
    this(bodyStart, documents, words, nonZeros, Entries.UCI);
  }
}
