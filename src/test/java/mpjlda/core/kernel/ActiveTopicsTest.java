package mpjlda.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Small numbers, worked out by hand; rows word by word (2 words) and topic by topic (16). */
class ActiveTopicsTest {
  private static final int TOPICS = 20;
  private static final float ALPHA = 0.5f;
  private static final float REST = 0x1p-6f;

  /** exp(ψ(1/2)), as ψ(1/2) = −γ − 2 ln 2. */
  private static final double PRIOR_THETA = Math.exp(-0.5772156649015329 - 2 * Math.log(2));

  private final FloatKernel kernel = new ScalarFloatKernel();

  /**
   * Topic k has (k + 1) / 32 of word 0 and 1 of all others; every word occurs twice. Topics 3, 4
   * and 17 have 3, 4 and 17 tokens, the others 2^-7. Theta is not raised.
   */
  private DocumentWorkspace document(int words) {
    DocumentWorkspace document =
        new DocumentWorkspace(TOPICS, words, Precision.SINGLE, DocumentWorkspace.Layout.FOCUSED);
    document.size = words;
    Arrays.fill(document.counts, 0, words, 2);
    for (int i = 0; i < words; i++) {
      float[] row = new float[TOPICS];
      for (int k = 0; k < TOPICS; k++) {
        row[k] = i == 0 ? (k + 1) / 32f : 1;
      }
      document.setRow(i, row, 0);
    }
    double[] alpha = new double[TOPICS];
    Arrays.fill(alpha, ALPHA);
    kernel.begin(document, DocumentWorkspace.pad(alpha, Precision.SINGLE));
    document.focus.orElseThrow().prepare(kernel);
    Arrays.fill(document.single.gamma, 0, TOPICS, ALPHA + 0x1p-7f);
    for (int k : new int[] {3, 4, 17}) {
      document.single.gamma[k] = ALPHA + k;
    }
    return document;
  }

  private static ActiveTopics focus(DocumentWorkspace document) {
    return document.focus.orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 16})
  void rowsAreCopiedAndTheOthersAtTheirPriorAreTheBase(int words) {
    DocumentWorkspace document = document(words);
    // Theta is raised by this.
    document.single.shift = (float) Math.log(2);
    ActiveTopics focus = focus(document);
    assertThat(focus.isOfUse()).isTrue();
    assertThat(focus.choose(REST, kernel)).isTrue();
    DocumentWorkspace part = focus.part();
    assertThat(part.topics).isEqualTo(3);
    assertThat(part.stride).isEqualTo(16);
    assertThat(part.byTopic()).isTrue();
    assertThat(Arrays.copyOf(part.single.gamma, 3)).containsExactly(3.5f, 4.5f, 17.5f);
    for (int a = 0; a < 3; a++) {
      assertThat(part.row(0, a)).isEqualTo(new double[] {4 / 32.0, 5 / 32.0, 18 / 32.0}[a]);
      assertThat(part.row(words - 1, a)).isEqualTo(1);
    }
    // 1 + … + 20 less 4, 5 and 18, by 32; and 17.
    assertThat(part.single.base[0]).isCloseTo((float) (2 * PRIOR_THETA * 183 / 32), within(1e-5f));
    assertThat(part.single.base[words - 1])
        .isCloseTo((float) (2 * PRIOR_THETA * 17), within(1e-5f));
    assertThat(part.single.base[words]).as("behind the last word").isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 16})
  void narrowingAddsToTheBase(int words) {
    ActiveTopics focus = focus(document(words));
    focus.choose(REST, kernel);
    DocumentWorkspace part = focus.part();
    part.single.gamma[0] = ALPHA + 0x1p-8f;
    part.single.gamma[1] = ALPHA + 5;
    float before = part.single.base[1];
    focus.narrow(REST, kernel);
    assertThat(part.topics).isEqualTo(2);
    assertThat(Arrays.copyOf(part.single.gamma, 2)).containsExactly(5.5f, 17.5f);
    assertThat(part.row(0, 0)).isEqualTo(5 / 32.0);
    assertThat(part.row(0, 1)).isEqualTo(18 / 32.0);
    assertThat(part.single.base[1] - before).isCloseTo((float) PRIOR_THETA, within(1e-5f));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 16})
  void aPartKeepsATopicEvenIfAllVanish(int words) {
    ActiveTopics focus = focus(document(words));
    focus.choose(REST, kernel);
    Arrays.fill(focus.part().single.gamma, 0, 3, ALPHA);
    focus.narrow(REST, kernel);
    assertThat(focus.part().topics).isEqualTo(3);
  }

  /** Topic 4 has 0.05 tokens; at its prior it would get the accumulator's times exp(ψ(1/2)). */
  @ParameterizedTest
  @CsvSource({"-1, 0.01, false", "-1, 1, true", "1, 0.01, true"})
  void onlyAShrinkingTopicFallsThatIsDueNothing(float change, float sum, boolean kept) {
    DocumentWorkspace document = document(2);
    document.single.gamma[4] = ALPHA + 0.05f;
    document.single.change[4] = change;
    document.single.accumulator[4] = sum;
    ActiveTopics focus = focus(document);
    assertThat(focus.choose(REST, kernel)).isTrue();
    assertThat(focus.part().topics).isEqualTo(kept ? 3 : 2);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 16})
  void theLastWeightsGiveTheOthersWhatTheyAreDue(int words) {
    DocumentWorkspace document = document(words);
    ActiveTopics focus = focus(document);
    focus.choose(REST, kernel);
    Arrays.fill(document.single.weight, 0);
    Arrays.fill(document.single.weight, 0, words, 0x1p-4f);
    focus.part().single.gamma[1] = 5.5f;
    assertThat(focus.complete(1000, kernel)).isTrue();
    for (int k : new int[] {0, 5, 19}) {
      double sum = ((k + 1) / 32.0 + words - 1) / 16;
      assertThat(document.single.gamma[k])
          .isCloseTo((float) (ALPHA + PRIOR_THETA * sum), within(1e-5f));
    }
    assertThat(document.single.gamma[4]).isEqualTo(5.5f);
    assertThat(document.single.gamma[17]).isEqualTo(17.5f);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 16})
  void whereATopicComesBackNoneFallsAnyMore(int words) {
    DocumentWorkspace document = document(words);
    document.single.gamma[4] = ALPHA + 0.05f;
    document.single.change[4] = -1;
    ActiveTopics focus = focus(document);
    focus.choose(REST, kernel);
    assertThat(focus.part().topics).isEqualTo(2);
    Arrays.fill(document.single.weight, 0);
    Arrays.fill(document.single.weight, 0, words, 1);
    assertThat(focus.complete(REST, kernel)).as("others are due 0.14 and more").isFalse();
    Arrays.fill(document.single.accumulator, 0);
    Arrays.fill(document.single.gamma, 0, TOPICS, ALPHA);
    document.single.gamma[4] = ALPHA + 0.05f;
    assertThat(focus.choose(REST, kernel)).isTrue();
    assertThat(focus.part().topics).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 16})
  void noPartIsMadeOfNoneOrMostTopics(int words) {
    ActiveTopics focus = focus(document(words));
    assertThat(focus.choose(100, kernel)).as("none").isFalse();
    assertThat(focus.choose(0x1p-8f, kernel)).as("all").isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 16})
  void fewTopicsAreNotWorthIt(int topics) {
    DocumentWorkspace document =
        new DocumentWorkspace(topics, 5, Precision.SINGLE, DocumentWorkspace.Layout.FOCUSED);
    assertThat(focus(document).isOfUse()).isFalse();
  }
}
