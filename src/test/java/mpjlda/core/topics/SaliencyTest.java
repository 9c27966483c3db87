package mpjlda.core.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SaliencyTest {
  @Test
  void closedForm() {
    // p(k) = 1/2; each word has p(w) = 1/3; p(0|word 0) = 1: saliency (ln 2)/3. Word 1 says
    // nothing.
    TopicWeights topics =
        TopicWeights.of(TopicFixtures.lambda(new double[][] {{2, 1e-300}, {1, 1}, {1e-300, 2}}), 0);

    assertThat(Saliency.of(topics, 0)).isCloseTo(Math.log(2) / 3, within(1e-15));
    assertThat(Saliency.of(topics, 1)).isCloseTo(0, within(1e-15));
    assertThat(Saliency.largest(topics, 2)).containsExactlyInAnyOrder(0, 2);
  }

  @Test
  void theShortCutLosesNone() {
    long seed = 20261123;
    TopicWeights topics = TopicWeights.of(TopicFixtures.random(600, 5, seed), 0.01);
    int[] expected =
        IntStream.range(0, 600)
            .boxed()
            .sorted(Comparator.comparingDouble(w -> -Saliency.of(topics, w)))
            .limit(20)
            .mapToInt(w -> w)
            .toArray();

    assertThat(Saliency.largest(topics, 20)).as("seed " + seed).isEqualTo(expected);
  }

  @Test
  void strongTopicsAreThePosteriorOfTheWord() {
    // p(k) = 2/10, 8/10; p(0|k) = 1/2, 1/8; p(0) = 1/10 + 1/10: half of its uses are each topic's.
    TopicWeights topics = TopicWeights.of(TopicFixtures.lambda(new double[][] {{1, 1}, {1, 7}}), 0);

    assertThat(topics.wordProbability(0)).isCloseTo(0.2, within(1e-15));
    assertThat(topics.strongTopics(0, 5, 0.4))
        .extracting(TopicWeights.TopicOfWord::part)
        .allSatisfy(part -> assertThat(part).isCloseTo(0.5, within(1e-15)))
        .hasSize(2);
    assertThat(topics.strongTopics(1, 5, 0.2))
        .containsExactly(new TopicWeights.TopicOfWord(1, topics.topicOfWord(1, 1)));
    assertThat(topics.topicOfWord(1, 1)).isCloseTo(7.0 / 8, within(1e-15));
    assertThat(topics.strongTopics(0, 1, 0.4)).hasSize(1);
  }
}
