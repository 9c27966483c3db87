package mpjlda.core.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import mpjlda.core.math.KeyedRandom;
import mpjlda.core.matrix.BlockedDoubleMatrix;
import mpjlda.core.matrix.RowLayout;
import org.junit.jupiter.api.Test;

class TopicSimilarityTest {
  @Test
  void closedForms() {
    // p0 = p1 = (1/2, 1/2, 0), p2 = (0, 0, 1), p3 = (0, 9/25, 16/25); sizes of topics do not matter
    double[][] wordMajor = {{2, 5, 0, 0}, {2, 5, 0, 9}, {0, 0, 3, 16}};
    BlockedDoubleMatrix lambda = new BlockedDoubleMatrix(new RowLayout(3, 4, 2));
    for (int w = 0; w < 3; w++) {
      for (int k = 0; k < 4; k++) {
        lambda.set(w, k, wordMajor[w][k]);
      }
    }

    double[][] affinities = TopicSimilarity.affinities(lambda);

    assertThat(affinities[0][1]).isCloseTo(1, within(1e-15)).isLessThanOrEqualTo(1);
    assertThat(affinities[0][2]).isZero();
    assertThat(affinities[0][3]).isCloseTo(Math.sqrt(0.18), within(1e-15));
    assertThat(affinities[2][3]).isCloseTo(0.8, within(1e-15));
    assertThat(TopicSimilarity.nearest(affinities))
        .extracting(TopicSimilarity.Nearest::other)
        .containsExactly(1, 0, 3, 2);
  }

  @Test
  void agreesWithTheSumOverWords() {
    long seed = 20261121;
    KeyedRandom random = new KeyedRandom(seed, "similarity");
    RowLayout layout = new RowLayout(301, 37, 64);
    BlockedDoubleMatrix lambda = new BlockedDoubleMatrix(layout);
    double[] totals = new double[37];
    for (int w = 0; w < 301; w++) {
      for (int k = 0; k < 37; k++) {
        random.seek(w, k);
        lambda.set(w, k, random.nextDouble());
        totals[k] += lambda.get(w, k);
      }
    }

    double[][] affinities = TopicSimilarity.affinities(lambda);

    for (int k = 0; k < 37; k++) {
      for (int l = 0; l < 37; l++) {
        double expected = 0;
        for (int w = 0; w < 301; w++) {
          expected += Math.sqrt(lambda.get(w, k) / totals[k] * lambda.get(w, l) / totals[l]);
        }
        assertThat(affinities[k][l])
            .as("topics %d and %d, seed %d", k, l, seed)
            .isCloseTo(expected, within(1e-13))
            .isEqualTo(affinities[l][k]);
      }
    }
  }

  @Test
  void oneTopicHasNoNeighbour() {
    assertThat(TopicSimilarity.nearest(new double[][] {{1}})).isEmpty();
  }
}
