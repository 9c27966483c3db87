package mpjlda.core.kernel;

import java.util.Arrays;
import mpjlda.core.math.FloatFunctions;

/** The kernel in plain Java and single precision: the standard of its sister with vectors. */
public final class ScalarFloatKernel extends FloatKernel {
  @Override
  protected void shift(FloatArrays arrays) {
    float largest = 0;
    for (int k = 0; k < arrays.stride; k++) {
      largest = Math.max(largest, arrays.gamma[k]);
    }
    arrays.shift = FloatFunctions.harmonicStep(largest);
  }

  @Override
  protected void theta(FloatArrays arrays) {
    for (int k = 0; k < arrays.stride; k++) {
      arrays.theta[k] = FloatFunctions.expDigamma(arrays.gamma[k], arrays.shift);
    }
  }

  @Override
  protected void weigh(FloatArrays arrays) {
    if (arrays.byTopic()) {
      weighByTopic(arrays);
      return;
    }
    int stride = arrays.stride;
    for (int i = 0; i < arrays.size; i++) {
      arrays.weight[i] = arrays.counts[i] / dot(arrays.theta, stride, arrays, arrays.wordStarts[i]);
    }
  }

  @Override
  protected void weighAndSum(FloatArrays arrays) {
    float[] sums = arrays.accumulator;
    if (arrays.byTopic()) {
      weighByTopic(arrays);
      sum(arrays);
      return;
    }
    Arrays.fill(sums, 0);
    int stride = arrays.stride;
    for (int i = 0; i < arrays.size; i++) {
      int row = arrays.wordStarts[i];
      float weight = arrays.counts[i] / dot(arrays.theta, stride, arrays, row);
      axpy(weight, arrays.rows, row, sums, stride);
    }
  }

  @Override
  protected void sum(FloatArrays arrays) {
    float[] sums = arrays.accumulator;
    Arrays.fill(sums, 0);
    if (arrays.byTopic()) {
      for (int k = 0; k < arrays.topics; k++) {
        sums[k] = dot(arrays.weight, arrays.paddedSize(), arrays, arrays.starts[k]);
      }
    } else {
      for (int i = 0; i < arrays.size; i++) {
        axpy(arrays.weight[i], arrays.rows, arrays.wordStarts[i], sums, arrays.stride);
      }
    }
  }

  private static void weighByTopic(FloatArrays arrays) {
    float[] even = arrays.weight;
    float[] odd = arrays.odd;
    Arrays.fill(arrays.theta, arrays.topics, arrays.stride, 0);
    int padded = arrays.paddedSize();
    System.arraycopy(arrays.base, 0, even, 0, padded);
    Arrays.fill(odd, 0, padded, 0);
    for (int k = 0; k < arrays.topics; k++) {
      float[] sums = (k & 1) == 0 ? even : odd;
      axpy(arrays.theta[k], arrays.rows, arrays.starts[k], sums, padded);
    }
    for (int i = 0; i < padded; i++) {
      arrays.weight[i] = arrays.counts[i] / (even[i] + odd[i]);
    }
  }

  private static float dot(float[] x, int n, FloatArrays arrays, int at) {
    float[] sums = arrays.partial;
    float[] rows = arrays.rows;
    Arrays.fill(sums, 0);
    for (int k = 0; k < n; k += sums.length) {
      for (int lane = 0; lane < sums.length; lane++) {
        sums[lane] = Math.fma(x[k + lane], rows[at + k + lane], sums[lane]);
      }
    }
    return combine(sums);
  }

  private static void axpy(float weight, float[] rows, int at, float[] sums, int n) {
    for (int k = 0; k < n; k++) {
      sums[k] = Math.fma(weight, rows[at + k], sums[k]);
    }
  }

  @Override
  protected double update(FloatArrays arrays) {
    float[] partial = arrays.partial;
    Arrays.fill(partial, 0);
    for (int k = 0; k < arrays.stride; k++) {
      float updated = Math.fma(arrays.theta[k], arrays.accumulator[k], arrays.alpha[k]);
      float change = updated - arrays.gamma[k];
      partial[k & 15] += Math.abs(change);
      arrays.change[k] = change;
      arrays.gamma[k] = updated;
    }
    return combine(partial);
  }
}
