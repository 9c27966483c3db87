package mpjlda.core.kernel.cvb;

import mpjlda.core.kernel.SufficientStatistics;
import mpjlda.core.kernel.WordBatch;
import mpjlda.core.matrix.BlockedDoubleMatrix;
import mpjlda.core.matrix.BlockedFloatMatrix;
import mpjlda.core.matrix.RowLayout;
import mpjlda.core.parallel.Workers;
import mpjlda.core.topicmodel.ColumnTotals;

/**
 * The topics as one iteration's pass sees them: lambda = eta + N_wk (V × K) and phi_wk = lambda_wk
 * / Σ_w lambda_wk = (N_wk + eta) / (N_k + V eta), in single precision and padded for the kernels.
 */
public final class CvbTopics {
  private final BlockedDoubleMatrix lambda;
  private final BlockedFloatMatrix phi;

  /**
   * Topics for a given lambda.
   *
   * @param lambda (V × K), all entries &gt; 0; taken over, not copied
   */
  public CvbTopics(BlockedDoubleMatrix lambda, Workers workers) {
    this.lambda = lambda;
    RowLayout layout = lambda.layout();
    this.phi =
        new BlockedFloatMatrix(RowLayout.of(layout.rows(), WordBatch.stride(layout.columns())));
    derive(workers);
  }

  /** lambda = eta + counts, in place. */
  public static void fill(
      BlockedDoubleMatrix lambda, double eta, SufficientStatistics counts, Workers workers) {
    double unit = counts.unit();
    workers.forEach(
        lambda.layout().blocks(),
        (worker, block) -> {
          long[] from = counts.sums().block(block);
          double[] to = lambda.block(block);
          for (int i = 0; i < to.length; i++) {
            to[i] = eta + from[i] * unit;
          }
        });
  }

  /**
   * The topics of the next iteration, in this object's arrays.
   *
   * @param counts (V × K) of the whole corpus
   * @param eta the topics' prior
   */
  public void update(SufficientStatistics counts, double eta, Workers workers) {
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
  public BlockedDoubleMatrix lambda() {
    return lambda;
  }

  /** (V × K, padded). Not a copy. */
  BlockedFloatMatrix phi() {
    return phi;
  }
}
