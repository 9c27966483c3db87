package mpjlda.model;

import mpjlda.math.SingleFunctions;
import mpjlda.matrix.DoubleRows;
import mpjlda.matrix.FloatTable;
import mpjlda.matrix.RowLayout;

/**
 * exp(E[log beta]) (V × K), each word's row divided by its largest entry, in the precision in which
 * sweeps read it. Words are worked out one at a time, in doubles.
 */
public sealed interface ScaledRows {
  RowLayout layout();

  /** Where a worker works out a word's row, from {@link #at} on; then it calls {@link #keep}. */
  double[] draft(int worker, int word);

  /** Where the word's row starts in its draft. */
  int at(int word);

  /** The row is worked out. */
  void keep(int worker, int word);

  /** Gives every rank all ranks' shares of the words; called by all of them. */
  void share(RankExchange ranks);

  /**
   * In double precision.
   *
   * @param rows (V × K)
   */
  record Wide(DoubleRows rows) implements ScaledRows {
    @Override
    public RowLayout layout() {
      return rows.layout();
    }

    @Override
    public double[] draft(int worker, int word) {
      return rows.blockOf(word);
    }

    @Override
    public int at(int word) {
      return rows.layout().offsetOf(word);
    }

    @Override
    public void keep(int worker, int word) {}

    @Override
    public void share(RankExchange ranks) {
      ranks.share(rows);
    }
  }

  /**
   * In single precision, no entry below {@link SingleFunctions#ROW_FLOOR}.
   *
   * @param rows (V × K)
   * @param drafts (threads × K)
   */
  record Narrow(FloatTable rows, double[][] drafts) implements ScaledRows {
    /** Not yet worked out. */
    public Narrow(RowLayout layout, int threads) {
      this(new FloatTable(layout), new double[threads][layout.columns()]);
    }

    @Override
    public RowLayout layout() {
      return rows.layout();
    }

    @Override
    public double[] draft(int worker, int word) {
      return drafts[worker];
    }

    @Override
    public int at(int word) {
      return 0;
    }

    @Override
    public void keep(int worker, int word) {
      double[] draft = drafts[worker];
      SingleFunctions.narrow(draft, 0, rows.arrayOf(word), rows.startOf(word), draft.length);
    }

    @Override
    public void share(RankExchange ranks) {
      ranks.share(rows);
    }
  }
}
