package mpjlda.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import mpjlda.comm.Communicator;
import mpjlda.matrix.DoubleRows;
import mpjlda.matrix.LongRows;
import mpjlda.matrix.RowLayout;
import mpjlda.matrix.RowShares;

/**
 * Sends rows of V × K matrices to and fro among the ranks: those of the words that occur in any
 * rank's documents. The others' statistics are 0, and no E-step asks for their topics.
 *
 * <p>Rows are packed one behind the other into messages of a block of the matrix at most, those of
 * each rank's share of the words ({@link RowShares}) side by side. Where nearly all words occur,
 * the blocks go as they are, without a copy.
 */
final class OccurringRows {
  /**
   * With more of the rows than this, blocks go as they are. Packing pays up to about half of the
   * rows where messages go through memory, and up to nine tenths over a network of 1 GB/s.
   */
  private static final double MOST = 0.6;

  private final Communicator comm;
  private final RowLayout layout;
  private final BitSet sent;
  private final List<Message> messages;
  private final int packedEntries;

  /** Made when first needed, and kept. */
  private long[] longs = {};

  private double[] doubles = {};

  private OccurringRows(RowLayout layout, Communicator comm, BitSet sent, List<Message> messages) {
    this.comm = comm;
    this.layout = layout;
    this.sent = sent;
    this.messages = List.copyOf(messages);
    this.packedEntries =
        layout.columns() * messages.stream().mapToInt(Message::packedRows).max().orElse(0);
  }

  /** All rows, in the matrices' own blocks. */
  static OccurringRows all(RowLayout layout, Communicator comm) {
    RowShares shares = new RowShares(layout, comm.size());
    List<Message> blocks = new ArrayList<>();
    for (int b = 0; b < layout.blocks(); b++) {
      blocks.add(new Block(b, shares));
    }
    BitSet sent = new BitSet();
    sent.set(0, layout.rows());
    return new OccurringRows(layout, comm, sent, blocks);
  }

  /**
   * The rows of some words and no others.
   *
   * @param words the same on all ranks; not changed afterwards
   */
  static OccurringRows only(BitSet words, RowLayout layout, Communicator comm) {
    RowShares shares = new RowShares(layout, comm.size());
    List<Message> messages = new ArrayList<>();
    int end;
    for (int first = 0; first < layout.blocks(); first = end) {
      int rows = 0;
      end = first;
      do {
        rows += occurring(words, layout, end++);
      } while (end < layout.blocks()
          && rows + occurring(words, layout, end) <= layout.rowsPerBlock());
      if (rows > 0) {
        messages.add(Packed.of(words, shares, first, end));
      }
    }
    return new OccurringRows(layout, comm, words, messages);
  }

  private static int occurring(BitSet words, RowLayout layout, int block) {
    int first = layout.firstRow(block);
    return words.get(first, first + layout.rowsIn(block)).cardinality();
  }

  /** The rows of the words that occur; all rows, if nearly all words do. */
  static OccurringRows of(BitSet words, RowLayout layout, Communicator comm) {
    return words.cardinality() > MOST * layout.rows()
        ? all(layout, comm)
        : only(words, layout, comm);
  }

  /**
   * The most that a rank needs for matrices of a layout, in bytes: packed rows of longs and of
   * doubles, and their numbers.
   */
  static long mostBytes(RowLayout layout) {
    long packed = layout.blocks() == 0 ? 0 : layout.entriesIn(0);
    return (Long.BYTES + Double.BYTES) * packed
        + (long) Integer.BYTES * layout.rows()
        + layout.rows() / Byte.SIZE;
  }

  /**
   * Sums statistics (V × K) over the ranks: each gets the sums of its own share of the words, and
   * anything for the others that are sent.
   */
  void reduceScatter(LongRows statistics) {
    Storage rows = storage(statistics);
    for (Message message : messages) {
      long[] values = (long[]) message.pack(rows, 0, comm.size());
      comm.reduceScatterSum(values, message.starts(rows));
      message.unpack(rows, comm.rank(), comm.rank() + 1);
    }
  }

  /** Sums statistics (V × K) over the ranks: each gets all that are sent. */
  void allreduce(LongRows statistics) {
    Storage rows = storage(statistics);
    for (Message message : messages) {
      long[] values = (long[]) message.pack(rows, 0, comm.size());
      comm.allreduceSum(values, 0, message.starts(rows)[comm.size()]);
      message.unpack(rows, 0, comm.size());
    }
  }

  /** Gives every rank all ranks' shares of a matrix (V × K), as far as it is sent. */
  void share(DoubleRows matrix) {
    share(new Storage(layout.columns(), matrix::blockOf, layout::offsetOf, doubles()));
  }

