package mpjlda.data.corpus;

import java.util.Arrays;
import java.util.function.Supplier;

/** The distinct words and counts of one document while it is being read. Reused. */
final class DocumentBuffer {
  /** For ids beyond this a table of all would be too large (16 MiB). */
  private static final int MOST_STAMPS = 1 << 22;

  private int[] ids = new int[1024];
  private int[] counts = new int[1024];

  /** The last document, by a running number, in which each word was seen. */
  private int[] stamps = {};

  private int stamp;
  private int size;
  private boolean ascending = true;
  private Supplier<String> name = DocumentBuffer::noName;

  void clear() {
    size = 0;
    name = DocumentBuffer::noName;
    ascending = true;
  }

  /**
   * @param id from 0
   * @param count ≥ 1
   */
  void add(int id, int count) {
    int at = size;
    if (at == ids.length) {
      ids = Arrays.copyOf(ids, 2 * at);
      counts = Arrays.copyOf(counts, 2 * at);
    }
    if (at > 0 && ids[at - 1] >= id) {
      ascending = false;
    }
    ids[at] = id;
    counts[at] = count;
    size = at + 1;
  }

  /** Sets the document's name, which is only computed on demand. */
  void nameBy(Supplier<String> text) {
    name = text;
  }

  /** The document's name; empty if it has none. */
  String name() {
    return name.get();
  }

  private static String noName() {
    return "";
  }

  int size() {
    return size;
  }

  int[] ids() {
    return ids;
  }

  int[] counts() {
    return counts;
  }

  long tokens() {
    long tokens = 0;
    for (int i = 0; i < size; i++) {
      tokens += counts[i];
    }
    return tokens;
  }

  /** A word id that occurs more than once, or -1. Costs nothing if the ids ascend. */
  int repeatedId() {
    if (ascending) {
      return -1;
    }
    int largest = largestId();
    return largest < MOST_STAMPS ? repeatedByStamp(largest) : repeatedBySorting();
  }

  private int repeatedByStamp(int largest) {
    if (largest >= stamps.length) {
      stamps = new int[Math.max(1024, Integer.highestOneBit(largest) * 2)];
      stamp = 0;
    }
    stamp++;
    if (stamp == Integer.MAX_VALUE) {
      Arrays.fill(stamps, 0);
      stamp = 1;
    }
    for (int i = 0; i < size; i++) {
      if (stamps[ids[i]] == stamp) {
        return ids[i];
      }
      stamps[ids[i]] = stamp;
    }
    return -1;
  }

  private int repeatedBySorting() {
    int[] sorted = Arrays.copyOf(ids, size);
    Arrays.sort(sorted);
    for (int i = 1; i < size; i++) {
      if (sorted[i] == sorted[i - 1]) {
        return sorted[i];
      }
    }
    return -1;
  }

  /** Removes the words with ids at or above {@code limit}. */
  void keepBelow(int limit) {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (ids[i] < limit) {
        ids[kept] = ids[i];
        counts[kept] = counts[i];
        kept++;
      }
    }
    size = kept;
  }

  int largestId() {
    int largest = -1;
    for (int i = 0; i < size; i++) {
      largest = Math.max(largest, ids[i]);
    }
    return largest;
  }
}
