package mpjlda.core.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import mpjlda.core.matrix.BlockedDoubleMatrix;
import mpjlda.core.matrix.RowLayout;
import org.junit.jupiter.api.Test;

class TopicSummaryTest {
  /** Two topics over four words, two words a block. */
  private static BlockedDoubleMatrix lambda() {
    return rows(new double[][] {{1.5, 4.5}, {0.5, 0.5}, {2.5, 4.5}, {0.5, 2.5}});
  }

  private static BlockedDoubleMatrix rows(double[][] wordMajor) {
    BlockedDoubleMatrix rows =
        new BlockedDoubleMatrix(new RowLayout(wordMajor.length, wordMajor[0].length, 2));
    for (int w = 0; w < wordMajor.length; w++) {
      for (int k = 0; k < wordMajor[w].length; k++) {
        rows.set(w, k, wordMajor[w][k]);
      }
    }
    return rows;
  }

  @Test
  void shareIsThePartOfTheTokens() {
    // Without the prior of 0.5 a word: 3 tokens and 10 tokens.
    List<TopicSummary> topics = TopicSummary.of(lambda(), 0.5, 4);

    assertThat(topics).extracting(TopicSummary::topic).containsExactly(0, 1);
    assertThat(topics.get(0).share()).isCloseTo(3 / 13., within(1e-15));
    assertThat(topics.get(1).share()).isCloseTo(10 / 13., within(1e-15));
  }

  @Test
  void wordsComeByProbabilityAndEqualOnesById() {
    List<TopicSummary> topics = TopicSummary.of(lambda(), 0.5, 3);

    assertThat(topics.get(0).words())
        .containsExactly(new TopicWord(2, 0.5), new TopicWord(0, 0.3), new TopicWord(1, 0.1));
    assertThat(topics.get(1).words())
        .containsExactly(
            new TopicWord(0, 0.375), new TopicWord(2, 0.375), new TopicWord(3, 2.5 / 12));
  }

  @Test
  void moreWordsThanThereAreGivesAll() {
    assertThat(TopicSummary.of(lambda(), 0.5, 99).get(0).words()).hasSize(4);
    assertThat(TopicSummary.of(lambda(), 0.5, 0).get(0).words()).isEmpty();
  }

  @Test
  void withoutTokensAllSharesAreEqual() {
    List<TopicSummary> topics = TopicSummary.of(rows(new double[][] {{0.5, 0.25}}), 0.5, 1);

    assertThat(topics).extracting(TopicSummary::share).containsExactly(0.5, 0.5);
  }

  @Test
  void largestShareFirst() {
    assertThat(TopicSummary.of(lambda(), 0.5, 1).stream().sorted(TopicSummary.BY_SHARE))
        .extracting(TopicSummary::topic)
        .containsExactly(1, 0);
  }
}
