package mpjlda.data.documents;

import java.util.Arrays;
import mpjlda.core.parallel.Communicator;
import mpjlda.data.corpus.Corpus;
import mpjlda.data.corpus.CorpusReader;
import mpjlda.data.corpus.CorpusSource;
import mpjlda.data.corpus.Documents;

/**
 * A rank's part of a corpus that stays in its store, and the documents that are needed next in
 * memory.
 */
public final class FetchedDocuments implements DocumentView {
  public static final String NOTE =
      "documents stay in the store, and those of the next batches are read at a time";

  /** Bytes of a fetched (document, word) pair. */
  private static final int PAIR = 8;

  private final Documents documents;
  private final long bytes;
  private final int[] ownWords;
  private final double[] ownCounts;
  private int[] numbers = {};
  private int[] starts = {0};
  private int[] words = {};
  private int[] counts = {};

  /**
   * @param bytes that fetched documents may take; one batch is fetched in any case
   */
  FetchedDocuments(Documents documents, long bytes) {
    this.documents = documents;
    this.bytes = bytes;
    this.ownWords = new int[documents.longest()];
    this.ownCounts = new double[documents.longest()];
  }

  /** Bytes of this JVM's heap that fetched documents may take. */
  private static long budget() {
    return Math.min(256L << 20, Runtime.getRuntime().maxMemory() / 8);
  }

  /** A part whose fetched documents take a fraction of this JVM's heap at most. */
  public static FetchedDocuments of(Documents part) {
    return new FetchedDocuments(part, budget());
  }

  /**
   * Reads a corpus whose documents an algorithm visits in batches: a rank's part of a store stays
   * on disk if it would take more than a quarter of the heap.
   */
  public static Corpus read(CorpusSource source, Communicator comm) {
    return CorpusReader.read(source, comm, Runtime.getRuntime().maxMemory() / 4);
  }

  /** Heap bytes of a part and of its fetched documents. */
  public static long memoryBytes(Documents part) {
    return part.memoryBytes() + (part.inMemory() ? 0 : Math.min(budget(), PAIR * part.nonZeros()));
  }

  @Override
  public int atOnce() {
    double each = PAIR * Math.max(1.0, (double) documents.nonZeros() / documents.count()) + PAIR;
    return (int) Math.max(1, bytes / each);
  }

  @Override
  public void fetch(int[] wanted) {
    numbers = wanted.clone();
    starts = new int[wanted.length + 1];
    for (int i = 0; i < wanted.length; i++) {
      int size = documents.load(wanted[i], ownWords, ownCounts);
      int from = starts[i];
      int to = Math.addExact(from, size);
      if (to > words.length) {
        int room = (int) Math.min(Integer.MAX_VALUE - 8L, to + to / 4L + 1024);
        words = Arrays.copyOf(words, room);
        counts = Arrays.copyOf(counts, room);
      }
      System.arraycopy(ownWords, 0, words, from, size);
      for (int j = 0; j < size; j++) {
        counts[from + j] = (int) ownCounts[j];
      }
      starts[i + 1] = to;
    }
  }

  @Override
  public Documents whole() {
    return documents;
  }

  @Override
  public int load(int document, int[] into, double[] intoCounts) {
    int at = Arrays.binarySearch(numbers, document);
    if (at < 0) {
      return documents.load(document, into, intoCounts);
    }
    int size = starts[at + 1] - starts[at];
    System.arraycopy(words, starts[at], into, 0, size);
    for (int i = 0; i < size; i++) {
      intoCounts[i] = counts[starts[at] + i];
    }
    return size;
  }
}
