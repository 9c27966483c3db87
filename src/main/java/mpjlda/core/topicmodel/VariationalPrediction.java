package mpjlda.core.topicmodel;

import mpjlda.core.kernel.DocumentWorkspace;
import mpjlda.core.kernel.WithheldTokens;
import mpjlda.core.matrix.BlockedDoubleMatrix;
import mpjlda.core.priors.PredictionSums;

/**
 * Scores the withheld tokens of documents under the posterior means of topics and proportions,
 * lambda_wk / Σ_w lambda_wk and gamma_dk / Σ_k gamma_dk. One per thread.
 */
final class VariationalPrediction {
  private final WithheldTokens withheld;
  private final int[] words;
  private final double[] tokens;

  /** (K): what a word's lambda is multiplied with. */
  private final double[] forP;

  private final double[] forAlpha;
  private final double[] forEta;

  /**
   * @param longest distinct words of a document, at most
   */
  VariationalPrediction(WithheldTokens withheld, int topics, int longest) {
    this.withheld = withheld;
    this.words = new int[longest];
    this.tokens = new double[longest];
    this.forP = new double[topics];
    this.forAlpha = new double[topics];
    this.forEta = new double[topics];
  }

  /**
   * Adds the terms of a document's withheld tokens; nothing if it has none.
   *
   * @param number of the document on this rank
   * @param document fitted to the tokens that it keeps
   * @param topics whose lambda is complete
   * @param alpha (K) at least
   */
  void add(
      int number,
      DocumentWorkspace document,
      TopicParameters topics,
      double[] alpha,
      PredictionSums sums) {
    int size = withheld.load(number, words, tokens);
    if (size == 0) {
      return;
    }
    double vocabulary = topics.layout().rows();
    double gammaSum = 0;
    double alphaSum = 0;
    double shares = 0;
    for (int k = 0; k < forP.length; k++) {
      double total = topics.totals()[k];
      double gamma = document.gamma()[k];
      double share = gamma * (vocabulary * topics.eta() / total);
      gammaSum += gamma;
      alphaSum += alpha[k];
      shares += share;
      forP[k] = gamma / total;
      forAlpha[k] = alpha[k] / total;
      forEta[k] = share / total;
    }
    double logTotal = StrictMath.log(gammaSum);
    for (int i = 0; i < size; i++) {
      BlockedDoubleMatrix lambda = topics.lambda();
      double[] row = lambda.blockOf(words[i]);
      int at = lambda.layout().offsetOf(words[i]);
      double p = 0;
      double ofAlpha = 0;
      double ofEta = 0;
      for (int k = 0; k < forP.length; k++) {
        p = Math.fma(row[at + k], forP[k], p);
        ofAlpha = Math.fma(row[at + k], forAlpha[k], ofAlpha);
        ofEta = Math.fma(row[at + k], forEta[k], ofEta);
      }
      sums.add(
          tokens[i],
          StrictMath.log(p) - logTotal,
          ofAlpha / p,
          alphaSum / gammaSum,
          (shares / vocabulary - ofEta) / p);
    }
  }
}
