package mpjlda.store;

/**
 * The documents of one block, decoded; overwritten by the next one that its reader reads. Document
 * {@code d} (from 0) has the words {@code ids()[i]}, ascending, {@code counts()[i]} times, {@code
 * start(d) <= i < end(d)}.
 */
public final class Block {
  /** No documents. */
  public static final Block EMPTY = new Block();

  private long firstDocument;
  private int documents;
  private int[] starts = {0};
  private int[] ids = {};
  private int[] counts = {};

  Block() {}

  /** Makes room. */
  void begin(long first, int number, int nonZeros) {
    firstDocument = first;
    documents = number;
    if (starts.length <= number) {
      starts = new int[Math.max(number + 1, 2 * starts.length)];
    }
    if (ids.length < nonZeros) {
      int capacity = (int) Math.min(Math.max(nonZeros, 2L * ids.length), Integer.MAX_VALUE - 8);
      ids = new int[capacity];
      counts = new int[capacity];
    }
  }

  int[] starts() {
    return starts;
  }

  /** Number of the first document in the store, from 0. */
  public long firstDocument() {
    return firstDocument;
  }

  public int documents() {
    return documents;
  }

  public int nonZeros() {
    return starts[documents];
  }

  /** Index of a document's first word. */
  public int start(int document) {
    return starts[document];
  }

  /** Index after a document's last word. */
  public int end(int document) {
    return starts[document + 1];
  }

  /** Word ids of all documents; entries beyond {@code nonZeros()} have no meaning. */
  public int[] ids() {
    return ids;
  }

  /** Counts of all documents; entries beyond {@code nonZeros()} have no meaning. */
  public int[] counts() {
    return counts;
  }
}
