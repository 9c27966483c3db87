package mpjlda.cvb;

import java.util.Arrays;
import mpjlda.math.ExactSum;
import mpjlda.priors.CountTerms;

/** Alpha as one pass sees it, and the sums that the next one is learned from. */
final class DocumentPrior {
  /** Far below any rounding, and enough for z not to vanish in single precision. */
  private static final float LEAST_ALPHA = 1e-20f;

  /** (K, padded for the kernels). */
  final float[] alpha;

  /** Σ alpha. */
  final double total;

  private final CountTerms[] terms;

  /**
   * @param summing whether alpha is learned
   */
  DocumentPrior(double[] alpha, boolean summing) {
    this.alpha = new float[WordBatch.stride(alpha.length)];
    for (int k = 0; k < alpha.length; k++) {
      this.alpha[k] = Math.max((float) alpha[k], LEAST_ALPHA);
    }
    double sum = 0;
    for (double entry : alpha) {
      sum += entry;
    }
    this.total = sum;
    this.terms = new CountTerms[summing ? alpha.length + 1 : 0];
    Arrays.setAll(terms, k -> new CountTerms(k < alpha.length ? alpha[k] : total));
  }

  /** How many sums there are: K + 1, or none. */
  int sums() {
    return terms.length;
  }

  /**
   * Adds a document's terms: of N_dk for each topic, then of N_d.
   *
   * @param row (K) N_dk, from {@code at} on
   */
  void add(float[] row, int at, double tokens, ExactSum[] sums) {
    if (terms.length > 0) {
      int topics = terms.length - 1;
      for (int k = 0; k < topics; k++) {
        sums[k].add(terms[k].of(row[at + k]));
      }
      sums[topics].add(terms[topics].of(tokens));
    }
  }
}
