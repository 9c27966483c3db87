package mpjlda.data.corpus;

/**
 * The boundary in front of a rank's part of the corpus: its first document.
 *
 * @param document its number in the corpus
 * @param start a position in the files from which reading reaches it
 * @param skip documents to skip from there
 */
record Cut(long document, FilePosition start, long skip) {
  static final int FIELDS = 4;

  void store(long[] values, int at) {
    values[at] = document;
    values[at + 1] = start.file();
    values[at + 2] = start.offset();
    values[at + 3] = skip;
  }

  static Cut load(long[] values, int at) {
    return new Cut(
        values[at], new FilePosition((int) values[at + 1], values[at + 2]), values[at + 3]);
  }
}
