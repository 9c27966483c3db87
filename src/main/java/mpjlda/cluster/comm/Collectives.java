package mpjlda.cluster.comm;

import java.util.function.LongBinaryOperator;
import mpjlda.core.parallel.Communicator;

/**
 * The collectives, as trees and rings over point-to-point messages; MPJ Express's own are slower
 * and several are wrong with offsets.
 *
 * <ul>
 *   <li>Short vectors: a binomial tree up to rank 0 and down again, 2⌈log2 P⌉ messages deep.
 *   <li>Long vectors: the ranks' shares are summed where they belong and then given to all
 *       (Rabenseifner 2004; Thakur, Rabenseifner and Gropp 2005), so 2(P−1)/P of the vector goes
 *       through each rank instead of log2 P of it; see {@link ReduceScatterAllgather} for how.
 * </ul>
 *
 * <p>Long vectors go in segments of 2^20 elements (8 MiB): far below MPJ Express's limit of 1 GiB a
 * message, and its never freed buffers stay small. There is never more than one message under way
 * in each direction of a pair.
 */
public final class Collectives implements Communicator {
  private static final int SEGMENT = 1 << 20;
  private static final int SHORT = 1 << 12;

  private final PointToPoint link;
  private final int rank;
  private final int size;
  private final ReceiveBuffer scratch = new ReceiveBuffer(SHORT);

  public Collectives(PointToPoint link) {
    this.link = link;
    this.rank = link.rank();
    this.size = link.size();
  }

  @Override
  public int rank() {
    return rank;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public void allreduceSum(long[] values, int from, int length) {
    ArraySlice whole = new ArraySlice(values, from, length);
    if (size == 1) {
      return;
    }
    for (int done = 0; done < length; done += SEGMENT) {
      ArraySlice segment = whole.slice(done, Math.min(SEGMENT, length - done));
      if (segment.length() <= SHORT) {
        binomialTree(segment, Long::sum);
      } else {
        int[] starts = evenShares(segment.length(), size);
        ReduceScatterAllgather halves = ReduceScatterAllgather.choose(link, segment.length());
        halves.reduce(segment, starts);
        halves.gather(segment, starts);
      }
    }
  }

  @Override
  public void reduceScatterSum(long[] values, int[] starts) {
    if (size > 1 && values.length > 0) {
      ReduceScatterAllgather.choose(link, values.length).reduce(ArraySlice.of(values), starts);
    }
  }

  @Override
  public void allgather(Object values, int[] starts) {
    ArraySlice part = ArraySlice.of(values);
    if (size > 1 && !part.isEmpty()) {
      ReduceScatterAllgather.choose(link, part.length()).gather(part, starts);
    }
  }

  /** Cuts a length into a share a rank, which differ by one element at most: (ranks + 1) starts. */
  public static int[] evenShares(int length, int ranks) {
    int[] starts = new int[ranks + 1];
    for (int r = 0; r <= ranks; r++) {
      starts[r] = (int) ((long) length * r / ranks);
    }
    return starts;
  }

  @Override
  public void allreduceMax(long[] values) {
    if (size > 1 && values.length > 0) {
      binomialTree(ArraySlice.of(values), Math::max);
    }
  }

  @Override
  public byte[][] allgather(byte[] own) {
    long[] lengths = new long[size];
    lengths[rank] = own.length;
    allreduceSum(lengths, 0, size);
    int[] start = new int[size + 1];
    for (int r = 0; r < size; r++) {
      start[r + 1] = Math.addExact(start[r], (int) ((lengths[r] + Long.BYTES - 1) / Long.BYTES));
    }
    // Every word is non-zero on one rank only, so the sum puts the ranks' bytes side by side.
    long[] words = new long[start[size]];
    pack(own, words, start[rank]);
    allreduceSum(words, 0, words.length);
    byte[][] all = new byte[size][];
    for (int r = 0; r < size; r++) {
      all[r] = unpack(words, start[r], (int) lengths[r]);
    }
    return all;
  }

  private static void pack(byte[] bytes, long[] words, int from) {
    for (int i = 0; i < bytes.length; i++) {
      words[from + i / Long.BYTES] |= (bytes[i] & 0xffL) << (8 * (i % Long.BYTES));
    }
  }

  private static byte[] unpack(long[] words, int from, int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (words[from + i / Long.BYTES] >>> (8 * (i % Long.BYTES)));
    }
    return bytes;
  }

  @Override
  public long[] allgather(long own) {
    long[] values = new long[size];
    values[rank] = own;
    allreduceSum(values, 0, size);
    return values;
  }

  @Override
  public void broadcast(long[] values) {
    for (int done = 0; size > 1 && done < values.length; done += SEGMENT) {
      broadcast(new ArraySlice(values, done, Math.min(SEGMENT, values.length - done)));
    }
  }

  @Override
  public byte[] broadcast(byte[] own) {
    long[] length = {own.length};
    broadcast(length);
    long[] words = new long[(int) ((length[0] + Long.BYTES - 1) / Long.BYTES)];
    if (rank == 0) {
      pack(own, words, 0);
    }
    broadcast(words);
    return unpack(words, 0, (int) length[0]);
  }

  @Override
  public void barrier() {
    allreduceSum(new long[1], 0, 1);
  }

  @Override
  public String transport() {
    return link.transport();
  }

  @Override
  public void close() {
    link.close();
  }

  /** Reduce to rank 0 along a binomial tree, then back down the same tree. */
  private void binomialTree(ArraySlice part, LongBinaryOperator operator) {
    int mask = 1;
    for (; mask < size && (rank & mask) == 0; mask <<= 1) {
      if (rank + mask < size) {
        ArraySlice received = scratch.part(part.length());
        link.receive(rank + mask, received);
        combine((long[]) part.array(), part.from(), received, operator);
      }
    }
    if (rank != 0) {
      link.send(rank - mask, part);
    }
    broadcast(part);
  }

  /** From rank 0 down a binomial tree. */
  private void broadcast(ArraySlice part) {
    int mask = 1;
    while (mask < size && (rank & mask) == 0) {
      mask <<= 1;
    }
    if (rank != 0) {
      link.receive(rank - mask, part);
    }
    for (mask >>= 1; mask > 0; mask >>= 1) {
      if (rank + mask < size) {
        link.send(rank + mask, part);
      }
    }
  }

  private static void combine(
      long[] into, int from, ArraySlice received, LongBinaryOperator operator) {
    long[] values = (long[]) received.array();
    for (int i = 0; i < received.length(); i++) {
      into[from + i] = operator.applyAsLong(into[from + i], values[i]);
    }
  }
}
