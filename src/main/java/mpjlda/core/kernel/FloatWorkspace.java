package mpjlda.core.kernel;

import mpjlda.core.math.ArrayFunctions;
import mpjlda.core.math.FloatFunctions;
import mpjlda.core.matrix.PaddedFloatMatrix;

/** A document for kernels in single precision; its results are doubles. */
public sealed class FloatWorkspace extends DocumentWorkspace permits ActiveSetWorkspace {
  private final FloatArrays arrays;

  /**
   * Room for one document.
   *
   * @param topics K
   * @param longest distinct words of the longest document that will be put in
   */
  FloatWorkspace(int topics, int longest) {
    super(topics, longest, Precision.SINGLE);
    this.arrays = new FloatArrays(topics, longest);
  }

  /** The arrays of the present document. */
  final FloatArrays arrays() {
    arrays.size = size;
    return arrays;
  }

  /** Takes gamma, theta and weights over from the arrays. */
  final void takeResults() {
    for (int k = 0; k < stride; k++) {
      gamma[k] = arrays.gamma[k];
      theta[k] = arrays.theta[k];
    }
    for (int i = 0; i < size; i++) {
      weight[i] = arrays.weight[i];
    }
    shift = arrays.shift;
  }

  @Override
  public final void setRow(int i, double[] block, int at) {
    FloatArrays to = arrays();
    to.ownRow(i);
    if (to.byTopic()) {
      int step = to.wordStride();
      for (int k = 0, place = to.placeByTopic(i, 0); k < topics; k++, place += step) {
        to.rows[place] = (float) (block[at + k] + FloatFunctions.ROW_FLOOR);
      }
    } else {
      FloatFunctions.narrow(block, at, to.rows, to.rowStart(i), topics);
    }
  }

  /**
   * Gives the document its words' rows: in place if they are to lie word by word and one array
   * holds them all, else copies.
   *
   * @param table of all words, no entry below {@link FloatFunctions#ROW_FLOOR}
   */
  public final void setRows(PaddedFloatMatrix table) {
    FloatArrays to = arrays();
    if (table.isOneArray() && !to.byTopic()) {
      to.rows = table.arrayOf(0);
      for (int i = 0; i < size; i++) {
        to.wordStarts[i] = table.startOf(words[i]);
      }
      return;
    }
    for (int i = 0; i < size; i++) {
      setRow(i, table.arrayOf(words[i]), table.startOf(words[i]));
    }
  }

  final void setRow(int i, float[] block, int at) {
    FloatArrays to = arrays();
    to.ownRow(i);
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
  final double row(int i, int k) {
    FloatArrays from = arrays();
    return from.rows[from.place(i, k)];
  }

  @Override
  final void addRounded(ArrayFunctions functions, int i, double scale, long[] sums, int at) {
    FloatArrays from = arrays();
    if (from.byTopic()) {
      int step = from.wordStride();
      for (int k = 0, place = from.placeByTopic(i, 0); k < topics; k++, place += step) {
        scratch[k] = from.rows[place];
      }
      functions.addRounded(theta, scratch, 0, scale, sums, at, topics);
    } else {
      functions.addRounded(theta, from.rows, from.wordStarts[i], scale, sums, at, topics);
    }
  }
}
