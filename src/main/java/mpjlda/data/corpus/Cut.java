package mpjlda.data.corpus;

/**
 * The first document of a rank's part.
 *
 * @param document its number in the corpus
 * @param start where reading may start to reach it
 * @param skip documents to pass over from there
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
