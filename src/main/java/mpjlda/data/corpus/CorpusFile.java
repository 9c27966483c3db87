package mpjlda.data.corpus;

/** A file of the corpus, its header read. */
record CorpusFile(ByteSource bytes, CorpusHeader header) {
  /** As the user knows it. */
  String name() {
    return bytes.path().toString();
  }
}
