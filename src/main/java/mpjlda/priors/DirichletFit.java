package mpjlda.priors;

import java.util.function.DoubleUnaryOperator;
import mpjlda.math.SpecialFunctions;

/**
 * The Dirichlet parameters a within bounds that maximise ln Γ(Σ a) − Σ_k ln Γ(a_k) + Σ_k a_k m_k,
 * for the means m_k of E[log theta_k] over distributions theta: the part that a prior has in the
 * evidence lower bound (Blei, Ng and Jordan 2003, A.4.2; Minka, Estimating a Dirichlet
 * distribution, 2000). It is concave, so there is one maximum.
 *
 * <p>Where the gradient is zero, ψ(a_k) = ψ(s) + m_k with s = Σ a (Minka's fixed point, eq. 9). That
 * leaves s alone to be found, and the sum's equation has one solution between the bounds, which
 * halving intervals cannot miss: there are no steps that could go too far.
 */
final class DirichletFit {
  /** Halvings: the bounds' ratio, up to 1e9, to the last bits of a double. */
  private static final int HALVINGS = 64;

  /** Newton's steps for the inverse of ψ; five give 14 digits (Minka, appendix C). */
  private static final int STEPS = 6;

  private static final double EULER = 0.5772156649015329;

  private final Bounds bounds;

  DirichletFit(Bounds bounds) {
    this.bounds = bounds;
  }

  /**
   * One parameter for each entry.
   *
   * @param means (n) of E[log theta_k], n ≥ 2
   * @return (n)
   */
  double[] vector(double[] means) {
    int n = means.length;
    double sum =
        root(
            n * bounds.least(),
            n * bounds.most(),
            s -> {
              double total = 0;
              double digamma = SpecialFunctions.digamma(s);
              for (double mean : means) {
                total += entry(digamma + mean);
              }
              return total - s;
            });
    double[] fitted = new double[n];
    for (int k = 0; k < n; k++) {
      fitted[k] = entry(SpecialFunctions.digamma(sum) + means[k]);
    }
    return fitted;
  }

  /**
   * One parameter for all entries.
   *
   * @param n entries of a distribution, ≥ 2
   * @param mean of E[log theta_k] over the entries
   */
  double symmetric(double n, double mean) {
    return root(
        bounds.least(),
        bounds.most(),
        a -> SpecialFunctions.digamma(n * a) - SpecialFunctions.digamma(a) + mean);
  }

  private double entry(double digamma) {
    return bounds.clamp(inverseDigamma(digamma));
  }

  /** Of a function that falls through zero; the nearest end if it does not. */
  private static double root(double low, double high, DoubleUnaryOperator function) {
    double from = low;
    double to = high;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = Bounds.middle(from, to);
      if (function.applyAsDouble(middle) > 0) {
        from = middle;
      } else {
        to = middle;
      }
    }
    return Bounds.middle(from, to);
  }

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
