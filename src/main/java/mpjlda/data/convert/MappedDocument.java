package mpjlda.data.convert;

import java.util.Arrays;

/** A document's words under other numbers, ascending, each once. Reused. */
final class MappedDocument {
  private static final int COUNT_BITS = 32;

  private long[] pairs = {};
  private int[] ids = {};
  private int[] counts = {};
  private int size;
  private long droppedTokens;

  /**
   * Takes a document.
   *
   * @param words its distinct words, in any order; the first {@code number} have a meaning
   * @param map the new number of each word, or -1 for one that is dropped
   * @throws ArithmeticException if counts of words that become one exceed 2^31 - 1
   */
  void set(int[] words, int[] times, int number, int[] map) {
    if (pairs.length < number) {
      pairs = new long[Math.max(number, 2 * pairs.length)];
      ids = new int[pairs.length];
      counts = new int[pairs.length];
    }
    int kept = 0;
    boolean ascending = true;
    for (int i = 0; i < number; i++) {
      int id = map[words[i]];
      if (id < 0) {
        droppedTokens += times[i];
        continue;
      }
      pairs[kept] = (long) id << COUNT_BITS | times[i];
      ascending &= kept == 0 || pairs[kept - 1] < pairs[kept];
      kept++;
    }
    if (!ascending) {
      Arrays.sort(pairs, 0, kept);
    }
    merge(kept);
  }

  private void merge(int kept) {
    size = 0;
    for (int i = 0; i < kept; i++) {
      int id = (int) (pairs[i] >>> COUNT_BITS);
      int count = (int) pairs[i];
      if (size > 0 && ids[size - 1] == id) {
        counts[size - 1] = Math.addExact(counts[size - 1], count);
      } else {
        ids[size] = id;
        counts[size] = count;
        size++;
      }
    }
  }

  int[] ids() {
    return ids;
  }

  int[] counts() {
    return counts;
  }

  int size() {
    return size;
  }

  /** Tokens of all documents so far whose words were dropped. */
  long droppedTokens() {
    return droppedTokens;
  }
}
