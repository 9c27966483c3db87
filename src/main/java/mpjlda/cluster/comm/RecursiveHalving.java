package mpjlda.cluster.comm;

/**
 * Recursive halving: the ranks part into a lower and an upper half, each rank gives its partner in
 * the other half what belongs there, and each half continues by itself; then the same steps
 * backwards (recursive doubling). A tree in each direction.
 *
 * <p>For any number of ranks: if one half has a rank more, its last one also gives to the last one
 * of the other half, and gets nothing until the way back.
 */
final class RecursiveHalving extends ReduceScatterAllgather {
  RecursiveHalving(PointToPoint link) {
    super(link);
  }

  /**
   * A rank's place when the ranks {@code first .. end} part at {@code middle}.
   *
   * @param partner in the other half
   * @param second one more in the other half that has no partner of its own, or -1
   * @param alone whether this rank is such a one
   */
  private record Place(int first, int middle, int end, int partner, int second, boolean alone) {
    static Place of(int rank, int first, int end) {
      // The lower half is never the smaller one.
      int middle = first + (end - first + 1) / 2;
      int upper = end - middle;
      boolean uneven = middle - first > upper;
      if (rank < middle) {
        boolean alone = uneven && rank == middle - 1;
        return new Place(first, middle, end, alone ? end - 1 : rank - first + middle, -1, alone);
      }
      boolean doubled = uneven && rank == end - 1;
      return new Place(first, middle, end, rank - middle + first, doubled ? middle - 1 : -1, false);
    }

    boolean isLower(int rank) {
      return rank < middle;
    }
  }

  @Override
  void reduce(ArraySlice part, int[] starts) {
    int first = 0;
    int end = size;
    while (end - first > 1) {
      Place place = Place.of(rank, first, end);
      ArraySlice lower = shares(part, starts, first, place.middle());
      ArraySlice upper = shares(part, starts, place.middle(), end);
      boolean isLower = place.isLower(rank);
      ArraySlice own = isLower ? lower : upper;
      ArraySlice other = isLower ? upper : lower;
      if (place.alone()) {
        link.exchangeAdding(place.partner(), other, place.partner(), own.slice(0, 0));
      } else {
        link.exchangeAdding(place.partner(), other, place.partner(), own);
        if (place.second() >= 0) {
          link.exchangeAdding(place.second(), other.slice(0, 0), place.second(), own);
        }
      }
      first = isLower ? first : place.middle();
      end = isLower ? place.middle() : end;
    }
  }

  @Override
  void gather(ArraySlice part, int[] starts) {
    gather(part, starts, 0, size);
  }

  private void gather(ArraySlice part, int[] starts, int first, int end) {
    if (end - first <= 1) {
      return;
    }
    Place place = Place.of(rank, first, end);
    boolean isLower = place.isLower(rank);
    gather(part, starts, isLower ? first : place.middle(), isLower ? place.middle() : end);
    ArraySlice lower = shares(part, starts, first, place.middle());
    ArraySlice upper = shares(part, starts, place.middle(), end);
    ArraySlice own = isLower ? lower : upper;
    ArraySlice other = isLower ? upper : lower;
    if (place.alone()) {
      link.exchange(place.partner(), own.slice(0, 0), place.partner(), other);
    } else {
      link.exchange(place.partner(), own, place.partner(), other);
      if (place.second() >= 0) {
        link.exchange(place.second(), own, place.second(), other.slice(0, 0));
      }
    }
  }
}
