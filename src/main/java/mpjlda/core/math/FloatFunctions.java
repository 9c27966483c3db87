package mpjlda.core.math;

/**
 * exp∘digamma in 32 bits, from IEEE operations only: see {@link SpecialFunctions}.
 *
 * <p>Small arguments are stepped up by 4 here: with t = x(x+3), x(x+1)(x+2)(x+3) is t(t+2), and Σ
 * 1/(x+i) = (2x+3)(2t+2)/(t(t+2)).
 */
public final class FloatFunctions {
  /** The least exponent of {@link #expOrFloor}: about 2^-60, whose square is still normal. */
  public static final float EXP_FLOOR = -41.5f;

  /** The least entry of a row that is kept in 32 bits: as theta, so that no product underflows. */
  public static final float ROW_FLOOR = 0x1.0p-60f;

  /** Smaller arguments of {@link #expDigamma} are taken as this. */
  public static final float SMALLEST = 1e-20f;

  public static final float ROUNDER = 0x1.8p23f;
  public static final float LOG2_E = 0x1.715476p0f;
  // ln 2 in two parts: the first has 9 trailing zero bits.
  public static final float LN2_HIGH = 0x1.62e4p-1f;
  public static final float LN2_LOW = 0x1.7f7d1cp-20f;

  private FloatFunctions() {}

  /** Copies a row's n entries, so that none is below {@link #ROW_FLOOR}. */
  public static void narrow(double[] row, int from, float[] to, int at, int n) {
    for (int k = 0; k < n; k++) {
      // Added, as a comparison takes several times as long: what is not tiny rounds to the same.
      to[at + k] = (float) (row[from + k] + ROW_FLOOR);
    }
  }

  /** e^max(x, {@value #EXP_FLOOR}), for x ≤ 88. Relative error below 2e-7. */
  public static float expOrFloor(float x) {
    float y = Math.max(x, EXP_FLOOR);
    float shifted = Math.fma(y, LOG2_E, ROUNDER);
    float k = shifted - ROUNDER;
    float r = Math.fma(-k, LN2_LOW, Math.fma(-k, LN2_HIGH, y));
    float p = 1 / 5040f;
    p = Math.fma(p, r, 1 / 720f);
    p = Math.fma(p, r, 1 / 120f);
    p = Math.fma(p, r, 1 / 24f);
    p = Math.fma(p, r, 1 / 6f);
    p = Math.fma(p, r, 0.5f);
    p = Math.fma(p, r, 1f);
    p = Math.fma(p, r, 1f);
    return p * Float.intBitsToFloat((Float.floatToRawIntBits(shifted) + 127) << 23);
  }

  /**
   * Σ_{i=0..3} 1/(x+i), the step from ψ(x) to ψ(x+4).
   *
   * @param x in [1e-20, 1e9]
   */
  public static float harmonicStep(float x) {
    float t = Math.fma(x, x, 3 * x);
    float z = x + 3.5f;
    return (2 * x + 3) * (2 * t + 2) * z * (1 / (z * (t * (t + 2))));
  }

  /**
   * exp(ψ(x)) · exp(shift), but at least about e^{@value #EXP_FLOOR}. Relative error below 4e-7 ×
   * (1 + Σ 1/(x+i)).
   *
   * @param x in [1e-20, 1e9]
   * @param shift {@link #harmonicStep} of the largest gamma of a document
   */
  public static float expDigamma(float x, float shift) {
    float t = Math.fma(x, x, 3 * x);
    float z = x + 3.5f;
    float q = t * (t + 2);
    float inverse = 1 / (z * q);
    float step = (2 * x + 3) * (2 * t + 2) * z * inverse;
    float zInverse = q * inverse;
    float u = zInverse * zInverse;
    float p = -0.0039535575f;
    p = Math.fma(p, u, 0.003552483f);
    p = Math.fma(p, u, -37f / 5760);
    p = Math.fma(p, u, 1f / 24);
    return Math.fma(p, zInverse, z) * expOrFloor(shift - step);
  }
}
