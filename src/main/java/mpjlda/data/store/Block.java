package mpjlda.data.store;

/**
 * The documents of one block, decoded; overwritten by the next one that its reader reads. Document
 * {@code d} (from 0) has the words {@code ids()[i]}, ascending, {@code counts()[i]} times, {@code
 * start(d) <= i < end(d)}; if it is {@link #narrow}, these are {@link #narrowIds} and {@link
 * #narrowCounts}.
 */
public final class Block {
  /** A block without documents. */
  public static final Block EMPTY = new Block();

  private long firstDocument;
  private int documents;
  private int[] starts = {0};
  private int[] ids = {};
  private int[] counts = {};
  private boolean narrow;
  private char[] narrowIds = {};
  private char[] narrowCounts = {};

  Block() {}

  /** Makes room for ids and counts below 65,536. */
  void beginNarrow(long first, int number, int nonZeros) {
    narrow = true;
    documents(first, number);
    if (narrowIds.length < nonZeros + 3) {
      int capacity = capacity(nonZeros + 3, narrowIds.length);
      narrowIds = new char[capacity];
      narrowCounts = new char[capacity];
    }
  }

  /** Makes room. */
  void begin(long first, int number, int nonZeros) {
    narrow = false;
    documents(first, number);
    if (ids.length < nonZeros) {
      int capacity = capacity(nonZeros, ids.length);
      ids = new int[capacity];
      counts = new int[capacity];
    }
  }

  private static int capacity(int needed, int now) {
    return (int) Math.min(Math.max(needed, 2L * now), Integer.MAX_VALUE - 8);
  }

  private void documents(long first, int number) {
    firstDocument = first;
    documents = number;
    if (starts.length <= number) {
      starts = new int[Math.max(number + 1, 2 * starts.length)];
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

  /** Whether the documents are in {@link #narrowIds} and not in {@link #ids}. */
  public boolean narrow() {
    return narrow;
  }

  /** Word ids of all documents of a narrow block, as {@link #ids}. */
  public char[] narrowIds() {
    return narrowIds;
  }

  /** Counts of all documents of a narrow block, as {@link #counts}. */
  public char[] narrowCounts() {
    return narrowCounts;
  }
}
