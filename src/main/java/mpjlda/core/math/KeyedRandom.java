package mpjlda.core.math;

/**
 * Random numbers that depend on a key only, never on who asks first: (seed, purpose, i, j) → a
 * short stream of numbers. So a random start is the same for any number of ranks and threads, and
 * no state has to be shared or saved.
 *
 * <p>The stream is SplitMix64 (Steele, Lea and Flood, OOPSLA 2014) started from a mix of the key.
 * Not for cryptography. Not thread-safe: one object per thread, {@link #seek} before each use.
 */
public final class KeyedRandom {
  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  private final long root;
  private long state;

  /**
   * @param seed the user's seed
   * @param purpose what the numbers are for, so that two uses of one seed are independent
   */
  public KeyedRandom(long seed, String purpose) {
    long key = mix(seed + GOLDEN_GAMMA);
    for (int i = 0; i < purpose.length(); i++) {
      key = mix(key + GOLDEN_GAMMA + purpose.charAt(i));
    }
    this.root = key;
    this.state = key;
  }

  /** Goes to the start of the stream of key (i, j). */
  public void seek(long i, long j) {
    state = mix(mix(root ^ mix(i + GOLDEN_GAMMA)) + mix(~j));
  }

  /** The next 64 random bits. */
  public long nextLong() {
    state += GOLDEN_GAMMA;
    return mix(state);
  }

  /** Uniform in (0, 1): a multiple of 2^-53 plus 2^-54, so never 0 and never 1. */
  public double nextDouble() {
    return ((nextLong() >>> 11) + 0.5) * 0x1.0p-53;
  }

  /** Uniform in 0 .. bound−1. The bias is below bound / 2^63. */
  public int nextInt(int bound) {
    return (int) Math.floorMod(nextLong() >>> 1, (long) bound);
  }

  /** Standard normal, by Marsaglia's polar method. */
  public double nextGaussian() {
    while (true) {
      double u = 2 * nextDouble() - 1;
      double v = 2 * nextDouble() - 1;
      double s = u * u + v * v;
      if (s < 1 && s > 0) {
        return u * Math.sqrt(-2 * StrictMath.log(s) / s);
      }
    }
  }

  /**
   * Gamma distributed with the given shape and scale 1.
   *
   * <p>Marsaglia and Tsang, "A simple method for generating gamma variables", ACM TOMS 26 (2000);
   * shapes below 1 by their boost U^(1/shape).
   *
   * @param shape &gt; 0
   */
  public double nextGamma(double shape) {
    if (shape < 1) {
      double boost = StrictMath.pow(nextDouble(), 1 / shape);
      return nextGamma(shape + 1) * boost;
    }
    double d = shape - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double x = nextGaussian();
      double v = 1 + c * x;
      if (v <= 0) {
        continue;
      }
      v = v * v * v;
      double u = nextDouble();
      double x2 = x * x;
      if (u < 1 - 0.0331 * x2 * x2
          || StrictMath.log(u) < 0.5 * x2 + d * (1 - v + StrictMath.log(v))) {
        return d * v;
      }
    }
  }

  /** SplitMix64's finaliser (Stafford's variant 13): a bijection of the 64-bit words. */
  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
