package mpjlda.core.math;

/**
 * The special functions over arrays. All implementations give the same bits: sums use eight partial
 * sums, one for i mod 8 = 0 … 7, in ascending i, combined by {@link #combine}. Safe for several
 * threads.
 */
public interface ArrayFunctions {
  /** 1.5 · 2^52: a sum with it has its other term as an integer in its low bits. */
  double ROUNDER = 0x1.8p52;

  /** Partial sums of a reduction. */
  int LANES = 8;

  /**
   * The terms of E_q[log p(v)] − E_q[log q(v)] that belong to the entries of v ~ Dirichlet: writes
   * e_k = ψ(x_k) − total_k and returns Σ_k (prior_k − x_k) e_k + ln Γ(x_k).
   *
   * @param x from {@code at} on: q's parameters, in (1e-300, 1e30)
   * @param prior (n) p's parameters; decides n
   * @param total (n)
   * @param expectations receives e from {@code to} on
   */
  double dirichletTerms(
      double[] x, int at, double[] prior, double[] total, double[] expectations, int to);

  /**
   * Writes the expectations e_k = ψ(x_k) − total_k alone, with the bits of {@link #dirichletTerms}.
   *
   * @param x from {@code at} on: q's parameters, in (1e-300, 1e30)
   * @param total (n); decides n
   * @param expectations receives e from {@code to} on
   */
  void dirichletExpectations(double[] x, int at, double[] total, double[] expectations, int to);

  /**
   * Replaces n logarithms by their exponentials over the largest one's; none below about e^{@value
   * SpecialFunctions#EXP_FLOOR}.
   *
   * @return the largest logarithm
   */
  double expScaled(double[] logs, int at, int n);

  /** Σ_i count_i · ln(count_i / weight_i) over the first n; all normal and &gt; 0. */
  double weightedLogs(double[] counts, double[] weights, int n);

  /**
   * Adds to each of n integers the product theta_k · row_k · scale, rounded to the nearest integer,
   * ties to even.
   *
   * @param row from {@code from} on
   * @param scale such that every product is in [0, 2^51)
   * @param sums from {@code at} on
   * @param n how many
   */
  void addRounded(double[] theta, double[] row, int from, double scale, long[] sums, int at, int n);

  /**
   * Adds the rounded products of {@link #addRounded(double[], double[], int, double, long[], int,
   * int)} for a row in single precision.
   */
  void addRounded(double[] theta, float[] row, int from, double scale, long[] sums, int at, int n);

  /** The one order in which eight partial sums are added. */
  static double combine(double[] s) {
    return ((s[0] + s[4]) + (s[2] + s[6])) + ((s[1] + s[5]) + (s[3] + s[7]));
  }
}
