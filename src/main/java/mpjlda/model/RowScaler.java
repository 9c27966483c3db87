package mpjlda.model;

import mpjlda.math.SpecialFunctions;

/**
 * One word's row of lambda made into its row of exp(E[log beta]), and its part of the bound.
 *
 * <p>Many entries of lambda are exactly eta (no document gave the word to the topic), so their ψ
 * and ln Γ are computed once.
 */
final class RowScaler {
  private final double[] digammaTotals;
  private final double eta;
  private final double digammaEta;
  private final double logGammaEta;

  /**
   * @param digammaTotals (K) ψ(Σ_w lambda_kw)
   */
  RowScaler(double[] digammaTotals, double eta) {
    this.digammaTotals = digammaTotals;
    this.eta = eta;
    this.digammaEta = SpecialFunctions.digamma(eta);
    this.logGammaEta = SpecialFunctions.logGamma(eta);
  }

  /**
   * Writes E[log beta_kw] into the row and returns Σ_k (eta − lambda_kw) E[log beta_kw] + ln
   * Γ(lambda_kw): the word's part of the topics' bound (Hoffman et al., eq. 4).
   */
  double bound(double[] lambda, double[] elogBeta, int at) {
    double sum = 0;
    for (int k = 0; k < digammaTotals.length; k++) {
      double x = lambda[at + k];
      boolean prior = x == eta;
      double elog = (prior ? digammaEta : SpecialFunctions.digamma(x)) - digammaTotals[k];
      elogBeta[at + k] = elog;
      sum += prior ? logGammaEta : (eta - x) * elog + SpecialFunctions.logGamma(x);
    }
    return sum;
  }

  /** Turns E[log beta] into exp(E[log beta] − largest) in place and returns the largest. */
  double scale(double[] row, int at) {
    int end = at + digammaTotals.length;
    double largest = Double.NEGATIVE_INFINITY;
    for (int k = at; k < end; k++) {
      largest = Math.max(largest, row[k]);
    }
    for (int k = at; k < end; k++) {
      row[k] = SpecialFunctions.exp(row[k] - largest);
    }
    return largest;
  }
}
