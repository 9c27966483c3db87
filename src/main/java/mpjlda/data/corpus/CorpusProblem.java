package mpjlda.data.corpus;

/**
 * An error in a corpus file.
 *
 * @param file the file's number in the corpus
 * @param offset of the line in the file; {@code Long.MAX_VALUE} if it is about the whole file
 * @param text what was found and what was expected; once located, with {@code file:line:} in front
 */
record CorpusProblem(int file, long offset, String text) {
  boolean hasLine() {
    return offset != Long.MAX_VALUE;
  }
}
