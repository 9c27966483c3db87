package mpjlda.core.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import mpjlda.core.matrix.BlockedDoubleMatrix;
import mpjlda.core.parallel.Workers;
import org.junit.jupiter.api.Test;

class TopicMatchingTest {
  private final Workers workers = new Workers(1);

  @Test
  void topicsAndWordsInAnotherOrderAreFoundAgain() {
    long seed = 20261128;
    BlockedDoubleMatrix lambda = TopicFixtures.random(60, 8, seed);
    List<String> vocabulary = IntStream.range(0, 60).mapToObj(w -> "w" + w).toList();
    Random random = new Random(seed);
    List<Integer> words = shuffled(60, random);
    List<Integer> topics = shuffled(8, random);
    double[][] moved = new double[60][8];
    for (int w = 0; w < 60; w++) {
      for (int k = 0; k < 8; k++) {
        moved[w][k] = 3 * lambda.get(words.get(w), topics.get(k));
      }
    }

    TopicMatching matching =
        TopicMatching.of(
            new TopicMatching.Side(TopicWeights.of(lambda, 0.01), vocabulary),
            new TopicMatching.Side(
                TopicWeights.of(TopicFixtures.lambda(moved), 0.03),
                words.stream().map(vocabulary::get).toList()),
            workers);

    assertThat(matching.commonWords()).isEqualTo(60);
    assertThat(matching.pairs())
        .as("seed " + seed)
        .hasSize(8)
        .allSatisfy(
            pair -> {
              assertThat(topics.get(pair.other())).isEqualTo(pair.topic());
              assertThat(pair.distance()).isCloseTo(0, within(1e-7));
            });
  }

  @Test
  void aWordThatOneModelLacksHasNoProbabilityThere() {
    // (1/2, 1/2, 0) against (1/2, 0, 1/2): half a bit.
    TopicMatching matching =
        TopicMatching.of(
            new TopicMatching.Side(
                TopicWeights.of(TopicFixtures.lambda(new double[][] {{1}, {1}}), 0),
                List.of("both", "mine")),
            new TopicMatching.Side(
                TopicWeights.of(TopicFixtures.lambda(new double[][] {{2}, {2}}), 0),
                List.of("theirs", "both")),
            workers);

    assertThat(matching.commonWords()).isEqualTo(1);
    assertThat(matching.pairs().get(0).distance()).isCloseTo(Math.sqrt(0.5), within(1e-14));
  }

  @Test
  void rareWordsCountedAsOneMakeTopicsNoLessAlike() {
    TopicWeights topics = TopicWeights.of(TopicFixtures.random(50, 3, 20261129), 0.01);
    double[][] all =
        JensenShannon.divergences(WordSelection.of(topics, 50).distributions(), workers);
    WordSelection some = WordSelection.of(topics, 20);
    double[][] fewer = JensenShannon.divergences(some.distributions(), workers);

    assertThat(some.words()).isEqualTo(20);
    double frequent =
        IntStream.range(0, 50)
            .mapToDouble(topics::wordProbability)
            .map(p -> -p)
            .sorted()
            .limit(20)
            .sum();
    assertThat(some.coverage()).isCloseTo(-frequent, within(1e-12));
    assertThat(some.distributions()[1]).hasSize(21);
    for (int k = 0; k < 3; k++) {
      for (int l = 0; l < 3; l++) {
        assertThat(fewer[k][l]).isLessThanOrEqualTo(all[k][l] + 1e-15);
      }
    }
    assertThat(fewer[0][1]).isPositive();
  }

  private static List<Integer> shuffled(int size, Random random) {
    List<Integer> list = new ArrayList<>(IntStream.range(0, size).boxed().toList());
    Collections.shuffle(list, random);
    return list;
  }
}
