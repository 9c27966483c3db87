package mpjlda.core.priors;

import java.util.List;
import java.util.OptionalDouble;
import mpjlda.core.math.ExactSum;

/**
 * Sums over withheld tokens, which say how well they are predicted and in which direction the
 * priors predict them better. Not safe for threads; each has its own, added up at the end.
 *
 * <p>With p = Σ_k phi_wk (N_dk + alpha_k) / (N_d + Σ alpha) for a token of word w in document d,
 * where N_dk counts the tokens that the document keeps.
 */
public final class PredictionSums {
  private static final int LOG_LIKELIHOOD = 0;
  private static final int TOKENS = 1;
  private static final int FROM_ALPHA = 2;
  private static final int ALPHA_SHARE = 3;
  private static final int ETA_GRADIENT = 4;
  private static final int SUMS = 5;

  private final List<ExactSum> sums;

  public PredictionSums() {
    this(List.of(ExactSum.zeros(SUMS)));
  }

  private PredictionSums(List<ExactSum> sums) {
    this.sums = sums;
  }

  /** The sums of the whole corpus, from those of {@link #toList} added up over the ranks. */
  public static PredictionSums of(List<ExactSum> sums) {
    if (sums.size() != SUMS) {
      throw new IllegalArgumentException(SUMS + " sums expected, found " + sums.size());
    }
    return new PredictionSums(sums);
  }

  /** The sums in a fixed order. Not copies. */
  public List<ExactSum> toList() {
    return sums;
  }

  /**
   * Adds the tokens of a word in a document.
   *
   * @param tokens that are withheld
   * @param logLikelihood log p
   * @param fromAlpha Σ_k phi_wk alpha_k / Σ_k phi_wk (N_dk + alpha_k)
   * @param alphaShare Σ alpha / (N_d + Σ alpha)
   * @param etaGradient d log p / d log eta
   */
  public void add(
      double tokens,
      double logLikelihood,
      double fromAlpha,
      double alphaShare,
      double etaGradient) {
    sums.get(LOG_LIKELIHOOD).add(tokens * logLikelihood);
    sums.get(TOKENS).add(tokens);
    sums.get(FROM_ALPHA).add(tokens * fromAlpha);
    sums.get(ALPHA_SHARE).add(tokens * alphaShare);
    sums.get(ETA_GRADIENT).add(tokens * etaGradient);
  }

  public void add(PredictionSums other) {
    for (int i = 0; i < SUMS; i++) {
      sums.get(i).add(other.sums.get(i));
    }
  }

  /** Σ log p, exactly. */
  public ExactSum logLikelihood() {
    return sums.get(LOG_LIKELIHOOD);
  }

  /** Mean of log p; empty if no token is withheld. */
  public OptionalDouble logLikelihoodPerToken() {
    double tokens = sums.get(TOKENS).value();
    return tokens > 0
        ? OptionalDouble.of(sums.get(LOG_LIKELIHOOD).value() / tokens)
        : OptionalDouble.empty();
  }

  /** The factor that makes Σ alpha predict better; 1 if nothing is known of it. */
  double alphaFactor() {
    double share = sums.get(ALPHA_SHARE).value();
    return share > 0 ? sums.get(FROM_ALPHA).value() / share : 1;
  }

  /** Mean of d log p / d log eta; 0 if no token is withheld. */
  double etaGradient() {
    double tokens = sums.get(TOKENS).value();
    return tokens > 0 ? sums.get(ETA_GRADIENT).value() / tokens : 0;
  }
}
