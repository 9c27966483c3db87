package mpjlda.data.store;

import java.util.Arrays;

/**
 * Encodes the documents of one block. A document is its number of distinct words, the gaps between
 * their ascending ids, and their counts less one, each as a {@link Varint}. The gap of the first
 * word is its id, that of another word its id less the previous id less one.
 */
final class BlockEncoder {
  /** Largest block: a reader needs a few bytes more in one array. */
  private static final int LARGEST = Integer.MAX_VALUE - 64;

  private byte[] bytes = new byte[1 << 17];
  private int size;
  private int documents;
  private int nonZeros;
  private int longest;
  private long tokens;

  /**
   * Adds a document.
   *
   * @param ids ascending, from 0; the first {@code size} are used
   * @param counts ≥ 1
   * @throws IllegalArgumentException if ids do not ascend or a count is below 1
   */
  void add(int[] ids, int[] counts, int words) {
    reserve(words);
    size = Varint.put(bytes, size, words);
    int previous = -1;
    for (int i = 0; i < words; i++) {
      if (ids[i] <= previous) {
        throw new IllegalArgumentException("word id " + ids[i] + " after " + previous);
      }
      size = Varint.put(bytes, size, ids[i] - previous - 1);
      previous = ids[i];
    }
    for (int i = 0; i < words; i++) {
      if (counts[i] < 1) {
        throw new IllegalArgumentException("count " + counts[i] + " of word id " + ids[i]);
      }
      size = Varint.put(bytes, size, counts[i] - 1);
      tokens += counts[i];
    }
    documents++;
    nonZeros += words;
    longest = Math.max(longest, words);
  }

  private void reserve(int words) {
    long needed = size + Varint.LONGEST * (1 + 2L * words);
    if (needed > bytes.length) {
      if (needed > LARGEST) {
        throw new IllegalArgumentException("a document of " + words + " distinct words");
      }
      bytes = Arrays.copyOf(bytes, (int) Math.min(2 * needed, LARGEST));
    }
  }

  void clear() {
    size = 0;
    documents = 0;
    nonZeros = 0;
    longest = 0;
    tokens = 0;
  }

  byte[] bytes() {
    return bytes;
  }

  /** Number of bytes. */
  int size() {
    return size;
  }

  int documents() {
    return documents;
  }

  int nonZeros() {
    return nonZeros;
  }

  int longest() {
    return longest;
  }

  long tokens() {
    return tokens;
  }
}
