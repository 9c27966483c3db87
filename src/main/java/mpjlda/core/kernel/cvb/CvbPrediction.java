package mpjlda.core.kernel.cvb;

import mpjlda.core.kernel.CvbKernel;
import mpjlda.core.kernel.WithheldTokens;
import mpjlda.core.kernel.WordBatch;
import mpjlda.core.matrix.BlockedFloatMatrix;
import mpjlda.core.priors.PredictionSums;

/**
 * Scores the withheld tokens of documents under the topics and the documents' own counts. One per
 * thread.
 */
final class CvbPrediction {
  /** The rows of weights that a word's phi is multiplied with. */
  private static final int COUNTS = 0;

  private static final int PRIOR_SHARES = 1;
  private static final int ALPHA = 2;
  private static final int ROWS = 3;

  private final WithheldTokens withheld;
  private final CvbKernel kernel;
  private final WordBatch batch;
  private final int[] words;
  private final double[] tokens;

  /**
   * @param longest distinct words of a document, at most
   */
  CvbPrediction(WithheldTokens withheld, CvbKernel kernel, int topics, int longest) {
    this.withheld = withheld;
    this.kernel = kernel;
    this.batch = new WordBatch(topics, ROWS);
    this.words = new int[longest];
    this.tokens = new double[longest];
  }

  /**
   * A document that gave up tokens.
   *
   * @param number on this rank
   * @param weight the array that holds its row of N_dk + alpha_k, at {@code row}
   * @param total N_d + Σ alpha
   */
  record Document(int number, float[] weight, int row, double total) {}

  /**
   * Adds the terms of a document's withheld tokens; nothing if it has none.
   *
   * @param priorShare (K) of {@link CvbTopics}
   * @param alpha (K, padded)
   */
  void add(
      Document document,
      BlockedFloatMatrix phi,
      double[] priorShare,
      float[] alpha,
      double alphaSum,
      PredictionSums sums) {
    int size = withheld.load(document.number(), words, tokens);
    if (size == 0) {
      return;
    }
    double shares = fillRows(document, priorShare, alpha) / phi.layout().rows();
    double logTotal = StrictMath.log(document.total());
    for (int i = 0; i < size; i++) {
      batch.phi = phi.blockOf(words[i]);
      batch.at = phi.layout().offsetOf(words[i]);
      kernel.likelihoods(batch);
      batch.addLanes(batch.likelihood);
      // A tiny eta may leave nothing of a word in single precision.
      double p = Math.max(batch.likelihood[COUNTS], Float.MIN_NORMAL);
      sums.add(
          tokens[i],
          StrictMath.log(p) - logTotal,
          batch.likelihood[ALPHA] / p,
          alphaSum / document.total(),
          (shares - batch.likelihood[PRIOR_SHARES]) / p);
    }
  }

  /**
   * Fills in the rows that phi is multiplied with.
   *
   * @return Σ_k (N_dk + alpha_k) priorShare_k
   */
  private double fillRows(Document document, double[] priorShare, float[] alpha) {
    double sum = 0;
    for (int k = 0; k < priorShare.length; k++) {
      float weight = document.weight()[document.row() + k];
      float share = (float) (weight * priorShare[k]);
      batch.weight[COUNTS * batch.stride + k] = weight;
      batch.weight[PRIOR_SHARES * batch.stride + k] = share;
      batch.weight[ALPHA * batch.stride + k] = alpha[k];
      sum += share;
    }
    batch.clear();
    for (int row = 0; row < ROWS; row++) {
      boolean unused = batch.add(row, 1);
    }
    return sum;
  }
}
