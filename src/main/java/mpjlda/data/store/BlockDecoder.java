package mpjlda.data.store;

/**
 * Decodes documents that {@link BlockEncoder} encoded. Bytes that it cannot have written are
 * detected.
 */
final class BlockDecoder {
  private final int vocabularySize;

  BlockDecoder(int vocabularySize) {
    this.vocabularySize = vocabularySize;
  }

  /**
   * Decodes the documents that {@code block} has room for.
   *
   * @param bytes of the block, and at least {@link Varint#SLACK} of any value after them
   * @param size of the block
   * @param nonZeros (document, word) pairs of the block
   * @return whether the bytes are such documents and nothing else
   */
  boolean decode(byte[] bytes, int size, int nonZeros, Block block) {
    try {
      return decodeAll(bytes, size, nonZeros, block);
    } catch (IndexOutOfBoundsException e) {
      return false;
    }
  }

  private boolean decodeAll(byte[] bytes, int size, int nonZeros, Block block) {
    int[] starts = block.starts();
    int at = 0;
    int entry = 0;
    starts[0] = 0;
    for (int d = 0; d < block.documents(); d++) {
      int words = Varint.get(bytes, at);
      at += Varint.length(words);
      if (words < 0 || words > nonZeros - entry) {
        return false;
      }
      int end = entry + words;
      at = ids(bytes, at, block.ids(), entry, end);
      if (at < 0 || (words > 0 && block.ids()[end - 1] >= vocabularySize)) {
        return false;
      }
      at = counts(bytes, at, block.counts(), entry, end);
      if (at < 0) {
        return false;
      }
      entry = end;
      starts[d + 1] = entry;
    }
    return at == size && entry == nonZeros;
  }

  /**
   * Decodes the document's ids. Numbers of one byte and of two are distinguished without a branch,
   * which no processor could predict.
   *
   * @return the index after them; negative if they are damaged
   */
  private static int ids(byte[] bytes, int from, int[] ids, int first, int end) {
    int at = from;
    int id = -1;
    int signs = 0;
    for (int i = first; i < end; i++) {
      int low = bytes[at];
      int high = bytes[at + 1];
      int two = low >> 31;
      int gap;
      if (((high - 1) & two) < 0) {
        gap = Varint.get(bytes, at);
        signs |= gap;
        at += Varint.length(gap);
      } else {
        gap = (low & 0x7f) | (high << 7 & two);
        at += 1 - two;
      }
      id += gap + 1;
      signs |= id;
      ids[i] = id;
    }
    return signs < 0 ? -1 : at;
  }

  /** Decodes the counts and returns the index after them; negative if they are damaged. */
  private static int counts(byte[] bytes, int from, int[] counts, int first, int end) {
    int longer = 0;
    for (int i = first; i < end; i++) {
      int less = bytes[from + i - first];
      longer |= less;
      counts[i] = less + 1;
    }
    return longer >= 0 ? from + end - first : longerCounts(bytes, from, counts, first, end);
  }

  private static int longerCounts(byte[] bytes, int from, int[] counts, int first, int end) {
    int at = from;
    int signs = 0;
    for (int i = first; i < end; i++) {
      int less = Varint.get(bytes, at);
      // The largest count is 2^31 - 1 as well.
      signs |= less | (less + 1);
      at += Varint.length(less);
      counts[i] = less + 1;
    }
    return signs < 0 ? -1 : at;
  }
}