  /** Gives every rank all ranks' shares of a vector (V), as far as it is sent. */
  void share(double[] vector) {
    share(new Storage(1, word -> vector, word -> word, doubles()));
  }

  private void share(Storage rows) {
    for (Message message : messages) {
      Object values = message.pack(rows, comm.rank(), comm.rank() + 1);
      comm.allgather(values, message.starts(rows));
      message.unpack(rows, 0, comm.rank());
      message.unpack(rows, comm.rank() + 1, comm.size());
    }
  }

  /** Sets all entries of the rows that are not sent. */
  void fillOthers(DoubleRows matrix, double value) {
    for (int w = sent.nextClearBit(0); w < layout.rows(); w = sent.nextClearBit(w + 1)) {
      int at = layout.offsetOf(w);
      Arrays.fill(matrix.blockOf(w), at, at + layout.columns(), value);
    }
  }

  private Storage storage(LongRows matrix) {
    if (longs.length < packedEntries) {
      longs = new long[packedEntries];
    }
    return new Storage(layout.columns(), matrix::blockOf, layout::offsetOf, longs);
  }

  private double[] doubles() {
    if (doubles.length < packedEntries) {
      doubles = new double[packedEntries];
    }
    return doubles;
  }

  /**
   * Where rows are to be found.
   *
   * @param columns entries of a row
   * @param arrayOf the array of longs or doubles that a word's row is in
   * @param offsetOf where it starts there
   * @param buffer of the same type, for packed rows
   */
  private record Storage(
      int columns, IntFunction<Object> arrayOf, IntUnaryOperator offsetOf, Object buffer) {}

  /** Rows that are sent together. */
  private sealed interface Message {
    /** How many rows are copied. */
    int packedRows();

    /** (ranks + 1) where the ranks' shares start in the array that {@link #pack} gives. */
    int[] starts(Storage storage);

    /** The array that is sent, which now has the rows of the ranks {@code first .. end}. */
    Object pack(Storage storage, int first, int end);

    /** Takes the rows of the ranks {@code first .. end} out of that array. */
    void unpack(Storage storage, int first, int end);
  }

  /** A block of the matrix, as it is. */
  private record Block(int number, RowShares shares) implements Message {
    @Override
    public int packedRows() {
      return 0;
    }

    @Override
    public int[] starts(Storage storage) {
      int[] words = shares.firstRows(number);
      int offset = storage.offsetOf().applyAsInt(words[0]);
      return Arrays.stream(words).map(w -> offset + (w - words[0]) * storage.columns()).toArray();
    }

    @Override
    public Object pack(Storage storage, int first, int end) {
      return storage.arrayOf().apply(shares.firstRow(number, 0));
    }

    @Override
    public void unpack(Storage storage, int first, int end) {}
  }

  /**
   * Rows out of one block or several.
   *
   * @param words by the rank whose share they are in
   * @param firsts (ranks + 1) where the ranks' words start
   */
  private record Packed(int[] words, int[] firsts) implements Message {
    /** Those of the blocks {@code first .. end}. */
    static Packed of(BitSet occurring, RowShares shares, int first, int end) {
      int rows = 0;
      for (int b = first; b < end; b++) {
        rows += OccurringRows.occurring(occurring, shares.layout(), b);
      }
      int[] words = new int[rows];
      int[] firsts = new int[shares.ranks() + 1];
      int next = 0;
      for (int r = 0; r < shares.ranks(); r++) {
        for (int b = first; b < end; b++) {
          int stop = shares.firstRow(b, r + 1);
          int w = occurring.nextSetBit(shares.firstRow(b, r));
          for (; w >= 0 && w < stop; w = occurring.nextSetBit(w + 1)) {
            words[next++] = w;
          }
        }
        firsts[r + 1] = next;
      }
      return new Packed(words, firsts);
    }

    @Override
    public int packedRows() {
      return words.length;
    }

    @Override
    public int[] starts(Storage storage) {
      return Arrays.stream(firsts).map(i -> i * storage.columns()).toArray();
    }

    @Override
    public Object pack(Storage storage, int first, int end) {
      int columns = storage.columns();
      for (int i = firsts[first]; i < firsts[end]; i++) {
        Object row = storage.arrayOf().apply(words[i]);
        int at = storage.offsetOf().applyAsInt(words[i]);
        System.arraycopy(row, at, storage.buffer(), i * columns, columns);
      }
      return storage.buffer();
    }

    @Override
    public void unpack(Storage storage, int first, int end) {
      int columns = storage.columns();
      for (int i = firsts[first]; i < firsts[end]; i++) {
        Object row = storage.arrayOf().apply(words[i]);
        int at = storage.offsetOf().applyAsInt(words[i]);
        System.arraycopy(storage.buffer(), i * columns, row, at, columns);
      }
    }
  }
}
