package mpjlda.core.topicmodel;

import java.util.List;
import mpjlda.core.matrix.MatrixRows;
import mpjlda.core.matrix.RowLayout;
import mpjlda.core.matrix.RowRange;
import mpjlda.core.matrix.RowShares;

/** The ranks as an M-step sees them: each computes its own share of the words. */
public interface RankExchange {
  /** A rank without others. */
  RankExchange ALONE =
      new RankExchange() {
        @Override
        public List<RowRange> ownRows(RowLayout layout, int most) {
          return new RowShares(layout, 1).pieces(0, most);
        }

        @Override
        public void sum(long[] values) {}

        @Override
        public void share(MatrixRows rows) {}
      };

  /**
   * This rank's share of the words.
   *
   * @param most rows of a piece, which does not reach over a block's end
   */
  List<RowRange> ownRows(RowLayout layout, int most);

  /** Replaces every element by its sum over the ranks; called by all ranks. */
  void sum(long[] values);

  /**
   * Gives every rank all ranks' shares of a matrix, as far as an E-step reads it: the rows of words
   * that no document has may be left as they are. Called by all ranks.
   */
  void share(MatrixRows rows);
}
