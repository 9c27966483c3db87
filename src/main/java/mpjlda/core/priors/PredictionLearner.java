package mpjlda.core.priors;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import mpjlda.core.math.ExactSum;
import mpjlda.core.math.SpecialFunctions;

/**
 * Learns the priors from tokens that are withheld from training: after each of some iterations a
 * small step in the direction in which those tokens would have been predicted better. Sums of
 * counts (as {@link PriorLearner} takes them) feed on themselves where topics are many: priors made
 * the soft counts that they are learned from.
 *
 * <p>The steps are alpha ← alpha · Σ fromAlpha / Σ alphaShare, the fixed point at which the
 * likelihood of the withheld tokens does not change with Σ alpha, and eta ← eta · exp(100 · mean of
 * d log p / d log eta), both at most by a quarter.
 *
 * @param learning which priors are learned
 * @param last iteration that tokens are withheld in
 */
public record PredictionLearner(PriorLearning learning, int last) {
  /** The first iteration that is learned from: earlier ones say more of the random start. */
  public static final int FIRST = 10;

  private static final int USUAL_LAST = 40;
  private static final double LARGEST_FACTOR = 1.25;
  private static final double ETA_STEP = 100;

  /** Of a vector alpha, the part that follows the topics' shares of the corpus. */
  private static final double ASYMMETRY = 0.5;

  private static final ParameterRange ETA = new ParameterRange(1e-3, 10);
  private static final ParameterRange FACTOR =
      new ParameterRange(1 / LARGEST_FACTOR, LARGEST_FACTOR);

  /** Of each entry. Below Σ alpha = 0.1 nothing is gained, and a document finds no other topic. */
  private static ParameterRange alphaRange(int topics) {
    return new ParameterRange(0.1 / topics, 100);
  }

  /**
   * A learner for a training of so many iterations, in the first {@value #USUAL_LAST} or two thirds
   * of them.
   */
  public static PredictionLearner within(PriorLearning learning, int iterations) {
    return new PredictionLearner(learning, Math.min(USUAL_LAST, 2 * iterations / 3));
  }

  /** Whether tokens are withheld in an iteration; never if there is no time to learn from them. */
  public boolean withholds(int iteration) {
    return learning.learnsAny() && last >= FIRST && iteration <= last;
  }

  /**
   * The log-likelihood of a withheld token, in nats; empty where none is withheld.
   *
   * @param iteration from 1
   * @param sums {@link PredictionSums} of the whole corpus, if tokens are withheld
   */
  public OptionalDouble score(int iteration, List<ExactSum> sums) {
    return withholds(iteration)
        ? PredictionSums.of(sums).logLikelihoodPerToken()
        : OptionalDouble.empty();
  }

  /**
   * The priors of the next iteration; the same where nothing is learned.
   *
   * @param iteration from 1
   * @param priors of this iteration
   * @param prediction {@link PredictionSums} of the whole corpus under these priors, if tokens are
   *     withheld
   * @param topicTokens (K) N_k; asked for where alpha is a vector
   */
  public DirichletPriors next(
      int iteration,
      DirichletPriors priors,
      List<ExactSum> prediction,
      Supplier<double[]> topicTokens) {
    if (iteration < FIRST || !withholds(iteration)) {
      return priors;
    }
    PredictionSums sums = PredictionSums.of(prediction);
    return new DirichletPriors(alpha(priors, sums, topicTokens), eta(priors.eta(), sums));
  }

  private double[] alpha(
      DirichletPriors priors, PredictionSums sums, Supplier<double[]> topicTokens) {
    double[] alpha = priors.alpha();
    if (!learning.learnsAlpha() || alpha.length == 1) {
      return alpha;
    }
    ParameterRange range = alphaRange(alpha.length);
    double mean = range.clamp(priors.alphaSum() / alpha.length * FACTOR.clamp(sums.alphaFactor()));
    double[] next = new double[alpha.length];
    Arrays.fill(next, mean);
    if (learning.alpha() == PriorLearning.Alpha.VECTOR) {
      double[] counts = topicTokens.get();
      double tokens = DirichletPriors.sum(counts);
      for (int k = 0; k < next.length && tokens > 0; k++) {
        double share = counts[k] / tokens * next.length;
        next[k] = range.clamp(mean * (1 - ASYMMETRY + ASYMMETRY * share));
      }
    }
    return next;
  }

  private double eta(double eta, PredictionSums sums) {
    return learning.eta()
        ? ETA.clamp(
            eta * FACTOR.clamp(SpecialFunctions.exp(Math.min(1, ETA_STEP * sums.etaGradient()))))
        : eta;
  }
}
