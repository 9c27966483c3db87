package mpjlda.data.corpus;

/**
 * What a file says of itself before its documents.
 *
 * @param bodyStart offset of the first line after the header
 * @param documents D, or 0 where the format does not tell
 * @param words W or V, or 0 where the format does not tell
 * @param nonZeros NNZ, or 0 where the format does not tell
 */
record CorpusHeader(long bodyStart, long documents, int words, long nonZeros) {
  static final CorpusHeader NONE = new CorpusHeader(0, 0, 0, 0);
}
