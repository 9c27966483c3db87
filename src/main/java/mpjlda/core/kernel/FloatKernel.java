package mpjlda.core.kernel;

/** A kernel in single precision, from doubles to floats and back. */
public abstract class FloatKernel extends SweepingKernel<FloatArrays> {
  @Override
  public final Precision precision() {
    return Precision.SINGLE;
  }

  @Override
  public final DocumentWorkspace workspace(int topics, int longest) {
    return new FloatWorkspace(topics, longest);
  }

  @Override
  final FloatArrays begin(DocumentWorkspace document, double[] alpha) {
    FloatArrays arrays = ((FloatWorkspace) document).arrays();
    arrays.begin(document, alpha);
    return arrays;
  }

  @Override
  final void end(DocumentWorkspace document, FloatArrays arrays) {
    ((FloatWorkspace) document).takeResults();
  }

  /** accumulator[k] = Σ_i weight[i] · rows[i, k], for given weights; 0 behind the last word. */
  protected abstract void sum(FloatArrays arrays);

  /**
   * Copies a topic's entries of all words (n, and what is behind them up to the next multiple of
   * the lanes) from a document whose rows lie word by word.
   */
  protected void copyTopic(FloatArrays arrays, int topic, float[] to, int at) {
    int size = arrays.paddedSize();
    for (int i = 0; i < size; i++) {
      to[at + i] = arrays.rows[arrays.wordStarts[i] + topic];
    }
  }

  /** The one order in which sixteen partial sums are added. */
  protected static float combine(float[] s) {
    float even = ((s[0] + s[8]) + (s[4] + s[12])) + ((s[2] + s[10]) + (s[6] + s[14]));
    float odd = ((s[1] + s[9]) + (s[5] + s[13])) + ((s[3] + s[11]) + (s[7] + s[15]));
    return even + odd;
  }
}
