package mpjlda.core.topicmodel;

import java.util.Arrays;
import mpjlda.core.kernel.KernelProviders;
import mpjlda.core.math.ArrayFunctions;

/** One word's row of lambda made into its row of exp(E[log beta]), and its part of the bound. */
final class RowScaler {
  private final ArrayFunctions functions = KernelProviders.functions();
  private final double[] digammaTotals;
  private final double[] prior;

  /**
   * @param digammaTotals (K) ψ(Σ_w lambda_kw)
   */
  RowScaler(double[] digammaTotals, double eta) {
    this.digammaTotals = digammaTotals;
    this.prior = new double[digammaTotals.length];
    Arrays.fill(prior, eta);
  }

  /**
   * Writes E[log beta_kw] into the row and returns Σ_k (eta − lambda_kw) E[log beta_kw] + ln
   * Γ(lambda_kw): the word's part of the topics' bound (Hoffman et al., eq. 4).
   */
  double bound(double[] lambda, int at, double[] elogBeta, int to) {
    return functions.dirichletTerms(lambda, at, prior, digammaTotals, elogBeta, to);
  }

  /** Writes E[log beta_kw] into the row. */
  void expect(double[] lambda, int at, double[] elogBeta, int to) {
    functions.dirichletExpectations(lambda, at, digammaTotals, elogBeta, to);
  }

  /** Turns E[log beta] into exp(E[log beta] − largest) in place and returns the largest. */
  double scale(double[] row, int at) {
    return functions.expScaled(row, at, prior.length);
  }
}
