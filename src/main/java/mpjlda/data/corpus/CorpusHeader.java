package mpjlda.data.corpus;

/**
 * Header of a corpus file, before its documents.
 *
 * @param bodyStart offset of the first line after the header
 * @param documents D, or 0 where the format does not have it
 * @param words W or V, or 0 where the format does not have it
 * @param nonZeros NNZ, or 0 where the format does not have it
 */
record CorpusHeader(long bodyStart, long documents, int words, long nonZeros) {
  static final CorpusHeader NONE = new CorpusHeader(0, 0, 0, 0);
}
