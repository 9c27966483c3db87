package mpjlda.core.math;

/** {@link ArrayFunctions} in plain Java. */
public final class ScalarFunctions implements ArrayFunctions {
  @Override
  public double dirichletTerms(
      double[] x, int at, double[] prior, double[] total, double[] expectations, int to) {
    double[] sums = new double[LANES];
    for (int k = 0; k < prior.length; k++) {
      sums[k % LANES] += dirichletTerm(x[at + k], prior[k], total[k], expectations, to + k);
    }
    return ArrayFunctions.combine(sums);
  }

  /** One term of {@link #dirichletTerms}: for the entries that fill no vector. */
  public static double dirichletTerm(
      double x, double prior, double total, double[] expectations, int to) {
    double expectation = SpecialFunctions.digamma(x) - total;
    expectations[to] = expectation;
    return (prior - x) * expectation + SpecialFunctions.logGamma(x);
  }

  @Override
  public void dirichletExpectations(
      double[] x, int at, double[] total, double[] expectations, int to) {
    for (int k = 0; k < total.length; k++) {
      expectations[to + k] = SpecialFunctions.digamma(x[at + k]) - total[k];
    }
  }

  @Override
  public double expScaled(double[] logs, int at, int n) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int k = at; k < at + n; k++) {
      largest = Math.max(largest, logs[k]);
    }
    for (int k = at; k < at + n; k++) {
      logs[k] = SpecialFunctions.expOrFloor(logs[k] - largest);
    }
    return largest;
  }

  @Override
  public double weightedLogs(double[] counts, double[] weights, int n) {
    double[] sums = new double[LANES];
    for (int i = 0; i < n; i++) {
      sums[i % LANES] += counts[i] * SpecialFunctions.log(counts[i] / weights[i]);
    }
    return ArrayFunctions.combine(sums);
  }

  @Override
  public void addRounded(
      double[] theta, double[] row, int from, double scale, long[] sums, int at, int n) {
    for (int k = 0; k < n; k++) {
      sums[at + k] += rounded(theta[k] * row[from + k], scale);
    }
  }

  @Override
  public void addRounded(
      double[] theta, float[] row, int from, double scale, long[] sums, int at, int n) {
    for (int k = 0; k < n; k++) {
      sums[at + k] += rounded(theta[k] * row[from + k], scale);
    }
  }

  /** x · scale as the nearest integer, for a product in [0, 2^51). */
  public static long rounded(double x, double scale) {
    return Double.doubleToRawLongBits(Math.fma(x, scale, ROUNDER))
        - Double.doubleToRawLongBits(ROUNDER);
  }
}
