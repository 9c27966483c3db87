package mpjlda.core.topicmodel;

import java.util.Arrays;
import mpjlda.core.kernel.SufficientStatistics;
import mpjlda.core.matrix.BlockedDoubleMatrix;
import mpjlda.core.matrix.RowLayout;
import mpjlda.core.matrix.RowRange;
import mpjlda.core.parallel.Workers;

/** Σ_w of a V × K matrix, with the same bits for any number of threads. */
public final class ColumnTotals {
  /**
   * Words in a partial sum over words: fixed, as it decides the order of the additions and so the
   * bits.
   */
  public static final int SUM_ROWS = 512;

  private ColumnTotals() {}

  /**
   * The tokens of each topic, Σ_w N_wk (K), exactly; called by all ranks.
   *
   * @param counts of which each rank's share of the words is looked at
   */
  public static double[] of(SufficientStatistics counts, RankExchange ranks) {
    RowLayout layout = counts.sums().layout();
    long[] totals = new long[layout.columns()];
    for (RowRange rows : ranks.ownRows(layout, SUM_ROWS)) {
      for (int w = rows.first(); w < rows.end(); w++) {
        long[] row = counts.sums().blockOf(w);
        int at = layout.offsetOf(w);
        for (int k = 0; k < totals.length; k++) {
          totals[k] += row[at + k];
        }
      }
    }
    ranks.sum(totals);
    double[] tokens = new double[totals.length];
    Arrays.setAll(tokens, k -> totals[k] * counts.unit());
    return tokens;
  }

  /** Changes the rows {@code first .. end}. */
  @FunctionalInterface
  interface Change {
    void apply(int first, int end);
  }

  /** (K): partial sums over {@value #SUM_ROWS} words each, added up in the words' order. */
  public static double[] of(BlockedDoubleMatrix lambda, Workers workers) {
    return after((first, end) -> {}, lambda, workers);
  }

  /** Gives a row (K) of a matrix that is not kept. */
  @FunctionalInterface
  public interface Rows {
    void get(int row, double[] into);
  }

  /** The totals of a matrix that is made row by row, in the same order of additions. */
  public static double[] of(RowLayout layout, Rows rows, Workers workers) {
    double[][] partial = new double[blocks(layout)][layout.columns()];
    workers.forEach(
        partial.length,
        (worker, task) -> {
          double[] row = new double[layout.columns()];
          int end = Math.min(layout.rows(), (task + 1) * SUM_ROWS);
          for (int w = task * SUM_ROWS; w < end; w++) {
            rows.get(w, row);
            add(row, 0, partial[task]);
          }
        });
    return sum(partial, layout.columns());
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
    return sum(partial, layout.columns());
  }

  private static double[] sum(double[][] partial, int columns) {
    double[] totals = new double[columns];
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
