package mpjlda.core.inference;

import java.util.List;
import mpjlda.core.matrix.BlockedDoubleMatrix;
import mpjlda.core.topics.TopicSummary;
import org.jspecify.annotations.Nullable;

/**
 * A fitted LDA model: q(beta | lambda), the priors, and the words. Immutable as long as lambda is;
 * safe for several threads.
 *
 * <p>Inference holds the topics at their posterior mean, phi_kw = lambda_kw / Σ_w lambda_kw. phi is
 * never stored: a document's few rows of it are computed when they are needed, so that scoring
 * during training costs no further V × K array.
 */
public final class TopicModel {
  private final BlockedDoubleMatrix lambda;
  private final double[] alpha;
  private final double eta;
  private final List<String> vocabulary;
  private volatile @Nullable Means means;

  /**
   * Combines the parts of a model; arrays are not copied.
   *
   * @param lambda (V × K), all entries finite and &gt; 0; must not change while the model is used
   * @param alpha (K) the documents' Dirichlet prior, all entries finite and &gt; 0
   * @param eta the topics' symmetric Dirichlet prior, which lambda contains, ≥ 0
   * @param vocabulary (V) the words
   * @throws IllegalArgumentException if the shapes disagree
   */
  public TopicModel(
      BlockedDoubleMatrix lambda, double[] alpha, double eta, List<String> vocabulary) {
    if (lambda.layout().columns() != alpha.length || lambda.layout().rows() != vocabulary.size()) {
      throw new IllegalArgumentException(
          String.format(
              "lambda is %d words x %d topics, but alpha has %d and the vocabulary %d entries",
              lambda.layout().rows(), lambda.layout().columns(), alpha.length, vocabulary.size()));
    }
    this.lambda = lambda;
    this.alpha = alpha;
    this.eta = eta;
    this.vocabulary = vocabulary;
  }

  /** K. */
  public int topics() {
    return alpha.length;
  }

  /** V. */
  public int words() {
    return vocabulary.size();
  }

  /** (V × K), all entries finite and &gt; 0. Not a copy. */
  public BlockedDoubleMatrix lambda() {
    return lambda;
  }

  /** (K) the documents' Dirichlet prior. Not a copy. */
  public double[] alpha() {
    return alpha;
  }

  /** The topics' symmetric Dirichlet prior, which lambda contains. */
  public double eta() {
    return eta;
  }

  /** (V) the words by number. */
  public List<String> vocabulary() {
    return vocabulary;
  }

  /**
   * Factors that turn lambda into phi.
   *
   * @param inverseTotals (K) 1 / Σ_w lambda_kw
   * @param scales (V) 1 / max_k phi_kw: computed once, as a word is in many documents
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Means(double[] inverseTotals, double[] scales) {
    static Means of(BlockedDoubleMatrix lambda) {
      double[] inverseTotals = TopicSummary.totals(lambda);
      for (int k = 0; k < inverseTotals.length; k++) {
        inverseTotals[k] = 1 / inverseTotals[k];
      }
      double[] scales = new double[lambda.layout().rows()];
      for (int w = 0; w < scales.length; w++) {
        double[] block = lambda.blockOf(w);
        int from = lambda.layout().offsetOf(w);
        double largest = 0;
        for (int k = 0; k < inverseTotals.length; k++) {
          largest = Math.max(largest, block[from + k] * inverseTotals[k]);
        }
        scales[w] = 1 / largest;
      }
      return new Means(inverseTotals, scales);
    }
  }

  /** Computed when they are first needed: several threads may do so, with the same result. */
  private Means means() {
    Means found = means;
    if (found == null) {
      found = Means.of(lambda);
      means = found;
    }
    return found;
  }

  /**
   * Writes phi_kw of one word (K), divided by its largest entry, into {@code row}. The factor
   * cancels in a fit, and with it no row is ever near underflow.
   */
  void gather(int word, double[] row) {
    Means factors = means();
    double[] block = lambda.blockOf(word);
    int from = lambda.layout().offsetOf(word);
    double scale = factors.scales()[word];
    for (int k = 0; k < alpha.length; k++) {
      row[k] = block[from + k] * factors.inverseTotals()[k] * scale;
    }
  }

  /**
   * The probability of a word in a document: Σ_k theta_k phi_kw, added in order of k.
   *
   * @param theta (K)
   */
  public double probability(int word, double[] theta) {
    double[] inverseTotals = means().inverseTotals();
    double[] block = lambda.blockOf(word);
    int from = lambda.layout().offsetOf(word);
    double sum = 0;
    for (int k = 0; k < inverseTotals.length; k++) {
      sum += theta[k] * (block[from + k] * inverseTotals[k]);
    }
    return sum;
  }

  /**
   * Writes E[theta] = gamma / Σ gamma (K).
   *
   * @param gamma at least K entries
   * @param theta receives K entries from {@code at} on
   */
  public void proportions(double[] gamma, double[] theta, int at) {
    double sum = 0;
    for (int k = 0; k < alpha.length; k++) {
      sum += gamma[k];
    }
    for (int k = 0; k < alpha.length; k++) {
      theta[at + k] = gamma[k] / sum;
    }
  }
}
