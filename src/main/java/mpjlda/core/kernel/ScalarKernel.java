package mpjlda.core.kernel;

import java.util.Arrays;
import mpjlda.core.math.ArrayFunctions;
import mpjlda.core.math.SpecialFunctions;

/**
 * The kernel in plain Java and double precision: for JVMs without the Vector API, and the standard
 * that its sister with vectors must equal bit for bit.
 */
public final class ScalarKernel extends DoubleKernel {
  @Override
  protected void shift(DoubleArrays arrays) {
    double largest = 0;
    for (int k = 0; k < arrays.stride; k++) {
      largest = Math.max(largest, arrays.gamma[k]);
    }
    arrays.shift = SpecialFunctions.harmonicStep(largest);
  }

  @Override
  protected void theta(DoubleArrays arrays) {
    for (int k = 0; k < arrays.stride; k++) {
      arrays.theta[k] = SpecialFunctions.expDigamma(arrays.gamma[k], arrays.shift);
    }
  }

  @Override
  protected void weigh(DoubleArrays arrays) {
    if (arrays.byTopic()) {
      weighByTopic(arrays);
      return;
    }
    for (int i = 0; i < arrays.size; i++) {
      arrays.weight[i] =
          arrays.counts[i] / dot(arrays.theta, arrays.stride, arrays.rows, arrays.rowStart(i));
    }
  }

  @Override
  protected void weighAndSum(DoubleArrays arrays) {
    double[] sums = arrays.accumulator;
    if (arrays.byTopic()) {
      weighByTopic(arrays);
      for (int k = 0; k < arrays.topics; k++) {
        int row = arrays.starts[k];
        sums[k] = dot(arrays.weight, arrays.paddedSize(), arrays.rows, row);
      }
      Arrays.fill(sums, arrays.topics, arrays.stride, 0);
      return;
    }
    Arrays.fill(sums, 0);
    for (int i = 0; i < arrays.size; i++) {
      int row = arrays.rowStart(i);
      double weight = arrays.counts[i] / dot(arrays.theta, arrays.stride, arrays.rows, row);
      axpy(weight, arrays.rows, row, sums, arrays.stride);
    }
  }

  private static void weighByTopic(DoubleArrays arrays) {
    double[] even = arrays.weight;
    double[] odd = arrays.odd;
    Arrays.fill(arrays.theta, arrays.topics, arrays.stride, 0);
    int padded = arrays.paddedSize();
    System.arraycopy(arrays.base, 0, even, 0, padded);
    Arrays.fill(odd, 0, padded, 0);
    for (int k = 0; k < arrays.topics; k++) {
      double[] sums = (k & 1) == 0 ? even : odd;
      axpy(arrays.theta[k], arrays.rows, arrays.starts[k], sums, padded);
    }
    for (int i = 0; i < padded; i++) {
      arrays.weight[i] = arrays.counts[i] / (even[i] + odd[i]);
    }
  }

  private static double dot(double[] x, int n, double[] rows, int at) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    for (int k = 0; k < n; k += 8) {
      s0 = Math.fma(x[k], rows[at + k], s0);
      s1 = Math.fma(x[k + 1], rows[at + k + 1], s1);
      s2 = Math.fma(x[k + 2], rows[at + k + 2], s2);
      s3 = Math.fma(x[k + 3], rows[at + k + 3], s3);
      s4 = Math.fma(x[k + 4], rows[at + k + 4], s4);
      s5 = Math.fma(x[k + 5], rows[at + k + 5], s5);
      s6 = Math.fma(x[k + 6], rows[at + k + 6], s6);
      s7 = Math.fma(x[k + 7], rows[at + k + 7], s7);
    }
    return ((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7));
  }

  // A method of its own: this loop is the one the compiler must vectorise.
  private static void axpy(double weight, double[] rows, int at, double[] sums, int n) {
    for (int k = 0; k < n; k++) {
      sums[k] = Math.fma(weight, rows[at + k], sums[k]);
    }
  }

  @Override
  protected double update(DoubleArrays arrays) {
    double[] partial = arrays.partial;
    Arrays.fill(partial, 0);
    for (int k = 0; k < arrays.stride; k++) {
      double updated = Math.fma(arrays.theta[k], arrays.accumulator[k], arrays.alpha[k]);
      partial[k & 7] += Math.abs(updated - arrays.gamma[k]);
      arrays.gamma[k] = updated;
    }
    return ArrayFunctions.combine(partial);
  }
}
