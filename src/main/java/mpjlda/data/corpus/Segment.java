package mpjlda.data.corpus;

/** Some consecutive documents, numbered from 0. Immutable; any number of threads may read. */
interface Segment {
  int documents();

  /** (Document, word) pairs. */
  int nonZeros();

  /** Most distinct words in a document. */
  int longest();

  int size(int document);

  long tokens(int document);

  long tokens();

  /** Copies a document out and returns its number of distinct words. */
  int load(int document, int[] wordIds, double[] wordCounts);

  /** Copies a document out and returns its number of distinct words. */
  int load(int document, int[] wordIds, int[] wordCounts);

  /** A copy of documents {@code from .. to-1}. */
  Segment slice(int from, int to);

  /** Bytes of the heap. */
  long memoryBytes();
}
