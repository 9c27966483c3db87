package mpjlda.core.math;

/**
 * exp, log, digamma, log-gamma and exp∘digamma from IEEE operations (+ − × ÷ fma) and integer ones
 * on their bits only, so that their bits are the same everywhere. There are no branches but at the
 * ends of the domains: {@code mpjlda.core.kernel.vector} does the same operations on vectors.
 *
 * <p>For small arguments all three gamma-type functions step up by 8 with Γ(x+1) = x·Γ(x). With t =
 * x(x+7), the product x(x+1)…(x+7) is Q(t) = t(t+6)(t+10)(t+12), and Σ 1/(x+i) = (2x+7)·Q'(t)/Q(t):
 * one division instead of eight, all terms positive, so nothing cancels.
 */
public final class SpecialFunctions {
  /** Below this, {@link #exp} gives 0: results would be subnormal or nearly so. */
  public static final double EXP_UNDERFLOW = -708;

  /** {@link #expOrFloor}'s least exponent: e^-347 is about 2^-500, whose square is still normal. */
  public static final double EXP_FLOOR = -347;

  public static final double ROUNDER = 0x1.8p52;
  public static final long MANTISSA = 0x000fffffffffffffL;
  public static final long ROOT_HALF_BITS = 0x3fe6a09e667f3bcdL;
  public static final long LOG_OFFSET = 0x3ff0000000000000L - ROOT_HALF_BITS;
  public static final long TWO_52_BITS = 0x4330000000000000L;

  public static final double LOG2_E = 0x1.71547652b82fep0;
  // ln 2 in two parts: the first has 32 trailing zero bits, so k * LN2_HIGH is exact for every
  // exponent k.
  public static final double LN2_HIGH = 0x1.62e42feep-1;
  public static final double LN2_LOW = 0x1.a39ef35793c76p-33;

  /** From here on the steps by 8 change nothing, and x(x+1)…(x+7) would overflow. */
  private static final double LARGE = 1e30;

  public static final double HALF_LOG_TWO_PI = 0.9189385332046728;

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
    return expInRange(x);
  }

  /** e^x for {@value #EXP_UNDERFLOW} ≤ x ≤ 709, which is not checked. */
  private static double expInRange(double x) {
    // Adding 1.5·2^52 rounds to an integer and leaves it in the low bits.
    double shifted = Math.fma(x, LOG2_E, ROUNDER);
    double k = shifted - ROUNDER;
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
    return p * Double.longBitsToDouble((Double.doubleToRawLongBits(shifted) + 1023) << 52);
  }

  /** e^max(x, {@value #EXP_FLOOR}), for x ≤ 709: never 0, with the error of {@link #exp}. */
  public static double expOrFloor(double x) {
    return expInRange(Math.max(x, EXP_FLOOR));
  }

  /**
   * ln x for normal x &gt; 0. Relative error below 3e-16.
   *
   * <p>x = 2^e m with m in [√½, √2), then the approximation of fdlibm's e_log.c for log(1 + f), f =
   * m − 1.
   */
  public static double log(double x) {
    long shifted = Double.doubleToRawLongBits(x) + LOG_OFFSET;
    double e = Double.longBitsToDouble((shifted >>> 52) | TWO_52_BITS) - (0x1.0p52 + 1023);
    double f = Double.longBitsToDouble((shifted & MANTISSA) + ROOT_HALF_BITS) - 1;
    double s = f / (2 + f);
    double z = s * s;
    double r = 0x1.2f112df3e5244p-3;
    r = Math.fma(r, z, 0x1.39a09d078c69fp-3);
    r = Math.fma(r, z, 0x1.7466496cb03dep-3);
    r = Math.fma(r, z, 0x1.c71c51d8e78afp-3);
    r = Math.fma(r, z, 0x1.2492494229359p-2);
    r = Math.fma(r, z, 0x1.999999997fa04p-2);
    r = Math.fma(r, z, 0x1.5555555555593p-1);
    double half = 0.5 * f * f;
    double tail = Math.fma(s, Math.fma(r, z, half), e * LN2_LOW);
    return Math.fma(e, LN2_HIGH, f - (half - tail));
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
   * exp(ψ(x)) · exp(shift), but at least about e^{@value #EXP_FLOOR}: what the E-step needs of
   * gamma, without a logarithm. The floor, far below what could matter, keeps normalisers above 0.
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
    return Math.fma(p, zInverse, z) * expOrFloor(shift - step);
  }

  /**
   * ψ(x) = d ln Γ(x) / dx for x in (1e-300, 1e300). Error below 1e-14 · max(1, |ψ(x)|).
   *
   * <p>DLMF 5.5.2 (recurrence) and 5.11.2 (asymptotic series), the latter about z = x + 7.5, where
   * it has half the terms.
   */
  public static double digamma(double x) {
    double z = x + 7.5;
    if (x >= LARGE) {
      return log(z);
    }
    double t = Math.fma(x, x, 7 * x);
    double q = stepProduct(t);
    double inverse = 1 / (z * q);
    double step = (2 * x + 7) * stepDerivative(t) * z * inverse;
    double zInverse = q * inverse;
    double u = zInverse * zInverse;
    double p = -118518239.0 / 267386880;
    p = Math.fma(p, u, 8191.0 / 98304);
    p = Math.fma(p, u, -1414477.0 / 67092480);
    p = Math.fma(p, u, 511.0 / 67584);
    p = Math.fma(p, u, -127.0 / 30720);
    p = Math.fma(p, u, 31.0 / 8064);
    p = Math.fma(p, u, -7.0 / 960);
    p = Math.fma(p, u, 1.0 / 24);
    return Math.fma(p, u, log(z)) - step;
  }

  /**
   * ln Γ(x) for x in (1e-300, 1e300). Error below 2e-14 · max(1, |ln Γ(x)|).
   *
   * <p>Stirling's series about z = x + 7.5 (DLMF 5.11.8 with h = 1/2), less the logarithm of the
   * product x(x+1)…(x+7).
   */
  public static double logGamma(double x) {
    if (x >= LARGE) {
      return Math.fma(x - 0.5, log(x), -x);
    }
    double z = x + 7.5;
    double q = stepProduct(Math.fma(x, x, 7 * x));
    double zInverse = q * (1 / (z * q));
    double u = zInverse * zInverse;
    double p = -8191.0 / 1277952;
    p = Math.fma(p, u, 1414477.0 / 738017280);
    p = Math.fma(p, u, -511.0 / 608256);
    p = Math.fma(p, u, 127.0 / 215040);
    p = Math.fma(p, u, -31.0 / 40320);
    p = Math.fma(p, u, 7.0 / 2880);
    p = Math.fma(p, u, -1.0 / 24);
    double stirling = Math.fma(z, log(z), -z) + HALF_LOG_TWO_PI;
    return Math.fma(p, zInverse, stirling) - log(q);
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
