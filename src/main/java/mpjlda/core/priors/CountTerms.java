package mpjlda.core.priors;

import mpjlda.core.math.SpecialFunctions;

/**
 * Σ_{i&lt;n} 1/(a+i) = ψ(a+n) − ψ(a) for counts n that were drawn under the Dirichlet parameter a,
 * with straight lines between the whole numbers for counts that are expectations.
 *
 * <p>A soft count of 0.01 stands for a token that is there once in a hundred draws, so its term is
 * 0.01/a. The digammas would give 0.01 ψ'(a), about 0.01/a²: ten times as much where a = 0.1. Most
 * soft counts are of that kind, and it is a that made them, so it would feed on itself.
 */
public final class CountTerms {
  private final double parameter;
  private final double digamma;

  /**
   * @param parameter a &gt; 0
   */
  public CountTerms(double parameter) {
    this.parameter = parameter;
    this.digamma = SpecialFunctions.digamma(parameter);
  }

  /**
   * The term of a count.
   *
   * @param count ≥ 0
   */
  public double of(double count) {
    if (count < 1) {
      return count / parameter;
    }
    double whole = Math.floor(count);
    return SpecialFunctions.digamma(parameter + whole)
        - digamma
        + (count - whole) / (parameter + whole);
  }
}
