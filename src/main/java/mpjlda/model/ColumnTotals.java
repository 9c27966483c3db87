package mpjlda.model;

import mpjlda.matrix.DoubleRows;
import mpjlda.matrix.RowLayout;
import mpjlda.parallel.Workers;

/** Σ_w of a V × K matrix, with the same bits for any number of threads. */
public final class ColumnTotals {
  /**
   * Words in a partial sum over words: fixed, as it decides the order of the additions and so the
   * bits.
   */
  public static final int SUM_ROWS = 512;

  private ColumnTotals() {}

  /** (K): partial sums over {@value #SUM_ROWS} words each, added up in the words' order. */
  public static double[] of(DoubleRows lambda, Workers workers) {
    RowLayout layout = lambda.layout();
    int topics = layout.columns();
    double[][] partial = new double[blocks(layout)][topics];
    workers.forEach(
        partial.length,
        (worker, task) -> {
          int end = Math.min(layout.rows(), (task + 1) * SUM_ROWS);
          for (int w = task * SUM_ROWS; w < end; w++) {
            double[] block = lambda.blockOf(w);
            int at = layout.offsetOf(w);
            for (int k = 0; k < topics; k++) {
              partial[task][k] += block[at + k];
            }
          }
        });
    double[] totals = new double[topics];
    for (double[] part : partial) {
      for (int k = 0; k < topics; k++) {
        totals[k] += part[k];
      }
    }
    return totals;
  }

  /** Number of partial sums. */
  public static int blocks(RowLayout layout) {
    return (layout.rows() + SUM_ROWS - 1) / SUM_ROWS;
  }
}
