package mpjlda.core.priors;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;
import mpjlda.core.math.ExactSum;

/**
 * Makes the priors of the next iteration from the expected counts of one, by one step of Minka's
 * fixed point for a Dirichlet-multinomial: a ← a · Σ terms(n; a) / Σ terms(total; Σ a) (Estimating
 * a Dirichlet distribution, 2000, eq. 55, with {@link CountTerms} for the differences of digammas).
 * The result depends on these sums and the priors before only, so all ranks have the same.
 *
 * <p>In the {@link PriorScale} of counts, learned entries of alpha stay in [{@value #LEAST_ALPHA},
 * {@value #MOST_ALPHA}] and eta in [{@value #LEAST_ETA}, {@value #MOST_ETA}]. An alpha of one topic
 * does nothing and stays as it is.
 */
public final class PriorLearner {
  public static final double LEAST_ALPHA = 1e-3;
  public static final double MOST_ALPHA = 100;
  public static final double LEAST_ETA = 1e-3;
  public static final double MOST_ETA = 10;

  private static final double LEAST_START = 1e-6;

  private static final ParameterRange ALPHA = new ParameterRange(LEAST_ALPHA, MOST_ALPHA);
  private static final ParameterRange ETA = new ParameterRange(LEAST_ETA, MOST_ETA);

  private final PriorLearning learning;
  private final PriorScale scale;
  private final int firstIteration;
  private final double alphaPart;

  /**
   * Learns from the scale's first iteration on.
   *
   * @param scale of the priors that it is given and gives
   */
  public PriorLearner(PriorLearning learning, PriorScale scale) {
    this(learning, scale, scale.firstIteration(), 1);
  }

  private PriorLearner(
      PriorLearning learning, PriorScale scale, int firstIteration, double alphaPart) {
    this.learning = learning;
    this.scale = scale;
    this.firstIteration = firstIteration;
    this.alphaPart = alphaPart;
  }

  /** A learner for the last iterations of a run: eta by whole steps, alpha by one step in all. */
  public PriorLearner inTheLast(int iterations, int end) {
    return new PriorLearner(learning, scale, end - iterations + 1, 1.0 / iterations);
  }

  /** The first iteration that is learned from; its own bound is that of the priors given. */
  public int firstIteration() {
    return firstIteration;
  }

  /** Whether a prior may change in training. */
  public boolean learns() {
    return learning.learnsAny();
  }

  /** Whether eta may change in training. */
  public boolean learnsEta() {
    return learning.eta();
  }

  /** The terms to sum over the documents of an iteration under this prior. */
  public DocumentTerms documentTerms(double[] alpha) {
    return learning.learnsAlpha() && alpha.length > 1
        ? new DocumentTerms(Arrays.stream(alpha).map(this::toCounts).toArray())
        : DocumentTerms.NONE;
  }

  /**
   * The priors of the next iteration.
   *
   * @param iteration from 1
   * @param priors of this iteration
   * @param documents {@link #documentTerms} of all documents
   * @param words gives, for a prior b of counts, the sums of N_wk under b and of N_k under V b, the
   *     latter times V; called if eta is learned
   */
  public DirichletPriors next(
      int iteration,
      DirichletPriors priors,
      List<ExactSum> documents,
      DoubleFunction<CountSums> words) {
    if (iteration < firstIteration) {
      return priors;
    }
    return new DirichletPriors(
        alpha(priors.alpha(), documents, alphaPart), eta(priors.eta(), words, 1));
  }

  /**
   * The next eta; the same if it is not learned.
   *
   * @param words as of {@link #next}
   * @param part of the step that is taken, in (0, 1]
   */
  public double eta(double eta, DoubleFunction<CountSums> words, double part) {
    if (!learning.eta()) {
      return eta;
    }
    double before = toCounts(eta);
    return scale.fromCounts(mix(before, step(before, words.apply(before), ETA), part));
  }

  /**
   * The next alpha, from all documents or a sample of them; the same if it is not learned.
   *
   * @param sums {@link #documentTerms} of the documents under this alpha
   * @param part of the step that is taken, in (0, 1]: a sample's sums are not the corpus's
   */
  public double[] alpha(double[] alpha, List<ExactSum> sums, double part) {
    if (sums.isEmpty()) {
      return alpha;
    }
    int topics = alpha.length;
    double below = sums.get(topics).value();
    double[] next = new double[topics];
    double all = 0;
    for (int k = 0; k < topics; k++) {
      double above = sums.get(k).value();
      all += above;
      next[k] = alpha(alpha[k], new CountSums(above, below), part);
    }
    if (learning.alpha() == PriorLearning.Alpha.SYMMETRIC) {
      Arrays.fill(next, alpha(alpha[0], new CountSums(all, topics * below), part));
    }
    return next;
  }

  private double alpha(double entry, CountSums sums, double part) {
    double before = toCounts(entry);
    return scale.fromCounts(mix(before, step(before, sums, ALPHA), part));
  }

  private static double mix(double before, double after, double part) {
    return (1 - part) * before + part * after;
  }

  /** A very small prior, from which learning starts, must not make terms that no sum can hold. */
  private double toCounts(double prior) {
    return Math.max(LEAST_START, scale.toCounts(prior));
  }

  private static double step(double a, CountSums sums, ParameterRange bounds) {
    return bounds.clamp(sums.below() > 0 ? a * (sums.above() / sums.below()) : a);
  }
}
