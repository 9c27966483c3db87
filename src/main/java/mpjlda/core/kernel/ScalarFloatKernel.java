package mpjlda.core.kernel;

import java.util.Arrays;
import mpjlda.core.math.FloatFunctions;

/** The kernel in plain Java and single precision: the standard of its sister with vectors. */
public final class ScalarFloatKernel extends FloatKernel {
  @Override
  protected void shift(DocumentWorkspace document) {
    FloatArrays single = document.single;
    float largest = 0;
    for (int k = 0; k < document.stride; k++) {
      largest = Math.max(largest, single.gamma[k]);
    }
    single.shift = FloatFunctions.harmonicStep(largest);
  }

  @Override
  protected void theta(DocumentWorkspace document) {
    FloatArrays single = document.single;
    for (int k = 0; k < document.stride; k++) {
      single.theta[k] = FloatFunctions.expDigamma(single.gamma[k], single.shift);
    }
  }

  @Override
  protected void weigh(DocumentWorkspace document) {
    if (document.byTopic()) {
      weighByTopic(document);
      return;
    }
    FloatArrays single = document.single;
    int stride = document.stride;
    for (int i = 0; i < document.size; i++) {
      single.weight[i] = single.counts[i] / dot(single.theta, stride, single, single.wordStarts[i]);
    }
  }

  @Override
  protected void weighAndSum(DocumentWorkspace document) {
    FloatArrays single = document.single;
    float[] sums = single.accumulator;
    if (document.byTopic()) {
      weighByTopic(document);
      sum(document);
      return;
    }
    Arrays.fill(sums, 0);
    int stride = document.stride;
    for (int i = 0; i < document.size; i++) {
      int row = single.wordStarts[i];
      float weight = single.counts[i] / dot(single.theta, stride, single, row);
      axpy(weight, single.rows, row, sums, stride);
    }
  }

  @Override
  protected void sum(DocumentWorkspace document) {
    FloatArrays single = document.single;
    float[] sums = single.accumulator;
    Arrays.fill(sums, 0);
    if (document.byTopic()) {
      for (int k = 0; k < document.topics; k++) {
        sums[k] = dot(single.weight, document.paddedSize(), single, document.starts[k]);
      }
    } else {
      for (int i = 0; i < document.size; i++) {
        axpy(single.weight[i], single.rows, single.wordStarts[i], sums, document.stride);
      }
    }
  }

  private static void weighByTopic(DocumentWorkspace document) {
    FloatArrays single = document.single;
    float[] even = single.weight;
    float[] odd = single.odd;
    Arrays.fill(single.theta, document.topics, document.stride, 0);
    int padded = document.paddedSize();
    System.arraycopy(single.base, 0, even, 0, padded);
    Arrays.fill(odd, 0, padded, 0);
    for (int k = 0; k < document.topics; k++) {
      float[] sums = (k & 1) == 0 ? even : odd;
      axpy(single.theta[k], single.rows, document.starts[k], sums, padded);
    }
    for (int i = 0; i < padded; i++) {
      single.weight[i] = single.counts[i] / (even[i] + odd[i]);
    }
  }

  private static float dot(float[] x, int n, FloatArrays single, int at) {
    float[] sums = single.partial;
    float[] rows = single.rows;
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
  protected double update(DocumentWorkspace document) {
    FloatArrays single = document.single;
    float[] partial = single.partial;
    Arrays.fill(partial, 0);
    for (int k = 0; k < document.stride; k++) {
      float updated = Math.fma(single.theta[k], single.accumulator[k], single.alpha[k]);
      float change = updated - single.gamma[k];
      partial[k & 15] += Math.abs(change);
      single.change[k] = change;
      single.gamma[k] = updated;
    }
    return combine(partial);
  }
}
