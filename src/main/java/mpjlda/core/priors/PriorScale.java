package mpjlda.core.priors;

import mpjlda.core.math.SpecialFunctions;

/**
 * The effect of a prior in an algorithm: the weight of a topic without a token.
 *
 * <p>With counts that is the prior itself, for n tokens a + n. Variational Bayes weighs by exp(ψ(α
 * + n)) while it sweeps, which is about α + n − 1/2 (Asuncion, Welling, Smyth and Teh, UAI 2009,
 * section 3.4), and for small α much less, so that ψ⁻¹(ln a) would do in it what a does with
 * counts: 0.49 for a = 0.1, 0.24 for 0.01. But proportions, and what they predict, are weighed by α
 * + n itself, for which a would do. The prior taken is between the two, seven tenths of the way,
 * which predicted best of 5, 7 and 10 tenths.
 */
public enum PriorScale {
  /** Collapsed inference: a is the prior. */
  COUNTS(5) {
    @Override
    double toCounts(double prior) {
      return prior;
    }

    @Override
    double fromCounts(double a) {
      return a;
    }
  },
  /**
   * Variational Bayes with q(theta) and q(beta): prior = 0.3 a + 0.7 ψ⁻¹(ln a). Larger priors while
   * topics form keep them alike.
   */
  VARIATIONAL(15) {
    /**
     * With x = ψ⁻¹(ln a): 0.3 exp(ψ(x)) + 0.7 x = prior, by Newton's steps from above, which do not
     * overshoot, as the left side is convex.
     */
    @Override
    double toCounts(double prior) {
      double x = prior / SWEEPS;
      for (int i = 0; i < STEPS; i++) {
        double a = SpecialFunctions.exp(SpecialFunctions.digamma(x));
        double excess = (1 - SWEEPS) * a + SWEEPS * x - prior;
        x -= excess / ((1 - SWEEPS) * a * trigamma(x) + SWEEPS);
      }
      return SpecialFunctions.exp(SpecialFunctions.digamma(x));
    }

    @Override
    double fromCounts(double a) {
      return (1 - SWEEPS) * a + SWEEPS * inverseDigamma(SpecialFunctions.log(a));
    }
  };

  /** The distance from the prior that is best for predictions to the one that is best in sweeps. */
  private static final double SWEEPS = 0.7;

  /** Newton's steps for the inverse of ψ; five give 14 digits (Minka 2000, appendix C). */
  private static final int STEPS = 6;

  private static final double EULER = 0.5772156649015329;

  private final int firstIteration;

  PriorScale(int firstIteration) {
    this.firstIteration = firstIteration;
  }

  /** The first iteration that learning looks at: earlier ones say more of the random start. */
  public int firstIteration() {
    return firstIteration;
  }

  /** The prior of counts that stands for this one. */
  abstract double toCounts(double prior);

  /** The prior that stands for one of counts. */
  abstract double fromCounts(double a);

  /** The x with ψ(x) = y, for y &lt; 700. */
  static double inverseDigamma(double y) {
    double x = y >= -2.22 ? SpecialFunctions.exp(y) + 0.5 : -1 / (y + EULER);
    for (int i = 0; i < STEPS; i++) {
      x -= (SpecialFunctions.digamma(x) - y) / trigamma(x);
    }
    return x;
  }

  /** ψ'(x) for x &gt; 0: DLMF 5.15.5 (recurrence) up to 8, then 5.15.8 (asymptotic series). */
  static double trigamma(double x) {
    double steps = 0;
    double z = x;
    for (; z < 8; z++) {
      steps += 1 / (z * z);
    }
    double u = 1 / (z * z);
    double p = 7.0 / 6;
    p = Math.fma(-p, u, 691.0 / 2730);
    p = Math.fma(-p, u, 5.0 / 66);
    p = Math.fma(-p, u, 1.0 / 30);
    p = Math.fma(-p, u, 1.0 / 42);
    p = Math.fma(-p, u, 1.0 / 30);
    p = Math.fma(-p, u, 1.0 / 6);
    return steps + 1 / z + u / 2 + p * u / z;
  }
}
