package mpjlda.cluster.distributed;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import mpjlda.core.console.Phase;
import mpjlda.core.console.PhaseClock;
import mpjlda.core.matrix.BlockedLongMatrix;
import mpjlda.core.matrix.MatrixRows;
import mpjlda.core.matrix.RowLayout;
import mpjlda.core.matrix.RowRange;
import mpjlda.core.matrix.RowShares;
import mpjlda.core.parallel.Communicator;
import mpjlda.core.topicmodel.RankExchange;

/**
 * Exchanges rows of V × K matrices among the ranks: those of the words that occur in any rank's
 * documents. The others' statistics are 0, and no E-step reads their topics. The time of an
 * M-step's exchanges counts as transfer.
 *
 * <p>Rows are packed one behind the other into messages of a block of the matrix at most, those of
 * each rank's share of the words ({@link RowShares}) side by side. Where nearly all words occur,
 * the blocks go as they are, without a copy.
 */
public final class OccurringRows implements RankExchange {
  /**
   * With more of the rows than this, blocks go as they are. Packing pays up to about half of the
   * rows where messages go through memory, and up to nine tenths over a network of 1 GB/s.
   */
  private static final double MOST = 0.6;

  private final Communicator comm;
  private final PhaseClock clock;
  private final RowShares shares;
  private final List<RowMessage> messages;
  private final int packedEntries;

  /** By element type: room for packed rows, made when first needed. */
  private final Map<Class<?>, Object> buffers = new HashMap<>();

  private OccurringRows(
      RowLayout layout, Communicator comm, PhaseClock clock, List<RowMessage> messages) {
    this.comm = comm;
    this.clock = clock;
    this.shares = new RowShares(layout, comm.size());
    this.messages = List.copyOf(messages);
    this.packedEntries =
        layout.columns() * messages.stream().mapToInt(RowMessage::packedRows).max().orElse(0);
  }

  /** All rows, in the matrices' own blocks. */
  public static OccurringRows all(RowLayout layout, Communicator comm, PhaseClock clock) {
    List<RowMessage> blocks = new ArrayList<>();
    for (int b = 0; b < layout.blocks(); b++) {
      blocks.add(new RowMessage.Block(b, layout.firstRow(b)));
    }
    return new OccurringRows(layout, comm, clock, blocks);
  }

  /**
   * The rows of some words and no others.
   *
   * @param words the same on all ranks; not changed afterwards
   */
  public static OccurringRows only(
      BitSet words, RowLayout layout, Communicator comm, PhaseClock clock) {
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
    return new OccurringRows(layout, comm, clock, messages);
  }

  /** The rows of the words that occur; all rows, if nearly all words do. */
  public static OccurringRows of(
      BitSet words, RowLayout layout, Communicator comm, PhaseClock clock) {
    return words.cardinality() > MOST * layout.rows()
        ? all(layout, comm, clock)
        : only(words, layout, comm, clock);
  }

  /**
   * The most bytes that a rank needs for matrices of a layout: packed rows of longs, doubles and
   * floats, and their numbers.
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

  @Override
  public List<RowRange> ownRows(RowLayout layout, int most) {
    return new RowShares(layout, comm.size()).pieces(comm.rank(), most);
  }

  @Override
  public void sum(long[] values) {
    clock.within(Phase.TRANSFER, () -> comm.allreduceSum(values, 0, values.length));
  }

  @Override
  public void share(MatrixRows matrix) {
    clock.within(Phase.TRANSFER, () -> share(storage(matrix)));
  }

  private void share(RowMessage.Storage rows) {
    for (RowMessage message : messages) {
      Object values = message.pack(rows, comm.rank(), comm.rank() + 1);
      comm.allgather(values, message.starts(rows));
      message.unpack(rows, 0, comm.rank());
      message.unpack(rows, comm.rank() + 1, comm.size());
    }
  }

  private RowMessage.Storage storage(MatrixRows matrix) {
    Object buffer =
        buffers.computeIfAbsent(
            matrix.elementType(), type -> Array.newInstance(type, packedEntries));
    return new RowMessage.Storage(matrix, shares, buffer);
  }
}
