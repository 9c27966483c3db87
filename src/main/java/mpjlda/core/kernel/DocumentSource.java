package mpjlda.core.kernel;

/** The documents of one rank, as the E-step reads them. Safe for several threads. */
public interface DocumentSource {
  /** Number of documents. */
  int count();

  /** Distinct words of the longest document. */
  int longest();

  /** The number of document 0 in the whole corpus, for messages. */
  long firstDocument();

  /** About how many documents can be {@link #fetch}ed together, at least 1. */
  default int atOnce() {
    return Integer.MAX_VALUE;
  }

  /**
   * These documents will be asked for next, more than once: a source that is not in memory keeps
   * them there until the next call. Others can be asked for as well. Not while threads read.
   *
   * @param wanted ascending
   */
  default void fetch(int[] wanted) {}

  /**
   * Copies a document out.
   *
   * @param document 0 .. count−1
   * @param words receives the word numbers
   * @param counts receives how often each occurs
   * @return the number of distinct words
   */
  int load(int document, int[] words, double[] counts);
}
