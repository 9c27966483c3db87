package mpjlda.cvb;

import mpjlda.matrix.DoubleRows;
import mpjlda.matrix.FloatRows;
import mpjlda.matrix.LongRows;
import mpjlda.matrix.RowLayout;
import mpjlda.model.ColumnTotals;
import mpjlda.parallel.Workers;

/**
 * The topics as one iteration's pass sees them: lambda = eta + N_wk (V × K) and phi_wk = lambda_wk
 * / Σ_w lambda_wk = (N_wk + eta) / (N_k + V eta), in single precision and padded for the kernels.
 */
public final class CvbTopics {
  private final DoubleRows lambda;
  private final FloatRows phi;

  /**
   * Topics for a given lambda.
   *
   * @param lambda (V × K), all entries &gt; 0; taken over, not copied
   */
  public CvbTopics(DoubleRows lambda, Workers workers) {
    this.lambda = lambda;
    RowLayout layout = lambda.layout();
    this.phi = new FloatRows(RowLayout.of(layout.rows(), WordBatch.stride(layout.columns())));
    derive(workers);
  }

  /** lambda = eta + counts, in place. */
  public static void fill(DoubleRows lambda, double eta, LongRows counts, Workers workers) {
    workers.forEach(
        lambda.layout().blocks(),
        (worker, block) -> {
          long[] from = counts.block(block);
          double[] to = lambda.block(block);
          for (int i = 0; i < to.length; i++) {
            to[i] = eta + from[i] * WordCounts.UNIT;
          }
        });
  }

  /**
   * The topics of the next iteration, in this object's arrays.
   *
   * @param counts (V × K) of the whole corpus, in units
   * @param eta the topics' prior
   */
  public void update(LongRows counts, double eta, Workers workers) {
    fill(lambda, eta, counts, workers);
    derive(workers);
  }

  private void derive(Workers workers) {
    RowLayout layout = lambda.layout();
    double[] inverse = ColumnTotals.of(lambda, workers);
    for (int k = 0; k < inverse.length; k++) {
      inverse[k] = 1 / inverse[k];
    }
    workers.forEach(
        ColumnTotals.blocks(layout),
        (worker, task) -> {
          int end = Math.min(layout.rows(), (task + 1) * ColumnTotals.SUM_ROWS);
          for (int w = task * ColumnTotals.SUM_ROWS; w < end; w++) {
            divide(w, inverse);
          }
        });
  }

  private void divide(int word, double[] inverse) {
    double[] from = lambda.blockOf(word);
    int at = lambda.layout().offsetOf(word);
    float[] to = phi.blockOf(word);
    int offset = phi.layout().offsetOf(word);
    for (int k = 0; k < inverse.length; k++) {
      to[offset + k] = (float) (from[at + k] * inverse[k]);
    }
  }

  /** (V × K). Not a copy. */
  public DoubleRows lambda() {
    return lambda;
  }

  /** (V × K, padded). Not a copy. */
  FloatRows phi() {
    return phi;
  }
}
