package mpjlda.core.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RelevanceTest {
  @Test
  void equationOneOfSievertAndShirley() {
    // weight · log phi + (1 - weight) · log(phi / p), by hand for phi = 0.2, p = 0.05
    assertThat(Relevance.of(0.2, 0.05, 1)).isCloseTo(Math.log(0.2), within(1e-15));
    assertThat(Relevance.of(0.2, 0.05, 0)).isCloseTo(Math.log(4), within(1e-15));
    assertThat(Relevance.of(0.2, 0.05, 0.6))
        .isCloseTo(0.6 * -1.6094379124341003 + 0.4 * 1.3862943611198906, within(1e-14));
  }

  @Test
  void theWeightDecidesBetweenFrequentAndDistinctive() {
    // Both topics say word 0 most; words 1 and 2 are theirs alone. Shares 1/2 each, eta 0.
    TopicWeights topics =
        TopicWeights.of(TopicFixtures.lambda(new double[][] {{6, 6}, {4, 1e-9}, {1e-9, 4}}), 0);

    assertThat(words(Relevance.summaries(topics, 2, 1).get(0))).containsExactly(0, 1);
    assertThat(words(Relevance.summaries(topics, 2, 0).get(0))).containsExactly(1, 0);
    // log 0.6 + ... : 0.3 log 0.6 + 0.7 log 1 = -0.15, 0.3 log 0.4 + 0.7 log 2 = 0.21
    assertThat(words(Relevance.summaries(topics, 1, 0.3).get(0))).containsExactly(1);
    // 0.9 log 0.6 = -0.46, 0.9 log 0.4 + 0.1 log 2 = -0.76
    assertThat(words(Relevance.summaries(topics, 1, 0.9).get(0))).containsExactly(0);
  }

  @Test
  void noWordThatSomeWeightShowsIsMissing() {
    long seed = 20261122;
    TopicWeights topics = TopicWeights.of(TopicFixtures.random(700, 6, seed), 0.01);
    for (int k = 0; k < 6; k++) {
      List<Integer> kept = words(Relevance.everRelevant(topics, k, 10));
      assertThat(kept).hasSizeLessThan(350);
      for (int step = 0; step <= 50; step++) {
        double weight = step / 50.0;
        List<Integer> expected = ranked(topics, k, weight).subList(0, 10);
        String where = "seed " + seed + ", topic " + k + ", weight " + weight;
        assertThat(kept).as(where).containsAll(expected);
        assertThat(words(Relevance.summaries(topics, 10, weight).get(k)))
            .as(where)
            .isEqualTo(expected);
      }
    }
  }

  @Test
  void aTopicWithoutTokensAndFewerWordsThanAskedFor() {
    TopicWeights topics = TopicWeights.of(TopicFixtures.lambda(new double[][] {{5, 1}, {2, 1}}), 1);

    assertThat(topics.share(1)).isZero();
    assertThat(words(Relevance.summaries(topics, 30, 0.5).get(1))).containsExactly(1, 0);
    assertThat(Relevance.everRelevant(topics, 0, 30)).hasSize(2);
  }

  /** All words, sorted in the plainest way. */
  private static List<Integer> ranked(TopicWeights topics, int topic, double weight) {
    Comparator<Integer> order =
        Comparator.<Integer>comparingDouble(
                w -> -Relevance.of(topics.probability(w, topic), topics.wordProbability(w), weight))
            .thenComparingDouble(w -> -topics.probability(w, topic))
            .thenComparingDouble(w -> -topics.probability(w, topic) / topics.wordProbability(w))
            .thenComparingInt(w -> w);
    List<Integer> words = new ArrayList<>(IntStream.range(0, topics.words()).boxed().toList());
    words.sort(order);
    return words;
  }

  private static List<Integer> words(TopicSummary topic) {
    return words(topic.words());
  }

  private static List<Integer> words(List<TopicWord> words) {
    return words.stream().map(TopicWord::word).toList();
  }
}
