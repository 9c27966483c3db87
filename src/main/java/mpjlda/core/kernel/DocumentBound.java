package mpjlda.core.kernel;

import java.util.Arrays;
import mpjlda.core.math.ArrayFunctions;
import mpjlda.core.math.SpecialFunctions;

/**
 * One document's part of the evidence lower bound, in nats, with phi at its optimum for the
 * document's gamma (Hoffman, Blei and Bach, NIPS 2010, eq. 4):
 *
 * <pre>
 *   Σ_w n_w log Σ_k exp(E[log theta_k] + E[log beta_kw])
 *   + Σ_k (alpha_k − gamma_k) E[log theta_k] + ln Γ(gamma_k) − ln Γ(alpha_k)  + ln Γ(Σ alpha) − ln Γ(Σ gamma)
 * </pre>
 */
public final class DocumentBound {
  private final ArrayFunctions functions = KernelProviders.functions();
  private final double[] alpha;
  private final double priorTerm;

  /**
   * The bound under a prior.
   *
   * @param alpha (K), not padded
   */
  public DocumentBound(double[] alpha) {
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
   * The bound of a fitted document.
   *
   * @param document with a kernel's results
   * @param logScale (V) logarithms of the divisors of the words' rows
   */
  public double of(DocumentWorkspace document, double[] logScale) {
    double gammaSum = 0;
    for (int k = 0; k < alpha.length; k++) {
      gammaSum += document.gamma[k];
    }
    double digammaSum = SpecialFunctions.digamma(gammaSum);
    double topics =
        priorTerm
            - SpecialFunctions.logGamma(gammaSum)
            + functions.dirichletTerms(
                document.gamma, 0, alpha, totals(document, digammaSum), document.scratch, 0);
    // counts / weight is the normaliser; theta was raised by exp(shift), the row divided by
    // exp(logScale).
    double words = functions.weightedLogs(document.counts, document.weight, document.size);
    for (int i = 0; i < document.size; i++) {
      words += document.counts[i] * (logScale[document.words[i]] - document.shift - digammaSum);
    }
    return topics + words;
  }

  private static double[] totals(DocumentWorkspace document, double digammaSum) {
    Arrays.fill(document.totals, digammaSum);
    return document.totals;
  }
}
