package mpjlda.core.kernel;

import java.util.Arrays;
import mpjlda.core.math.FloatFunctions;

/** What the kernels of single precision have in common: the way from doubles to floats and back. */
public abstract class FloatKernel extends SweepingKernel {
  @Override
  public final Precision precision() {
    return Precision.SINGLE;
  }

  @Override
  protected final void begin(DocumentWorkspace document, double[] alpha) {
    super.begin(document, alpha);
    FloatArrays single = document.single;
    for (int k = 0; k < document.stride; k++) {
      single.alpha[k] = narrow(alpha[k]);
      single.gamma[k] = narrow(document.gamma[k]);
    }
    for (int i = 0; i < document.size + DocumentWorkspace.SPARE; i++) {
      single.counts[i] = (float) document.counts[i];
    }
    int n = document.size;
    int last = n == 0 ? 0 : single.wordStarts[n - 1];
    Arrays.fill(single.wordStarts, n, n + DocumentWorkspace.SPARE, last);
    Arrays.fill(single.base, 0, document.size, 0);
    Arrays.fill(single.base, document.size, document.size + DocumentWorkspace.SPARE, 1);
  }

  @Override
  protected final double shiftOf(DocumentWorkspace document) {
    return document.single.shift;
  }

  /**
   * accumulator[k] = Σ_i weight[i] · rows[i, k], for weights that are there; 0 behind the last
   * word.
   */
  protected abstract void sum(DocumentWorkspace document);

  /**
   * Copies a topic's entries of all words (n, and what is behind them up to the next multiple of
   * the lanes) from a document whose rows lie word by word.
   */
  protected void copyTopic(DocumentWorkspace document, int topic, float[] to, int at) {
    FloatArrays single = document.single;
    int size = document.paddedSize();
    for (int i = 0; i < size; i++) {
      to[at + i] = single.rows[single.wordStarts[i] + topic];
    }
  }

  static float narrow(double parameter) {
    return Math.max((float) parameter, FloatFunctions.SMALLEST);
  }

  @Override
  protected final void end(DocumentWorkspace document) {
    FloatArrays single = document.single;
    for (int k = 0; k < document.stride; k++) {
      document.gamma[k] = single.gamma[k];
      document.theta[k] = single.theta[k];
    }
    for (int i = 0; i < document.size; i++) {
      document.weight[i] = single.weight[i];
    }
    document.shift = single.shift;
  }

  /** The one order in which sixteen partial sums are added. */
  protected static float combine(float[] s) {
    float even = ((s[0] + s[8]) + (s[4] + s[12])) + ((s[2] + s[10]) + (s[6] + s[14]));
    float odd = ((s[1] + s[9]) + (s[5] + s[13])) + ((s[3] + s[11]) + (s[7] + s[15]));
    return even + odd;
  }
}
