package mpjlda.core.kernel.cvb;

import java.util.Optional;
import mpjlda.core.kernel.SufficientStatistics;
import mpjlda.core.kernel.WordBatch;
import mpjlda.core.matrix.BlockedDoubleMatrix;
import mpjlda.core.matrix.BlockedFloatMatrix;
import mpjlda.core.matrix.RowLayout;
import mpjlda.core.parallel.Workers;
import mpjlda.core.topicmodel.ColumnTotals;

/**
 * The topics as one iteration's pass sees them: lambda = eta + N_wk (V × K) and phi_wk = x_wk / Σ_w
 * x_wk, in single precision and padded for the kernels. Without over-relaxation x = lambda, so
 * phi_wk = (N_wk + eta) / (N_k + V eta).
 *
 * <p>With over-relaxation the topics run ahead of the counts in the direction in which these
 * change: x_wk = max(eta, eta + N_wk + mu (N_wk − N'_wk)) with N' the counts of the iteration
 * before, in single precision. The counts, and so the model, stay as they are. Of the same kind as
 * the adaptive over-relaxed bound optimisation of Salakhutdinov and Roweis (ICML 2003), with the
 * last step of the counts in place of that of the parameters.
 */
public final class CvbTopics {
  private final BlockedDoubleMatrix lambda;
  private final Optional<BlockedFloatMatrix> previous;
  private final BlockedFloatMatrix phi;
  private final double[] priorShare;
  private double eta;
  private double mu;

  /**
   * Topics for a given lambda.
   *
   * @param lambda (V × K), all entries &gt; 0; taken over, not copied
   * @param eta the topics' prior in lambda
   * @param previous (V × K) the counts of the iteration before, if topics are ever over-relaxed;
   *     taken over, not copied
   * @param mu how far the topics run ahead, ≥ 0; 0 without {@code previous}
   */
  public CvbTopics(
      BlockedDoubleMatrix lambda,
      double eta,
      Optional<BlockedFloatMatrix> previous,
      double mu,
      Workers workers) {
    this.lambda = lambda;
    this.eta = eta;
    this.previous = previous;
    this.mu = mu;
    RowLayout layout = lambda.layout();
    this.phi =
        new BlockedFloatMatrix(RowLayout.of(layout.rows(), WordBatch.stride(layout.columns())));
    this.priorShare = new double[layout.columns()];
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
   * @param newEta the topics' prior
   * @param newMu how far the topics run ahead
   */
  public void update(SufficientStatistics counts, double newEta, double newMu, Workers workers) {
    previous.ifPresent(rows -> keep(rows, workers));
    fill(lambda, newEta, counts, workers);
    eta = newEta;
    mu = newMu;
    derive(workers);
  }

  private void keep(BlockedFloatMatrix rows, Workers workers) {
    workers.forEach(
        lambda.layout().blocks(),
        (worker, block) -> {
          double[] from = lambda.block(block);
          float[] to = rows.block(block);
          for (int i = 0; i < to.length; i++) {
            to[i] = (float) (from[i] - eta);
          }
        });
  }

  private void derive(Workers workers) {
    RowLayout layout = lambda.layout();
    double[] inverse =
        mu == 0
            ? ColumnTotals.of(lambda, workers)
            : ColumnTotals.of(layout, this::relaxed, workers);
    for (int k = 0; k < inverse.length; k++) {
      priorShare[k] = layout.rows() * eta / inverse[k];
      inverse[k] = 1 / inverse[k];
    }
    workers.forEach(
        ColumnTotals.blocks(layout),
        (worker, task) -> {
          double[] row = new double[layout.columns()];
          int end = Math.min(layout.rows(), (task + 1) * ColumnTotals.SUM_ROWS);
          for (int w = task * ColumnTotals.SUM_ROWS; w < end; w++) {
            relaxed(w, row);
            divide(w, row, inverse);
          }
        });
  }

  /** A word's x. */
  private void relaxed(int word, double[] into) {
    double[] from = lambda.blockOf(word);
    int at = lambda.layout().offsetOf(word);
    if (mu == 0 || previous.isEmpty()) {
      System.arraycopy(from, at, into, 0, into.length);
      return;
    }
    float[] before = previous.get().blockOf(word);
    for (int k = 0; k < into.length; k++) {
      double x = from[at + k];
      into[k] = Math.max(eta, x + mu * (x - eta - before[at + k]));
    }
  }

  private void divide(int word, double[] row, double[] inverse) {
    float[] to = phi.blockOf(word);
    int offset = phi.layout().offsetOf(word);
    for (int k = 0; k < inverse.length; k++) {
      to[offset + k] = (float) (row[k] * inverse[k]);
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

  /** (K) V eta / Σ_w x_wk, the part of each topic that is its prior. Not a copy. */
  double[] priorShare() {
    return priorShare;
  }
}
