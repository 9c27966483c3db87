package mpjlda.core.topicmodel;

import mpjlda.core.matrix.BlockedDoubleMatrix;
import mpjlda.core.matrix.RowLayout;
import mpjlda.core.parallel.Workers;

/** Σ_w of a V × K matrix, with the same bits for any number of threads. */
public final class ColumnTotals {
  /**
   * Words in a partial sum over words: fixed, as it decides the order of the additions and so the
   * bits.
   */
  public static final int SUM_ROWS = 512;

  private ColumnTotals() {}

  /** Changes the rows {@code first .. end}. */
  @FunctionalInterface
  interface Change {
    void apply(int first, int end);
  }

  /** (K): partial sums over {@value #SUM_ROWS} words each, added up in the words' order. */
  public static double[] of(BlockedDoubleMatrix lambda, Workers workers) {
    return after((first, end) -> {}, lambda, workers);
  }

  /**
   * The totals after a change of all rows: each part is summed while the cache holds it.
   *
   * @param change of its own rows only
   */
  static double[] after(Change change, BlockedDoubleMatrix lambda, Workers workers) {
    RowLayout layout = lambda.layout();
    double[][] partial = new double[blocks(layout)][layout.columns()];
    workers.forEach(
        partial.length,
        (worker, task) -> {
          int first = task * SUM_ROWS;
          int end = Math.min(layout.rows(), first + SUM_ROWS);
          change.apply(first, end);
          for (int w = first; w < end; w++) {
            add(lambda.blockOf(w), layout.offsetOf(w), partial[task]);
          }
        });
    double[] totals = new double[layout.columns()];
    for (double[] part : partial) {
      add(part, 0, totals);
    }
    return totals;
  }

  private static void add(double[] row, int at, double[] sums) {
    for (int k = 0; k < sums.length; k++) {
      sums[k] += row[at + k];
    }
  }

  /** Number of partial sums. */
  public static int blocks(RowLayout layout) {
    return (layout.rows() + SUM_ROWS - 1) / SUM_ROWS;
  }
}
