package mpjlda.data.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Encoding of whole numbers of 0 .. 2^31 - 1 in as few bytes as they need: seven bits a byte, the
 * low ones first, the eighth bit set on all bytes but the last.
 */
final class Varint {
  /** Bytes of the largest number. */
  static final int LONGEST = 5;

  /** Bytes of any value that must follow all numbers, so that eight can be read at a time. */
  static final int SLACK = Long.BYTES;

  /** The bit that is set in all bytes of a number but the last, in each of eight bytes. */
  static final long MORE = 0x8080808080808080L;

  /** {@link #MORE} of those of eight bytes whose next one is one of the eight. */
  private static final long MORE_IN_SIGHT = MORE >>> Byte.SIZE;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private Varint() {}

  /** The eight bytes from an index on, the first one lowest. */
  static long eight(byte[] bytes, int at) {
    return (long) LONGS.get(bytes, at);
  }

  /**
   * Whether all numbers among {@link #eight} bytes, the first of which begins one, have one byte or
   * two and are as {@link #put} writes them: behind a byte that says that there is more is one that
   * says that there is not, and that is not zero. Of the last byte nothing is known.
   */
  static boolean allShort(long eight) {
    long next = eight >>> Byte.SIZE;
    long nonZero = (next & ~MORE) + ~MORE;
    return (eight & MORE_IN_SIGHT & (next | ~nonZero)) == 0;
  }

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

  /** Reads the number at an index; negative if {@link #put} wrote none there. */
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
