package mpjlda.data.corpus;

/**
 * The word ids that a file may hold, as written there.
 *
 * @param first 0 or 1
 * @param limit number of ids: V, or the largest plausible one where V is not known yet
 * @param known whether {@code limit} is V
 */
record WordIds(int first, int limit, boolean known) {
  /** Ids beyond this without a vocabulary are taken for damage rather than for words. */
  static final int LIMIT_WITHOUT_VOCABULARY = 1 << 24;

  static WordIds from(int first, int vocabularySize) {
    return new WordIds(first, vocabularySize, true);
  }

  static WordIds unknown(int first) {
    return new WordIds(first, LIMIT_WITHOUT_VOCABULARY, false);
  }

  long last() {
    return (long) first + limit - 1;
  }

  String expected() {
    return known
        ? first + " to " + last() + " expected (the vocabulary has " + limit + " words)"
        : first + " to " + last() + " expected without a vocabulary (give one with --vocab)";
  }
}
