package mpjlda.data.corpus;

import java.util.Arrays;

/**
 * Positions in the files at which some of a part's documents start, about one for every 64 KiB,
 * with the number and weight of the documents before it: any document can be read again from
 * nearby.
 */
final class BlockIndex {
  private static final int BLOCK_BYTES = 1 << 16;
  private static final int FIELDS = 4;

  /** File, offset, documents before, weight before; one after another. */
  private long[] entries = new long[64];

  private int size;

  /** Records that the next document starts at this position, if the last one is far enough away. */
  void mark(int file, long offset, long documentsBefore, long weightBefore) {
    if (size > 0 && file == file(size - 1) && offset - offset(size - 1) < BLOCK_BYTES) {
      return;
    }
    if ((size + 1) * FIELDS > entries.length) {
      entries = Arrays.copyOf(entries, 2 * entries.length);
    }
    int at = size * FIELDS;
    entries[at] = file;
    entries[at + 1] = offset;
    entries[at + 2] = documentsBefore;
    entries[at + 3] = weightBefore;
    size++;
  }

  /** The last block with no more than this weight before it. */
  int blockOfWeight(long weight) {
    return lastWithAtMost(weight, 3);
  }

  /** The last block with no more than this many documents before it. */
  int blockOfDocument(long document) {
    return lastWithAtMost(document, 2);
  }

  private int lastWithAtMost(long value, int field) {
    int low = 0;
    int high = size - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (entries[middle * FIELDS + field] <= value) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  int file(int block) {
    return (int) entries[block * FIELDS];
  }

  long offset(int block) {
    return entries[block * FIELDS + 1];
  }

  long documentsBefore(int block) {
    return entries[block * FIELDS + 2];
  }

  long weightBefore(int block) {
    return entries[block * FIELDS + 3];
  }
}
