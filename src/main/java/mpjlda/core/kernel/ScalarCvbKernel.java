package mpjlda.core.kernel;

/** The kernel in plain Java: for JVMs without the Vector API, and the standard for others. */
public final class ScalarCvbKernel implements CvbKernel {
  private static final int LANES = WordBatch.LANES;
  private static final int MAGIC_BITS = Float.floatToRawIntBits(MAGIC);

  @Override
  public void likelihoods(WordBatch batch) {
    float[] phi = batch.phi;
    float[] weight = batch.weight;
    float[] lanes = batch.lanes;
    for (int i = 0; i < batch.size; i++) {
      int row = batch.rows[i];
      int to = i * LANES;
      for (int l = 0; l < LANES; l++) {
        lanes[to + l] = phi[batch.at + l] * weight[row + l];
      }
      for (int k = LANES; k < batch.stride; k += LANES) {
        for (int l = 0; l < LANES; l++) {
          lanes[to + l] = Math.fma(phi[batch.at + k + l], weight[row + k + l], lanes[to + l]);
        }
      }
    }
  }

  @Override
  public void responsibilities(WordBatch batch, float[] alpha) {
    for (int i = 0; i < batch.size; i++) {
      share(batch, i, 1 / batch.likelihood[i], alpha);
      sum(batch.z, i * batch.stride, (i + 1) * batch.stride, batch.lanes, i * LANES);
    }
  }

  private static void share(WordBatch batch, int i, float inverse, float[] alpha) {
    float[] phi = batch.phi;
    float[] weight = batch.weight;
    float[] z = batch.z;
    int at = batch.at;
    int row = batch.rows[i];
    int to = i * batch.stride;
    for (int k = 0; k < batch.stride; k++) {
      float y = phi[at + k] * weight[row + k];
      float rest = Math.fma(-y, inverse, weight[row + k]);
      z[to + k] = phi[at + k] * (rest < alpha[k] ? alpha[k] : rest);
    }
  }

  private static void sum(float[] z, int from, int end, float[] lanes, int to) {
    System.arraycopy(z, from, lanes, to, LANES);
    for (int k = from + LANES; k < end; k += LANES) {
      for (int l = 0; l < LANES; l++) {
        lanes[to + l] += z[k + l];
      }
    }
  }

  @Override
  public void add(WordBatch batch) {
    for (int i = 0; i < batch.size; i++) {
      add(batch, i);
    }
  }

  private static void add(WordBatch batch, int i) {
    float[] z = batch.z;
    float[] next = batch.next;
    int[] sums = batch.sums;
    int at = batch.at;
    int row = batch.rows[i];
    int from = i * batch.stride;
    float factor = batch.factor[i];
    float units = batch.units[i];
    int shift = batch.shift[i];
    for (int k = 0; k < batch.stride; k++) {
      float x = z[from + k] * factor;
      next[row + k] += x;
      sums[at + k] += (Float.floatToRawIntBits(Math.fma(x, units, MAGIC)) - MAGIC_BITS) << shift;
    }
  }
}
