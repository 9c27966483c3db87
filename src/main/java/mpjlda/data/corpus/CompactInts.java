package mpjlda.data.corpus;

import java.util.Arrays;

/**
 * A fixed number of non-negative ints in two bytes each as long as all are below 65,536; the first
 * larger one widens the whole column to four.
 */
final class CompactInts {
  private static final char[] NO_CHARS = {};
  private static final int[] NO_INTS = {};

  private final int capacity;
  private char[] narrow = NO_CHARS;
  private int[] wide = NO_INTS;

  CompactInts(int capacity) {
    this.capacity = capacity;
    this.narrow = new char[capacity];
  }

  private CompactInts(char[] narrow, int[] wide) {
    this.capacity = Math.max(narrow.length, wide.length);
    this.narrow = narrow;
    this.wide = wide;
  }

  /** Sets entries from {@code at} on to {@code values[from .. from+length-1]}. */
  void put(int at, int[] values, int from, int length) {
    int all = 0;
    for (int i = from; i < from + length; i++) {
      all |= values[i];
    }
    if (all > Character.MAX_VALUE && wide.length == 0) {
      widen(at);
    }
    if (wide.length > 0) {
      System.arraycopy(values, from, wide, at, length);
    } else {
      for (int i = 0; i < length; i++) {
        narrow[at + i] = (char) values[from + i];
      }
    }
  }

  /** Copies a range, as doubles. */
  void put(int at, char[] values, int from, int length) {
    if (wide.length > 0) {
      for (int i = 0; i < length; i++) {
        wide[at + i] = values[from + i];
      }
    } else {
      System.arraycopy(values, from, narrow, at, length);
    }
  }

  /** Removes all entries. */
  void clear() {
    if (wide.length > 0) {
      wide = NO_INTS;
      narrow = new char[capacity];
    }
  }

  private void widen(int used) {
    wide = new int[capacity];
    for (int i = 0; i < used; i++) {
      wide[i] = narrow[i];
    }
    narrow = NO_CHARS;
  }

  int get(int at) {
    return wide.length > 0 ? wide[at] : narrow[at];
  }

  void copyTo(int[] out, int from, int length) {
    if (wide.length > 0) {
      System.arraycopy(wide, from, out, 0, length);
    } else {
      for (int i = 0; i < length; i++) {
        out[i] = narrow[from + i];
      }
    }
  }

  void copyTo(double[] out, int from, int length) {
    if (wide.length > 0) {
      for (int i = 0; i < length; i++) {
        out[i] = wide[from + i];
      }
    } else {
      for (int i = 0; i < length; i++) {
        out[i] = narrow[from + i];
      }
    }
  }

  long sum(int from, int to) {
    long sum = 0;
    if (wide.length > 0) {
      for (int i = from; i < to; i++) {
        sum += wide[i];
      }
      return sum;
    }
    // Four sums, as one would make each addition wait for the one before.
    long second = 0;
    long third = 0;
    long fourth = 0;
    int i = from;
    for (; i + 4 <= to; i += 4) {
      sum += narrow[i];
      second += narrow[i + 1];
      third += narrow[i + 2];
      fourth += narrow[i + 3];
    }
    for (; i < to; i++) {
      sum += narrow[i];
    }
    return sum + second + third + fourth;
  }

  /** A copy of a range, without slack. */
  CompactInts slice(int from, int to) {
    return wide.length > 0
        ? new CompactInts(NO_CHARS, Arrays.copyOfRange(wide, from, to))
        : new CompactInts(Arrays.copyOfRange(narrow, from, to), NO_INTS);
  }

  long memoryBytes() {
    return 2L * narrow.length + 4L * wide.length;
  }
}
