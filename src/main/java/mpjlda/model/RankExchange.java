package mpjlda.model;

import mpjlda.matrix.DoubleRows;
import mpjlda.matrix.FloatTable;
import mpjlda.matrix.RowShares;

/** The ranks as an M-step sees them: each works out its own share of the words. */
public interface RankExchange {
  /** A rank without others. */
  RankExchange ALONE =
      new RankExchange() {
        @Override
        public int rank() {
          return 0;
        }

        @Override
        public int count() {
          return 1;
        }

        @Override
        public void sum(long[] values) {}

        @Override
        public void share(Object values, int[] starts) {}
      };

  int rank();

  int count();

  /** Replaces every element by its sum over the ranks. */
  void sum(long[] values);

  /**
   * Gives every rank all ranks' shares of the values.
   *
   * @param values {@code double[]} or {@code float[]}
   * @param starts (ranks + 1): rank r's share is {@code starts[r] .. starts[r+1]}
   */
  void share(Object values, int[] starts);

  /** Gives every rank all ranks' shares of the rows, as {@link RowShares} cuts them. */
  default void share(DoubleRows rows) {
    RowShares shares = new RowShares(rows.layout(), count());
    for (int b = 0; b < rows.layout().blocks(); b++) {
      share(rows.block(b), shares.starts(b));
    }
  }

  /** Gives every rank all ranks' shares of the rows, as {@link RowShares} cuts them. */
  default void share(FloatTable rows) {
    RowShares shares = new RowShares(rows.layout(), count());
    for (int b = 0; b < rows.layout().blocks(); b++) {
      share(rows.arrayOf(rows.layout().firstRow(b)), rows.starts(shares, b));
    }
  }
}
