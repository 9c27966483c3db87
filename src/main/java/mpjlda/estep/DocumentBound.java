package mpjlda.estep;

import mpjlda.math.SpecialFunctions;

/**
 * One document's part of the evidence lower bound, in nats, with phi at its optimum for the
 * document's gamma (Hoffman, Blei and Bach, NIPS 2010, eq. 4):
 *
 * <pre>
 *   Σ_w n_w log Σ_k exp(E[log theta_k] + E[log beta_kw])
 *   + Σ_k (alpha_k − gamma_k) E[log theta_k] + ln Γ(gamma_k) − ln Γ(alpha_k)  + ln Γ(Σ alpha) − ln Γ(Σ gamma)
 * </pre>
 */
final class DocumentBound {
  private final double[] alpha;
  private final double priorTerm;

  /**
   * @param alpha (K), not padded
   */
  DocumentBound(double[] alpha) {
    this.alpha = alpha.clone();
    double sum = 0;
    double logGammas = 0;
    for (double a : alpha) {
      sum += a;
      logGammas += SpecialFunctions.logGamma(a);
    }
    this.priorTerm = SpecialFunctions.logGamma(sum) - logGammas;
  }

  /**
   * @param document as a kernel left it
   * @param logScale (V) what the words' rows were divided by, as logarithms
   */
  double of(DocumentWorkspace document, double[] logScale) {
    double gammaSum = 0;
    for (int k = 0; k < alpha.length; k++) {
      gammaSum += document.gamma[k];
    }
    double digammaSum = SpecialFunctions.digamma(gammaSum);
    double topics = priorTerm - SpecialFunctions.logGamma(gammaSum);
    for (int k = 0; k < alpha.length; k++) {
      double gamma = document.gamma[k];
      double elogTheta = SpecialFunctions.digamma(gamma) - digammaSum;
      topics += (alpha[k] - gamma) * elogTheta + SpecialFunctions.logGamma(gamma);
    }
    double words = 0;
    for (int i = 0; i < document.size; i++) {
      double count = document.counts[i];
      // counts / weight is the normaliser; theta was raised by exp(shift), the row divided by
      // exp(logScale).
      double log = StrictMath.log(count / document.weight[i]);
      words += count * (log - document.shift + logScale[document.words[i]] - digammaSum);
    }
    return topics + words;
  }
}
