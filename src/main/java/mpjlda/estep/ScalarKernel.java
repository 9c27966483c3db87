package mpjlda.estep;

import mpjlda.math.SpecialFunctions;

/**
 * The kernel in plain Java: for JVMs without the Vector API, and the standard that others must
 * equal bit for bit.
 */
public final class ScalarKernel implements EStepKernel {
  @Override
  public Precision precision() {
    return Precision.DOUBLE;
  }

  @Override
  public int infer(DocumentWorkspace document, double[] alpha, double tolerance, int maxSweeps) {
    int sweeps = 0;
    boolean converged = false;
    while (!converged && sweeps < maxSweeps) {
      weigh(document);
      converged = updateGamma(document, alpha) / document.topics < tolerance;
      sweeps++;
    }
    weigh(document);
    return sweeps;
  }

  /** theta and weight for the current gamma. */
  private static void weigh(DocumentWorkspace document) {
    double[] gamma = document.gamma;
    double[] theta = document.theta;
    double largest = 0;
    for (double g : gamma) {
      largest = Math.max(largest, g);
    }
    double shift = SpecialFunctions.harmonicStep(largest);
    for (int k = 0; k < theta.length; k++) {
      theta[k] = SpecialFunctions.expDigamma(gamma[k], shift);
    }
    document.shift = shift;
    for (int i = 0; i < document.size; i++) {
      document.weight[i] = document.counts[i] / dot(theta, document.rows, i * theta.length);
    }
  }

  private static double dot(double[] theta, double[] rows, int at) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    for (int k = 0; k < theta.length; k += DocumentWorkspace.LANES) {
      s0 = Math.fma(theta[k], rows[at + k], s0);
      s1 = Math.fma(theta[k + 1], rows[at + k + 1], s1);
      s2 = Math.fma(theta[k + 2], rows[at + k + 2], s2);
      s3 = Math.fma(theta[k + 3], rows[at + k + 3], s3);
      s4 = Math.fma(theta[k + 4], rows[at + k + 4], s4);
      s5 = Math.fma(theta[k + 5], rows[at + k + 5], s5);
      s6 = Math.fma(theta[k + 6], rows[at + k + 6], s6);
      s7 = Math.fma(theta[k + 7], rows[at + k + 7], s7);
    }
    return ((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7));
  }

  /**
   * gamma for the current theta and weight.
   *
   * @return Σ_k |change of gamma_k|
   */
  private static double updateGamma(DocumentWorkspace document, double[] alpha) {
    double[] sums = document.accumulator;
    int stride = document.stride;
    java.util.Arrays.fill(sums, 0);
    for (int i = 0; i < document.size; i++) {
      axpy(document.weight[i], document.rows, i * stride, sums);
    }
    for (int k = 0; k < stride; k++) {
      double updated = Math.fma(document.theta[k], sums[k], alpha[k]);
      sums[k] = Math.abs(updated - document.gamma[k]);
      document.gamma[k] = updated;
    }
    double[] s = sums;
    for (int k = DocumentWorkspace.LANES; k < stride; k++) {
      s[k & 7] += s[k];
    }
    return ((s[0] + s[4]) + (s[2] + s[6])) + ((s[1] + s[5]) + (s[3] + s[7]));
  }

  // A method of its own: this loop is the one the compiler must vectorise.
  private static void axpy(double weight, double[] rows, int at, double[] sums) {
    for (int k = 0; k < sums.length; k++) {
      sums[k] = Math.fma(weight, rows[at + k], sums[k]);
    }
  }
}
