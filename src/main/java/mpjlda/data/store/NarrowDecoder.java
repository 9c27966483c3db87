package mpjlda.data.store;

/**
 * Reads documents of which all ids and counts are below 65,536 into two bytes each, several numbers
 * at a time. Does not look for damage: what it cannot read, {@link BlockDecoder} reads or reports.
 */
final class NarrowDecoder {
  /** Largest id or count. */
  private static final int LARGEST = Character.MAX_VALUE;

  /** The lowest bit of each of a long's four parts of sixteen bits. */
  private static final long ONE_EACH = 0x0001000100010001L;

  /** 0, 1, 2 and 3 in a long's four parts. */
  private static final long PLACES = 0x0003000200010000L;

  private final int vocabularySize;

  NarrowDecoder(int vocabularySize) {
    this.vocabularySize = vocabularySize;
  }

  /**
   * Decodes the documents that {@code block} has room for, as {@link BlockDecoder#decode}.
   *
   * @return whether all could be read
   */
  boolean decode(byte[] bytes, int size, int nonZeros, Block block) {
    try {
      return vocabularySize <= LARGEST + 1 && decodeAll(bytes, size, nonZeros, block);
    } catch (IndexOutOfBoundsException e) {
      return false;
    }
  }

  private boolean decodeAll(byte[] bytes, int size, int nonZeros, Block block) {
    char[] ids = block.narrowIds();
    char[] counts = block.narrowCounts();
    int[] starts = block.starts();
    int at = 0;
    int entry = 0;
    starts[0] = 0;
    for (int d = 0; d < block.documents(); d++) {
      int words = bytes[at];
      if (words < 0) {
        words = Varint.get(bytes, at);
        at += Varint.length(words);
      } else {
        at++;
      }
      if (words < 0 || words > nonZeros - entry) {
        return false;
      }
      int end = entry + words;
      at = ids(bytes, at, ids, entry, end);
      if (at < 0 || (words > 0 && ids[end - 1] >= vocabularySize)) {
        return false;
      }
      at = counts(bytes, at, counts, entry, end);
      if (at < 0) {
        return false;
      }
      entry = end;
      starts[d + 1] = entry;
    }
    return at == size && entry == nonZeros;
  }

  /**
   * Decodes the document's ids. Eight bytes hold at least four numbers of one or two bytes: these
   * are moved into the parts of a long by the positions of their last bytes, without a branch on
   * their lengths, which no processor could predict; then a multiplication computes their sums.
   *
   * @return the index after them; negative if they cannot be read
   */
  private static int ids(byte[] bytes, int from, char[] ids, int first, int end) {
    int at = from;
    int id = -1;
    int seen = 0;
    int i = first;
    while (i < end) {
      long eight = Varint.eight(bytes, at);
      if (!Varint.allShort(eight)) {
        int gap = Varint.get(bytes, at);
        at += Varint.length(gap);
        id += gap + 1;
        seen |= gap | id;
        ids[i++] = (char) id;
        continue;
      }
      long last1 = ~eight & Varint.MORE;
      long last2 = last1 & (last1 - 1);
      long last3 = last2 & (last2 - 1);
      long last4 = last3 & (last3 - 1);
      int own = Math.min(end - i, 4);
      if (own == 4) {
        at += (Long.numberOfTrailingZeros(last4) >>> 3) + 1;
      } else {
        long last = own == 1 ? last1 : own == 2 ? last2 : last3;
        at += (Long.numberOfTrailingZeros(last) >>> 3) + 1;
      }
      long four =
          (eight & (last1 - 1))
              | (between(eight, last1, last2) << 16)
              | (between(eight, last2, last3) << 32)
              | (between(eight, last3, last4) << 48);
      long gaps = (four & 0x7f * ONE_EACH) | (four & 0x7f00 * ONE_EACH) >>> 1;
      // Four gaps below 2^14 are together below 2^16.
      long sums = gaps * ONE_EACH;
      long here = sums + (id + 1) * ONE_EACH + PLACES;
      ids[i] = (char) here;
      ids[i + 1] = (char) (here >>> 16);
      ids[i + 2] = (char) (here >>> 32);
      ids[i + 3] = (char) (here >>> 48);
      id += own + (int) ((sums >>> (16 * (own - 1))) & 0xffff);
      seen |= id;
      i += 4;
    }
    return (seen & ~LARGEST) == 0 ? at : -1;
  }

  /** A number's bytes, which lie behind a bit and before another one. */
  private static long between(long eight, long last, long nextLast) {
    return (eight & (nextLast - 1)) >>> (Long.numberOfTrailingZeros(last) + 1);
  }

  /** Decodes the counts and returns the index after them; negative if they cannot be read. */
  private static int counts(byte[] bytes, int from, char[] counts, int first, int end) {
    long longer = 0;
    int at = from;
    int i = first;
    for (; i + Long.BYTES <= end; i += Long.BYTES) {
      long eight = Varint.eight(bytes, at);
      longer |= eight;
      for (int j = 0; j < Long.BYTES; j++) {
        counts[i + j] = (char) ((eight >>> (Byte.SIZE * j) & 0x7f) + 1);
      }
      at += Long.BYTES;
    }
    for (; i < end; i++) {
      int less = bytes[at++];
      longer |= less;
      counts[i] = (char) (less + 1);
    }
    return (longer & Varint.MORE) == 0 ? at : longerCounts(bytes, from, counts, first, end);
  }

  private static int longerCounts(byte[] bytes, int from, char[] counts, int first, int end) {
    int at = from;
    int seen = 0;
    for (int i = first; i < end; i++) {
      int less = Varint.get(bytes, at);
      at += Varint.length(less);
      seen |= less | (less + 1);
      counts[i] = (char) (less + 1);
    }
    return (seen & ~LARGEST) == 0 ? at : -1;
  }
}
