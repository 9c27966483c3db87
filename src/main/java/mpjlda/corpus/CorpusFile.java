package mpjlda.corpus;

/** A file of the corpus, its header read. */
record CorpusFile(ByteSource bytes, FileHeader header) {
  /** As the user knows it. */
  String name() {
    return bytes.path().toString();
  }
}
