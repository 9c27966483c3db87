package mpjlda.core.topicmodel;

import mpjlda.core.matrix.BlockedDoubleMatrix;
import mpjlda.core.matrix.PaddedFloatMatrix;
import mpjlda.core.matrix.RowShares;

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
        public void share(BlockedDoubleMatrix matrix) {}

        @Override
        public void share(PaddedFloatMatrix matrix) {}

        @Override
        public void share(double[] vector) {}

        @Override
        public void complete(BlockedDoubleMatrix matrix, double unseen) {}
      };

  int rank();

  int count();

  /** Replaces every element by its sum over the ranks. */
  void sum(long[] values);

  /**
   * Gives every rank all ranks' shares ({@link RowShares}) of a matrix (V × K), as far as an E-step
   * looks at it: the rows of words that no document has may be left as they are.
   */
  void share(BlockedDoubleMatrix matrix);

  /** The same. */
  void share(PaddedFloatMatrix matrix);

  /** The same of a vector (V), whose elements are shared out as the matrix's rows. */
  void share(double[] vector);

  /**
   * Gives every rank all of a matrix (V × K).
   *
   * @param unseen what every entry is in the rows of words that no document has
   */
  void complete(BlockedDoubleMatrix matrix, double unseen);
}
