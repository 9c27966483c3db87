package mpjlda.cluster.comm;

/**
 * A ring: each share goes round, growing by every rank's own part of the sum, until it comes to
 * where it belongs; then the sums go round once more. The least that must be sent, in P − 1 steps
 * each way.
 */
final class RingAllreduce extends ReduceScatterAllgather {
  RingAllreduce(PointToPoint link) {
    super(link);
  }

  @Override
  void reduce(ArraySlice part, int[] starts) {
    for (int step = 1; step < size; step++) {
      // The share of rank r starts at r + 1 and ends, after P - 1 steps, at r.
      ArraySlice out = share(part, starts, rank - step);
      ArraySlice sum = share(part, starts, rank - step - 1);
      link.exchangeAdding(right(), out, left(), sum);
    }
  }

  @Override
  void gather(ArraySlice part, int[] starts) {
    for (int step = 0; step < size - 1; step++) {
      ArraySlice out = share(part, starts, rank - step);
      ArraySlice in = share(part, starts, rank - step - 1);
      link.exchange(right(), out, left(), in);
    }
  }

  private ArraySlice share(ArraySlice part, int[] starts, int number) {
    int owner = Math.floorMod(number, size);
    return shares(part, starts, owner, owner + 1);
  }

  private int right() {
    return (rank + 1) % size;
  }

  private int left() {
    return Math.floorMod(rank - 1, size);
  }
}
