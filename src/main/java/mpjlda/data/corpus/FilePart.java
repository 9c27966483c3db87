package mpjlda.data.corpus;

/**
 * A part of a file: the documents that start in it.
 *
 * @param index the file's number in the corpus
 * @param from offset of the first byte; 0 includes the header
 * @param to offset after the last byte; {@code Long.MAX_VALUE} for the file's end
 */
record FilePart(int index, CorpusFile file, long from, long to) {}
