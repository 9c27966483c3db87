package mpjlda.core.topics;

import java.util.Arrays;

/**
 * The largest of many values, the largest first, each with a number. For a few dozen this beats a
 * heap.
 */
final class LargestEntries {
  private final int[] ids;
  private final double[] values;
  private int size;

  /**
   * @param capacity how many to keep, ≥ 0
   */
  LargestEntries(int capacity) {
    ids = new int[capacity];
    values = new double[capacity];
  }

  /** Offers a value; of equal values the first one offered is taken, and comes first. */
  void offer(int id, double value) {
    if (size == ids.length && (size == 0 || value <= values[size - 1])) {
      return;
    }
    int place = size < ids.length ? size++ : size - 1;
    while (place > 0 && value > values[place - 1]) {
      values[place] = values[place - 1];
      ids[place] = ids[place - 1];
      place--;
    }
    values[place] = value;
    ids[place] = id;
  }

  int size() {
    return size;
  }

  /**
   * @param place 0 is the largest
   */
  int id(int place) {
    return ids[place];
  }

  double value(int place) {
    return values[place];
  }

  /** The threshold that a value must exceed: negative infinity while there is room. */
  double threshold() {
    return size < ids.length ? Double.NEGATIVE_INFINITY : size == 0 ? 0 : values[size - 1];
  }

  int[] ids() {
    return Arrays.copyOf(ids, size);
  }
}
