package mpjlda.core.kernel;

import java.util.Arrays;
import mpjlda.core.math.ArrayFunctions;
import mpjlda.core.math.SpecialFunctions;

/**
 * The kernel in plain Java and double precision: for JVMs without the Vector API, and the standard
 * that its sister with vectors must equal bit for bit.
 */
public final class ScalarKernel extends SweepingKernel {
  @Override
  public Precision precision() {
    return Precision.DOUBLE;
  }

  @Override
  protected void shift(DocumentWorkspace document) {
    double largest = 0;
    for (int k = 0; k < document.stride; k++) {
      largest = Math.max(largest, document.gamma[k]);
    }
    document.shift = SpecialFunctions.harmonicStep(largest);
  }

  @Override
  protected void theta(DocumentWorkspace document) {
    for (int k = 0; k < document.stride; k++) {
      document.theta[k] = SpecialFunctions.expDigamma(document.gamma[k], document.shift);
    }
  }

  @Override
  protected void weigh(DocumentWorkspace document) {
    if (document.byTopic()) {
      weighByTopic(document);
      return;
    }
    for (int i = 0; i < document.size; i++) {
      document.weight[i] =
          document.counts[i]
              / dot(document.theta, document.stride, document.rows, document.rowStart(i));
    }
  }

  @Override
  protected void weighAndSum(DocumentWorkspace document) {
    double[] sums = document.accumulator;
    if (document.byTopic()) {
      weighByTopic(document);
      for (int k = 0; k < document.topics; k++) {
        int row = document.starts[k];
        sums[k] = dot(document.weight, document.paddedSize(), document.rows, row);
      }
      Arrays.fill(sums, document.topics, document.stride, 0);
      return;
    }
    Arrays.fill(sums, 0);
    for (int i = 0; i < document.size; i++) {
      int row = document.rowStart(i);
      double weight = document.counts[i] / dot(document.theta, document.stride, document.rows, row);
      axpy(weight, document.rows, row, sums, document.stride);
    }
  }

  private static void weighByTopic(DocumentWorkspace document) {
    double[] even = document.weight;
    double[] odd = document.odd;
    Arrays.fill(document.theta, document.topics, document.stride, 0);
    int padded = document.paddedSize();
    System.arraycopy(document.base, 0, even, 0, padded);
    Arrays.fill(odd, 0, padded, 0);
    for (int k = 0; k < document.topics; k++) {
      double[] sums = (k & 1) == 0 ? even : odd;
      axpy(document.theta[k], document.rows, document.starts[k], sums, padded);
    }
    for (int i = 0; i < padded; i++) {
      document.weight[i] = document.counts[i] / (even[i] + odd[i]);
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
  protected double update(DocumentWorkspace document) {
    double[] partial = document.partial;
    Arrays.fill(partial, 0);
    for (int k = 0; k < document.stride; k++) {
      double updated = Math.fma(document.theta[k], document.accumulator[k], document.alpha[k]);
      partial[k & 7] += Math.abs(updated - document.gamma[k]);
      document.gamma[k] = updated;
    }
    return ArrayFunctions.combine(partial);
  }
}
