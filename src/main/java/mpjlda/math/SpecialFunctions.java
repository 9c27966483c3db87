package mpjlda.math;

/**
 * exp, digamma, log-gamma and exp∘digamma from IEEE operations (+ − × ÷ fma rint) and {@link
 * StrictMath#log} only, so that their bits are the same everywhere.
 *
 * <p>For small arguments all three gamma-type functions step up by 8 with Γ(x+1) = x·Γ(x). With t =
 * x(x+7), the product x(x+1)…(x+7) is Q(t) = t(t+6)(t+10)(t+12), and Σ 1/(x+i) = (2x+7)·Q'(t)/Q(t):
 * one division instead of eight, all terms positive, so nothing cancels.
 */
public final class SpecialFunctions {
  /** Below this, {@link #exp} gives 0: results would be subnormal or nearly so. */
  public static final double EXP_UNDERFLOW = -708;

  private static final double LOG2_E = 0x1.71547652b82fep0;
  // ln 2 in two parts: the first has 32 trailing zero bits, so k * LN2_HIGH is exact for every
  // exponent k.
  private static final double LN2_HIGH = 0x1.62e42feep-1;
  private static final double LN2_LOW = 0x1.a39ef35793c76p-33;
  private static final double HALF_LOG_TWO_PI = 0.9189385332046728;

  private SpecialFunctions() {}

  /**
   * e^x, for x ≤ 709. Relative error below 4e-16; exactly 0 for x &lt; {@value #EXP_UNDERFLOW}.
   *
   * <p>x = k ln 2 + r with |r| ≤ ln 2 / 2, then the Taylor polynomial of degree 13 (its remainder
   * is below 5e-18) and the exponent's bits.
   */
  public static double exp(double x) {
    if (x < EXP_UNDERFLOW) {
      return 0;
    }
    double k = Math.rint(x * LOG2_E);
    double r = Math.fma(-k, LN2_LOW, Math.fma(-k, LN2_HIGH, x));
    double p = 1.0 / 6227020800.0;
    p = Math.fma(p, r, 1.0 / 479001600.0);
    p = Math.fma(p, r, 1.0 / 39916800.0);
    p = Math.fma(p, r, 1.0 / 3628800.0);
    p = Math.fma(p, r, 1.0 / 362880.0);
    p = Math.fma(p, r, 1.0 / 40320.0);
    p = Math.fma(p, r, 1.0 / 5040.0);
    p = Math.fma(p, r, 1.0 / 720.0);
    p = Math.fma(p, r, 1.0 / 120.0);
    p = Math.fma(p, r, 1.0 / 24.0);
    p = Math.fma(p, r, 1.0 / 6.0);
    p = Math.fma(p, r, 0.5);
    p = Math.fma(p, r, 1.0);
    p = Math.fma(p, r, 1.0);
    return p * Double.longBitsToDouble(((long) k + 1023) << 52);
  }

  /**
   * Σ_{i=0..7} 1/(x+i), the step from ψ(x) to ψ(x+8).
   *
   * @param x in (1e-300, 1e34)
   */
  public static double harmonicStep(double x) {
    double t = Math.fma(x, x, 7 * x);
    double z = x + 7.5;
    return (2 * x + 7) * stepDerivative(t) * z * (1 / (z * stepProduct(t)));
  }

  /**
   * exp(ψ(x)) · exp(shift): what the E-step needs of gamma, without a logarithm.
   *
   * <p>With z = x + 7.5: exp(ψ(x+8)) = exp(ψ(z+1/2)) = z + 1/(24z) − 37/(5760z³) + …, an asymptotic
   * series in odd powers (the exponential of DLMF 5.11.2 shifted by one half), then the factor
   * exp(shift − Σ 1/(x+i)). Relative error below 2e-15 × (1 + |exponent|).
   *
   * @param x in (1e-300, 1e34)
   * @param shift usually {@link #harmonicStep} of the largest gamma of a document: then that
   *     topic's factor is 1, and a document whose gammas are all tiny does not underflow as a whole
   */
  public static double expDigamma(double x, double shift) {
    double t = Math.fma(x, x, 7 * x);
    double z = x + 7.5;
    double q = stepProduct(t);
    double inverse = 1 / (z * q);
    double step = (2 * x + 7) * stepDerivative(t) * z * inverse;
    double zInverse = q * inverse;
    double u = zInverse * zInverse;
    double p = -0.43960443686008127;
    p = Math.fma(p, u, 0.08238185223878776);
    p = Math.fma(p, u, -0.020734675824368137);
    p = Math.fma(p, u, 0.007365033269308669);
    p = Math.fma(p, u, -0.0039535574489730305);
    p = Math.fma(p, u, 0.003552482914462081);
    p = Math.fma(p, u, -37.0 / 5760);
    p = Math.fma(p, u, 1.0 / 24);
    return Math.fma(p, zInverse, z) * exp(shift - step);
  }

  /**
   * ψ(x) = d ln Γ(x) / dx for x in (1e-300, 1e300). Error below 1e-14 · max(1, |ψ(x)|).
   *
   * <p>DLMF 5.5.2 (recurrence) and 5.11.2 (asymptotic series), the latter about x + 7.5, where it
   * has half the terms.
   */
  public static double digamma(double x) {
    double step = x < 1e30 ? harmonicStep(x) : 0;
    double z = x + 7.5;
    double u = 1 / (z * z);
    double p = -118518239.0 / 267386880;
    p = Math.fma(p, u, 8191.0 / 98304);
    p = Math.fma(p, u, -1414477.0 / 67092480);
    p = Math.fma(p, u, 511.0 / 67584);
    p = Math.fma(p, u, -127.0 / 30720);
    p = Math.fma(p, u, 31.0 / 8064);
    p = Math.fma(p, u, -7.0 / 960);
    p = Math.fma(p, u, 1.0 / 24);
    return Math.fma(p, u, StrictMath.log(z)) - step;
  }

  /**
   * ln Γ(x) for x in (1e-300, 1e300). Error below 2e-14 · max(1, |ln Γ(x)|).
   *
   * <p>Stirling's series (DLMF 5.11.1) at x + 8, less the logarithm of the product x(x+1)…(x+7).
   */
  public static double logGamma(double x) {
    double y = x < 1e30 ? x + 8 : x;
    double inverse = 1 / y;
    double u = inverse * inverse;
    double p = 1.0 / 156;
    p = Math.fma(p, u, -691.0 / 360360);
    p = Math.fma(p, u, 1.0 / 1188);
    p = Math.fma(p, u, -1.0 / 1680);
    p = Math.fma(p, u, 1.0 / 1260);
    p = Math.fma(p, u, -1.0 / 360);
    p = Math.fma(p, u, 1.0 / 12);
    double stirling = Math.fma(y - 0.5, StrictMath.log(y), -y) + HALF_LOG_TWO_PI + p * inverse;
    return x < 1e30 ? stirling - StrictMath.log(stepProduct(Math.fma(x, x, 7 * x))) : stirling;
  }

  /** Q(t) = x(x+1)…(x+7) for t = x(x+7). */
  private static double stepProduct(double t) {
    return t * (t + 6) * ((t + 10) * (t + 12));
  }

  /** Q'(t) = 4t³ + 84t² + 504t + 720. */
  private static double stepDerivative(double t) {
    return Math.fma(Math.fma(Math.fma(4, t, 84), t, 504), t, 720);
  }
}
