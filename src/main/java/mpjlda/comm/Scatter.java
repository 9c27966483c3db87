package mpjlda.comm;

/**
 * The two halves of a long allreduce: every rank comes to the sums of its own share, then all give
 * one another their shares. A share is {@code starts[r] .. starts[r+1]} of the part.
 */
abstract class Scatter {
  /**
   * What a message costs before its first element, in elements that could have been sent in that
   * time: 0.15 ms at 1 GB/s. Measured between processes of one machine; only its order of magnitude
   * counts.
   */
  private static final int LATENCY_ELEMENTS = 20_000;

  final PointToPoint link;
  final int rank;
  final int size;

  Scatter(PointToPoint link) {
    this.link = link;
    this.rank = link.rank();
    this.size = link.size();
  }

  /**
   * Halving takes ⌈log2 P⌉ steps, a ring P − 1. Through the busiest rank go (P−1)/P of the vector
   * in both, but with halving up to half as much again if P is not a power of two.
   */
  static Scatter choose(PointToPoint link, int length) {
    int size = link.size();
    int depth = 32 - Integer.numberOfLeadingZeros(size - 1);
    if (Integer.bitCount(size) == 1) {
      return new Halving(link);
    }
    double volume = (double) length * (size - 1) / size;
    double halving = (double) depth * LATENCY_ELEMENTS + 1.5 * volume;
    double ring = (size - 1.0) * LATENCY_ELEMENTS + volume;
    return ring < halving ? new Ring(link) : new Halving(link);
  }

  abstract void reduce(Part part, int[] starts);

  abstract void gather(Part part, int[] starts);

  /** The shares of ranks {@code first .. end}. */
  static Part shares(Part part, int[] starts, int first, int end) {
    return part.slice(starts[first], starts[end] - starts[first]);
  }
}
