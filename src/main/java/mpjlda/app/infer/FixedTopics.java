package mpjlda.app.infer;

import mpjlda.core.kernel.RowTable;
import mpjlda.core.matrix.BlockedDoubleMatrix;
import mpjlda.core.parallel.Workers;
import mpjlda.core.topics.TopicSummary;

/**
 * Topics held at their posterior mean, phi_kw = lambda_kw / Σ_w lambda_kw, and the documents'
 * prior.
 *
 * <p>phi is never stored: a document's few rows of it are made when they are needed, so that
 * scoring during training costs no further V × K array.
 */
public final class FixedTopics {
  private final BlockedDoubleMatrix lambda;
  private final double[] alpha;
  private final double[] inverseTotals;
  private final double[] scales;

  /**
   * @param lambda (V × K), all entries finite and &gt; 0; not copied, and must not change
   * @param alpha (K) the documents' Dirichlet prior
   */
  public FixedTopics(BlockedDoubleMatrix lambda, double[] alpha) {
    this.lambda = lambda;
    this.alpha = alpha.clone();
    this.inverseTotals = TopicSummary.totals(lambda);
    for (int k = 0; k < inverseTotals.length; k++) {
      inverseTotals[k] = 1 / inverseTotals[k];
    }
    this.scales = scales(lambda, inverseTotals);
  }

  /** K. */
  public int topics() {
    return alpha.length;
  }

  /** V. */
  public int words() {
    return lambda.layout().rows();
  }

  double[] alpha() {
    return alpha;
  }

  /** For each word 1 / max_k phi_kw: found once, as a word is in many documents. */
  private static double[] scales(BlockedDoubleMatrix lambda, double[] inverseTotals) {
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
    return scales;
  }

  /**
   * Writes phi_kw of one word (K), divided by its largest entry, into {@code row}. The factor
   * cancels in a fit, and with it no row is ever near underflow.
   */
  void gather(int word, double[] row) {
    double[] block = lambda.blockOf(word);
    int from = lambda.layout().offsetOf(word);
    double scale = scales[word];
    for (int k = 0; k < inverseTotals.length; k++) {
      row[k] = block[from + k] * inverseTotals[k] * scale;
    }
  }

  /** What {@link #gather} writes for all words, in single precision. */
  RowTable narrow(Workers workers) {
    return new RowTable(words(), alpha, this::gather, workers);
  }

  /**
   * The probability of a word in a document: Σ_k theta_k phi_kw, added in order of k.
   *
   * @param theta (K)
   */
  public double probability(int word, double[] theta) {
    double[] block = lambda.blockOf(word);
    int from = lambda.layout().offsetOf(word);
    double sum = 0;
    for (int k = 0; k < inverseTotals.length; k++) {
      sum += theta[k] * (block[from + k] * inverseTotals[k]);
    }
    return sum;
  }

  /**
   * E[theta] = gamma / Σ gamma (K).
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
