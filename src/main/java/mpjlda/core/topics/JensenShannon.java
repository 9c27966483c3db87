package mpjlda.core.topics;

import mpjlda.core.parallel.Workers;

/**
 * The Jensen-Shannon divergence H((p+q)/2) − (H(p) + H(q))/2 of distributions over the same words,
 * in bits: 0 for equal ones, 1 for ones without a common word. Its square root is a metric.
 *
 * <p>Lin, "Divergence measures based on the Shannon entropy" (1991); Endres and Schindelin, "A new
 * metric for probability distributions" (2003).
 */
public final class JensenShannon {
  private static final double LN_2 = 0.6931471805599453;

  /** High bits of √½: mantissas are taken from [√½, √2). */
  private static final long SQRT_HALF_BITS = 0x3fe6a09e00000000L;

  private static final long ONE_BITS = 0x3ff0000000000000L;
  private static final long MANTISSA = 0x000fffffffffffffL;

  private JensenShannon() {}

  /**
   * The divergence in bits, 0..1.
   *
   * @param p (V), sums to 1
   * @param q (V), sums to 1
   */
  public static double divergence(double[] p, double[] q) {
    return divergence(p, q, negativeEntropy(p) + negativeEntropy(q));
  }

  /**
   * The divergences of all pairs.
   *
   * @param p (K × V), each row sums to 1
   * @param q (L × V), each row sums to 1
   * @return (K × L)
   */
  public static double[][] divergences(double[][] p, double[][] q, Workers workers) {
    double[] entropies = new double[q.length];
    for (int l = 0; l < q.length; l++) {
      entropies[l] = negativeEntropy(q[l]);
    }
    double[][] divergences = new double[p.length][q.length];
    workers.forEach(
        p.length,
        (worker, k) -> {
          double own = negativeEntropy(p[k]);
          for (int l = 0; l < q.length; l++) {
            divergences[k][l] = divergence(p[k], q[l], own + entropies[l]);
          }
        });
    return divergences;
  }

  /**
   * Divergences as {@link #divergences(double[][], double[][], Workers)} of rows with themselves:
   * symmetric, each pair computed once.
   */
  public static double[][] divergences(double[][] p, Workers workers) {
    double[] entropies = new double[p.length];
    workers.forEach(p.length, (worker, k) -> entropies[k] = negativeEntropy(p[k]));
    double[][] divergences = new double[p.length][p.length];
    workers.forEach(
        p.length,
        (worker, k) -> {
          for (int l = 0; l < k; l++) {
            double divergence = divergence(p[k], p[l], entropies[k] + entropies[l]);
            divergences[k][l] = divergence;
            divergences[l][k] = divergence;
          }
        });
    return divergences;
  }

  private static double divergence(double[] p, double[] q, double negativeEntropies) {
    double mixed = 0;
    for (int w = 0; w < p.length; w++) {
      mixed += timesLog(0.5 * (p[w] + q[w]));
    }
    double divergence = (0.5 * negativeEntropies - mixed) / LN_2;
    // Rounding may leave it a little outside.
    return Math.min(1, Math.max(0, divergence));
  }

  private static double negativeEntropy(double[] p) {
    double sum = 0;
    for (double x : p) {
      sum += timesLog(x);
    }
    return sum;
  }

  /**
   * x ln x, 0 for x = 0; x ≤ 1 is 0 or at least 1e-300. With x = 2^e f and s = (f−1)/(f+1), ln f =
   * 2 (s + s³/3 + … + s^19/19); the remainder is below 1e-16 for |s| ≤ 0.172. There are K²V/2 of
   * these: StrictMath.log takes four times as long.
   */
  private static double timesLog(double x) {
    long bits = Double.doubleToRawLongBits(x);
    long shifted = bits + (ONE_BITS - SQRT_HALF_BITS);
    double exponent = (double) ((shifted >> 52) - 1023);
    double f = Double.longBitsToDouble((shifted & MANTISSA) + SQRT_HALF_BITS);
    double s = (f - 1) / (f + 1);
    double z = s * s;
    double series = Math.fma(1.0 / 19, z, 1.0 / 17);
    series = Math.fma(series, z, 1.0 / 15);
    series = Math.fma(series, z, 1.0 / 13);
    series = Math.fma(series, z, 1.0 / 11);
    series = Math.fma(series, z, 1.0 / 9);
    series = Math.fma(series, z, 1.0 / 7);
    series = Math.fma(series, z, 1.0 / 5);
    series = Math.fma(series, z, 1.0 / 3);
    series = Math.fma(series, z, 1);
    return x * Math.fma(exponent, LN_2, 2 * s * series);
  }
}
