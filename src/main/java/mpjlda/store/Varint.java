package mpjlda.store;

/**
 * Whole numbers of 0 .. 2^31 - 1 in as few bytes as they need: seven bits a byte, the low ones
 * first, the eighth bit set on all bytes but the last.
 */
final class Varint {
  /** Bytes of the largest number. */
  static final int LONGEST = 5;

  private Varint() {}

  /**
   * Writes a number.
   *
   * @return the index after it
   */
  static int put(byte[] bytes, int at, int value) {
    int rest = value;
    int end = at;
    while (rest >= 0x80) {
      bytes[end++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[end++] = (byte) rest;
    return end;
  }

  /** The number at a place; negative if {@link #put} has put none there. */
  static int get(byte[] bytes, int at) {
    long value = 0;
    for (int i = 0; i < LONGEST; i++) {
      int next = bytes[at + i];
      value |= (next & 0x7fL) << (7 * i);
      if (next >= 0) {
        boolean shortest = next > 0 || i == 0;
        return shortest && value <= Integer.MAX_VALUE ? (int) value : -1;
      }
    }
    return -1;
  }

  /** Bytes of a number. */
  static int length(int value) {
    return (31 - Integer.numberOfLeadingZeros(value | 1)) / 7 + 1;
  }
}
