package mpjlda.core.topics;

import mpjlda.core.math.KeyedRandom;
import mpjlda.core.matrix.BlockedDoubleMatrix;
import mpjlda.core.matrix.RowLayout;

/** Small models for the tests of this package. */
final class TopicFixtures {
  private TopicFixtures() {}

  static BlockedDoubleMatrix lambda(double[][] wordMajor) {
    BlockedDoubleMatrix lambda =
        new BlockedDoubleMatrix(RowLayout.of(wordMajor.length, wordMajor[0].length));
    for (int w = 0; w < wordMajor.length; w++) {
      for (int k = 0; k < wordMajor[w].length; k++) {
        lambda.set(w, k, wordMajor[w][k]);
      }
    }
    return lambda;
  }

  /** Entries that range over five orders of magnitude, many of them equal to eta = 0.01. */
  static BlockedDoubleMatrix random(int words, int topics, long seed) {
    KeyedRandom random = new KeyedRandom(seed, "topics");
    double[][] rows = new double[words][topics];
    for (int w = 0; w < words; w++) {
      for (int k = 0; k < topics; k++) {
        random.seek(w, k);
        double u = random.nextDouble();
        rows[w][k] = 0.01 + (u < 0.4 ? 0 : 0.1 / (1.0001 - u));
      }
    }
    return lambda(rows);
  }
}
