package mpjlda.core.kernel;

import mpjlda.core.math.ArrayFunctions;

/** A document for kernels in double precision. */
final class DoubleWorkspace extends DocumentWorkspace {
  private final DoubleArrays arrays;

  /**
   * Room for one document.
   *
   * @param topics K
   * @param longest distinct words of the longest document that will be put in
   */
  DoubleWorkspace(int topics, int longest) {
    super(topics, longest, Precision.DOUBLE);
    this.arrays = new DoubleArrays(this);
  }

  /** The arrays of the present document. */
  DoubleArrays arrays() {
    arrays.size = size;
    return arrays;
  }

  @Override
  public void setRow(int i, double[] block, int at) {
    DoubleArrays to = arrays();
    if (to.byTopic()) {
      int step = to.wordStride();
      for (int k = 0, place = to.placeByTopic(i, 0); k < topics; k++, place += step) {
        to.rows[place] = block[at + k];
      }
    } else {
      System.arraycopy(block, at, to.rows, to.rowStart(i), topics);
    }
  }

  @Override
  double row(int i, int k) {
    DoubleArrays from = arrays();
    return from.rows[from.byTopic() ? from.placeByTopic(i, k) : from.rowStart(i) + k];
  }

  @Override
  void addRounded(ArrayFunctions functions, int i, double scale, long[] sums, int at) {
    DoubleArrays from = arrays();
    if (from.byTopic()) {
      int step = from.wordStride();
      for (int k = 0, place = from.placeByTopic(i, 0); k < topics; k++, place += step) {
        scratch[k] = from.rows[place];
      }
      functions.addRounded(theta, scratch, 0, scale, sums, at, topics);
    } else {
      functions.addRounded(theta, from.rows, from.rowStart(i), scale, sums, at, topics);
    }
  }
}
