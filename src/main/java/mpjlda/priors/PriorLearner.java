package mpjlda.priors;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;
import mpjlda.math.ExactSum;

/**
 * Makes the priors of the next iteration from the sums of one. The result depends on these sums and
 * the priors before only, so all ranks have the same.
 *
 * <p>Learned entries of alpha stay in [{@value #LEAST_ALPHA}, {@value #MOST_ALPHA}] and eta in
 * [{@value #LEAST_ETA}, {@value #MOST_ETA}].
 */
public final class PriorLearner {
  /** What comes before says more of the random start than of the corpus. */
  public static final int FIRST_ITERATION = 5;

  public static final double LEAST_ALPHA = 1e-3;
  public static final double MOST_ALPHA = 100;
  public static final double LEAST_ETA = 1e-3;
  public static final double MOST_ETA = 10;

  private static final Bounds ALPHA = new Bounds(LEAST_ALPHA, MOST_ALPHA);
  private static final Bounds ETA = new Bounds(LEAST_ETA, MOST_ETA);

  /**
   * What variational Bayes learns priors from.
   *
   * @param logTheta (K + 1) Σ_d E[log theta_dk] over the documents that have words, and their
   *     number; not looked at if alpha is not learned
   * @param meanLogBeta the mean of E[log beta_kw] over all topics and words
   * @param words V
   */
  public record Expectations(List<ExactSum> logTheta, double meanLogBeta, int words) {}

  private final PriorLearning learning;

  public PriorLearner(PriorLearning learning) {
    this.learning = learning;
  }

  /** Whether it needs sums over the documents. */
  public boolean learnsAlpha() {
    return learning.learnsAlpha();
  }

  /**
   * The priors under which the evidence lower bound is largest, for the q(theta) and q(beta) that
   * the expectations are taken under; so the bound does not fall by this.
   *
   * @param iteration from 1
   */
  public DirichletPriors fromExpectations(
      int iteration, DirichletPriors priors, Expectations expectations) {
    if (iteration < FIRST_ITERATION) {
      return priors;
    }
    boolean learnsEta = learning.eta() && expectations.words() > 1;
    return new DirichletPriors(
        alphaFromLogTheta(priors.alpha(), expectations.logTheta()),
        learnsEta
            ? new DirichletFit(ETA).symmetric(expectations.words(), expectations.meanLogBeta())
            : priors.eta());
  }

  private double[] alphaFromLogTheta(double[] alpha, List<ExactSum> sums) {
    int topics = alpha.length;
    if (!learnsAlpha() || topics == 1) {
      return alpha;
    }
    double documents = sums.get(topics).value();
    if (documents == 0) {
      return alpha;
    }
    double[] means = new double[topics];
    Arrays.setAll(means, k -> sums.get(k).value() / documents);
    DirichletFit fit = new DirichletFit(ALPHA);
    return learning.alpha() == PriorLearning.Alpha.VECTOR
        ? fit.vector(means)
        : filled(topics, fit.symmetric(topics, sum(means) / topics));
  }

  /**
   * One step of the fixed point for counts: a ← a · above / below (Minka 2000, eq. 55, with {@link
   * CountTerms} for the differences of digammas).
   *
   * @param iteration from 1
   * @param documents (K + 1) Σ_d of the terms of N_dk under alpha_k, then of N_d under Σ alpha; not
   *     looked at if alpha is not learned
   * @param words gives, for an eta, the sums over N_wk under eta and over N_k under V eta, the latter
   *     times V; called if eta is learned
   */
  public DirichletPriors fromCounts(
      int iteration,
      DirichletPriors priors,
      List<ExactSum> documents,
      DoubleFunction<CountSums> words) {
    if (iteration < FIRST_ITERATION) {
      return priors;
    }
    double eta = priors.eta();
    return new DirichletPriors(
        alphaFromCounts(priors.alpha(), documents),
        learning.eta() ? step(eta, words.apply(eta), ETA) : eta);
  }

  private double[] alphaFromCounts(double[] alpha, List<ExactSum> sums) {
    int topics = alpha.length;
    if (!learnsAlpha() || topics == 1) {
      return alpha;
    }
    double below = sums.get(topics).value();
    double[] next = new double[topics];
    double all = 0;
    for (int k = 0; k < topics; k++) {
      double above = sums.get(k).value();
      all += above;
      next[k] = step(alpha[k], new CountSums(above, below), ALPHA);
    }
    return learning.alpha() == PriorLearning.Alpha.VECTOR
        ? next
        : filled(topics, step(alpha[0], new CountSums(all, topics * below), ALPHA));
  }

  private static double step(double parameter, CountSums sums, Bounds bounds) {
    return sums.below() > 0
        ? bounds.clamp(parameter * (sums.above() / sums.below()))
        : parameter;
  }

  /** In ascending order, which streams do not promise. */
  static double sum(double[] terms) {
    double sum = 0;
    for (double term : terms) {
      sum += term;
    }
    return sum;
  }

  private static double[] filled(int topics, double value) {
    double[] filled = new double[topics];
    Arrays.fill(filled, value);
    return filled;
  }
}
