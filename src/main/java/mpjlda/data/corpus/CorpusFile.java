package mpjlda.data.corpus;

/** A file of the corpus, its header read. */
record CorpusFile(ByteSource bytes, CorpusHeader header) {
  /** The path as the user named it. */
  String name() {
    return bytes.path().toString();
  }
}
