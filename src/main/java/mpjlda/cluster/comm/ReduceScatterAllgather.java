package mpjlda.cluster.comm;

/**
 * The two halves of a long allreduce: every rank comes to the sums of its own share, then all give
 * one another their shares. A share is {@code starts[r] .. starts[r+1]} of the part.
 */
abstract class ReduceScatterAllgather {
  /**
   * What a message costs before its first element, in elements that could have been sent in that
   * time: 0.15 ms at 1 GB/s. Measured between processes of one machine; only its order of magnitude
   * counts.
   */
  private static final int LATENCY_ELEMENTS = 20_000;

  final PointToPoint link;
  final int rank;
  final int size;

  ReduceScatterAllgather(PointToPoint link) {
    this.link = link;
    this.rank = link.rank();
    this.size = link.size();
  }

  /**
   * Halving takes ⌈log2 P⌉ steps, a ring P − 1. Through the busiest rank go (P−1)/P of the vector
   * in both, but with halving up to half as much again if P is not a power of two.
   */
  static ReduceScatterAllgather choose(PointToPoint link, int length) {
    int size = link.size();
    int depth = 32 - Integer.numberOfLeadingZeros(size - 1);
    if (Integer.bitCount(size) == 1) {
      return new RecursiveHalving(link);
    }
    double volume = (double) length * (size - 1) / size;
    double halving = (double) depth * LATENCY_ELEMENTS + 1.5 * volume;
    double ring = (size - 1.0) * LATENCY_ELEMENTS + volume;
    return ring < halving ? new RingAllreduce(link) : new RecursiveHalving(link);
  }

  abstract void reduce(ArraySlice part, int[] starts);

  abstract void gather(ArraySlice part, int[] starts);

  /** The shares of ranks {@code first .. end}. */
  static ArraySlice shares(ArraySlice part, int[] starts, int first, int end) {
    return part.slice(starts[first], starts[end] - starts[first]);
  }
}
