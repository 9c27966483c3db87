package mpjlda.cluster.comm;

import java.util.Objects;

/**
 * Elements {@code from .. from+length} of an array, as a message's content or its place.
 *
 * @param array {@code long[]}, {@code double[]} or {@code float[]}
 */
public record ArraySlice(Object array, int from, int length) {
  public ArraySlice {
    Objects.checkFromIndexSize(from, length, lengthOf(array));
  }

  public static ArraySlice of(Object array) {
    return new ArraySlice(array, 0, lengthOf(array));
  }

  private static int lengthOf(Object array) {
    if (array instanceof long[] longs) {
      return longs.length;
    }
    if (array instanceof double[] doubles) {
      return doubles.length;
    }
    if (array instanceof float[] floats) {
      return floats.length;
    }
    throw new IllegalArgumentException(
        "an array of long, double or float expected, found " + array.getClass().getSimpleName());
  }

  /** {@code length} elements from the {@code offset}-th of this part. */
  public ArraySlice slice(int offset, int length) {
    Objects.checkFromIndexSize(offset, length, this.length);
    return new ArraySlice(array, from + offset, length);
  }

  boolean isEmpty() {
    return length == 0;
  }
}
