package mpjlda.cluster.distributed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import mpjlda.core.matrix.BlockedDoubleMatrix;
import mpjlda.core.matrix.BlockedLongMatrix;
import mpjlda.core.matrix.PaddedFloatMatrix;
import mpjlda.core.matrix.RowLayout;
import mpjlda.core.matrix.RowShares;
import mpjlda.core.parallel.Communicator;

/**
 * Sends rows of V × K matrices to and fro among the ranks: those of the words that occur in any
 * rank's documents. The others' statistics are 0, and no E-step asks for their topics.
 *
 * <p>Rows are packed one behind the other into messages of a block of the matrix at most, those of
 * each rank's share of the words ({@link RowShares}) side by side. Where nearly all words occur,
 * the blocks go as they are, without a copy.
 */
public final class OccurringRows {
  /**
   * With more of the rows than this, blocks go as they are. Packing pays up to about half of the
   * rows where messages go through memory, and up to nine tenths over a network of 1 GB/s.
   */
  private static final double MOST = 0.6;

  private final Communicator comm;
  private final RowLayout layout;
  private final RowShares shares;
  private final BitSet sent;
  private final List<RowMessage> messages;
  private final int packedEntries;

  /** Made when first needed, and kept. */
  private long[] longs = {};

  private double[] doubles = {};
  private float[] floats = {};

  private OccurringRows(
      RowLayout layout, Communicator comm, BitSet sent, List<RowMessage> messages) {
    this.comm = comm;
    this.layout = layout;
    this.shares = new RowShares(layout, comm.size());
    this.sent = sent;
    this.messages = List.copyOf(messages);
    this.packedEntries =
        layout.columns() * messages.stream().mapToInt(RowMessage::packedRows).max().orElse(0);
  }

  /** All rows, in the matrices' own blocks. */
  public static OccurringRows all(RowLayout layout, Communicator comm) {
    List<RowMessage> blocks = new ArrayList<>();
    for (int b = 0; b < layout.blocks(); b++) {
      blocks.add(new RowMessage.Block(b, layout.firstRow(b)));
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
  public static OccurringRows only(BitSet words, RowLayout layout, Communicator comm) {
    RowShares shares = new RowShares(layout, comm.size());
    List<RowMessage> messages = new ArrayList<>();
    int end;
    for (int first = 0; first < layout.blocks(); first = end) {
      int rows = 0;
      end = first;
      do {
        rows += RowMessage.occurring(words, layout, end++);
      } while (end < layout.blocks()
          && rows + RowMessage.occurring(words, layout, end) <= layout.rowsPerBlock());
      if (rows > 0) {
        messages.add(RowMessage.Packed.of(words, shares, first, end));
      }
    }
    return new OccurringRows(layout, comm, words, messages);
  }

  /** The rows of the words that occur; all rows, if nearly all words do. */
  public static OccurringRows of(BitSet words, RowLayout layout, Communicator comm) {
    return words.cardinality() > MOST * layout.rows()
        ? all(layout, comm)
        : only(words, layout, comm);
  }

  /**
   * The most that a rank needs for matrices of a layout, in bytes: packed rows of longs, doubles
   * and floats, and their numbers.
   */
  public static long mostBytes(RowLayout layout) {
    long packed = layout.blocks() == 0 ? 0 : layout.entriesIn(0);
    return (Long.BYTES + Double.BYTES + Float.BYTES) * packed
        + (long) Integer.BYTES * layout.rows()
        + layout.rows() / Byte.SIZE;
  }

  /**
   * Sums statistics (V × K) over the ranks: each gets the sums of its own share of the words, and
   * anything for the others that are sent.
   */
  public void reduceScatter(BlockedLongMatrix statistics) {
    RowMessage.Storage rows = storage(statistics);
    for (RowMessage message : messages) {
      long[] values = (long[]) message.pack(rows, 0, comm.size());
      comm.reduceScatterSum(values, message.starts(rows));
      message.unpack(rows, comm.rank(), comm.rank() + 1);
    }
  }

  /** Sums statistics (V × K) over the ranks: each gets all that are sent. */
  public void allreduce(BlockedLongMatrix statistics) {
    RowMessage.Storage rows = storage(statistics);
    for (RowMessage message : messages) {
      long[] values = (long[]) message.pack(rows, 0, comm.size());
      comm.allreduceSum(values, 0, message.starts(rows)[comm.size()]);
      message.unpack(rows, 0, comm.size());
    }
  }

  /** Gives every rank all ranks' shares of a matrix (V × K), as far as it is sent. */
  public void share(BlockedDoubleMatrix matrix) {
    share(
        new RowMessage.Storage(
            layout.columns(), matrix::blockOf, layout::offsetOf, shares::starts, doubles()));
  }

  /** Gives every rank all ranks' shares of a matrix (V × K), as far as it is sent. */
  public void share(PaddedFloatMatrix matrix) {
    if (floats.length < packedEntries) {
      floats = new float[packedEntries];
    }
    share(
        new RowMessage.Storage(
            layout.columns(),
            matrix::arrayOf,
            matrix::startOf,
            block -> matrix.starts(shares, block),
            floats));
  }

  /** Gives every rank all ranks' shares of a vector (V), as far as it is sent. */
  public void share(double[] vector) {
    share(new RowMessage.Storage(1, word -> vector, word -> word, shares::firstRows, doubles()));
  }

  private void share(RowMessage.Storage rows) {
    for (RowMessage message : messages) {
      Object values = message.pack(rows, comm.rank(), comm.rank() + 1);
      comm.allgather(values, message.starts(rows));
      message.unpack(rows, 0, comm.rank());
      message.unpack(rows, comm.rank() + 1, comm.size());
    }
  }

  /** Sets all entries of the rows that are not sent. */
  public void fillOthers(BlockedDoubleMatrix matrix, double value) {
    for (int w = sent.nextClearBit(0); w < layout.rows(); w = sent.nextClearBit(w + 1)) {
      int at = layout.offsetOf(w);
      Arrays.fill(matrix.blockOf(w), at, at + layout.columns(), value);
    }
  }

  private RowMessage.Storage storage(BlockedLongMatrix matrix) {
    if (longs.length < packedEntries) {
      longs = new long[packedEntries];
    }
    return new RowMessage.Storage(
        layout.columns(), matrix::blockOf, layout::offsetOf, shares::starts, longs);
  }

  private double[] doubles() {
    if (doubles.length < packedEntries) {
      doubles = new double[packedEntries];
    }
    return doubles;
  }
}
