package mpjlda.comm;

import java.util.function.LongBinaryOperator;

/**
 * The collectives, as trees over point-to-point messages; MPJ Express's own are slower and several
 * are wrong with offsets.
 *
 * <ul>
 *   <li>Short vectors: a binomial tree up to rank 0 and down again, 2⌈log2 P⌉ messages deep.
 *   <li>Long vectors: recursive halving, then recursive doubling (Rabenseifner 2004; Thakur,
 *       Rabenseifner and Gropp 2005): a tree in each direction, in which every rank sums its own
 *       part, so 2(P−1)/P of the vector goes through each rank instead of log2 P of it. Ranks
 *       beyond the largest power of two first hand their vector to a partner.
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

  /** Received elements before they are added; grown to what is needed, at most a segment. */
  private long[] scratch = new long[SHORT];

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
    if (from < 0 || length < 0 || length > values.length - from) {
      throw new IndexOutOfBoundsException(
          "range " + from + " + " + length + " of an array of " + values.length);
    }
    if (size == 1) {
      return;
    }
    for (int done = 0; done < length; done += SEGMENT) {
      int segment = Math.min(SEGMENT, length - done);
      if (segment <= SHORT) {
        binomialTree(values, from + done, segment, Long::sum);
      } else {
        halvingDoubling(values, from + done, segment);
      }
    }
  }

  @Override
  public void allreduceMax(long[] values) {
    if (size > 1 && values.length > 0) {
      binomialTree(values, 0, values.length, Math::max);
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
    for (int i = 0; i < own.length; i++) {
      words[start[rank] + i / Long.BYTES] |= (own[i] & 0xffL) << (8 * (i % Long.BYTES));
    }
    allreduceSum(words, 0, words.length);
    byte[][] all = new byte[size][];
    for (int r = 0; r < size; r++) {
      all[r] = new byte[(int) lengths[r]];
      for (int i = 0; i < all[r].length; i++) {
        all[r][i] = (byte) (words[start[r] + i / Long.BYTES] >>> (8 * (i % Long.BYTES)));
      }
    }
    return all;
  }

  @Override
  public void barrier() {
    allreduceSum(new long[1], 0, 1);
  }

  @Override
  public void close() {
    link.close();
  }

  /** Reduce to rank 0 along a binomial tree, then back down the same tree. */
  private void binomialTree(long[] values, int from, int length, LongBinaryOperator operator) {
    int mask = 1;
    for (; mask < size && (rank & mask) == 0; mask <<= 1) {
      if (rank + mask < size) {
        long[] received = scratch(length);
        link.receive(rank + mask, received, 0, length);
        for (int i = 0; i < length; i++) {
          values[from + i] = operator.applyAsLong(values[from + i], received[i]);
        }
      }
    }
    if (rank != 0) {
      link.send(rank - mask, values, from, length);
      link.receive(rank - mask, values, from, length);
    }
    for (mask >>= 1; mask > 0; mask >>= 1) {
      if (rank + mask < size) {
        link.send(rank + mask, values, from, length);
      }
    }
  }

  private void halvingDoubling(long[] values, int from, int length) {
    int core = Integer.highestOneBit(size);
    if (rank >= core) {
      link.send(rank - core, values, from, length);
      link.receive(rank - core, values, from, length);
      return;
    }
    boolean stands = rank + core < size;
    if (stands) {
      receiveAndAdd(rank + core, values, from, length);
    }
    halve(values, from, length, core >> 1);
    if (stands) {
      link.send(rank + core, values, from, length);
    }
  }

  /**
   * The two halves of the range are exchanged with the partner at distance {@code mask}: the rank
   * with that bit clear sums the lower half, the other the upper; the sums of each half are
   * completed at the smaller distances; then each gives the other its half.
   */
  private void halve(long[] values, int from, int length, int mask) {
    if (mask == 0) {
      return;
    }
    int partner = rank ^ mask;
    int lower = length / 2;
    int upper = length - lower;
    boolean keepLower = (rank & mask) == 0;
    int own = keepLower ? from : from + lower;
    int ownLength = keepLower ? lower : upper;
    int other = keepLower ? from + lower : from;
    int otherLength = length - ownLength;
    long[] received = scratch(ownLength);
    link.exchange(partner, values, other, otherLength, received, 0, ownLength);
    for (int i = 0; i < ownLength; i++) {
      values[own + i] += received[i];
    }
    halve(values, own, ownLength, mask >> 1);
    link.exchange(partner, values, own, ownLength, values, other, otherLength);
  }

  private void receiveAndAdd(int peer, long[] values, int from, int length) {
    long[] received = scratch(length);
    link.receive(peer, received, 0, length);
    for (int i = 0; i < length; i++) {
      values[from + i] += received[i];
    }
  }

  private long[] scratch(int length) {
    if (scratch.length < length) {
      scratch = new long[length];
    }
    return scratch;
  }
}
