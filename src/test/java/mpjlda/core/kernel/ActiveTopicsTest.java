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
  private ActiveSetWorkspace document(int words) {
    ActiveSetWorkspace document = new ActiveSetWorkspace(TOPICS, words);
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
    document.active().prepare(kernel);
    Arrays.fill(document.arrays().gamma, 0, TOPICS, ALPHA + 0x1p-7f);
    for (int k : new int[] {3, 4, 17}) {
      document.arrays().gamma[k] = ALPHA + k;
    }
    return document;
  }

  private static ActiveTopics active(ActiveSetWorkspace document) {
    return document.active();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 16})
  void rowsAreCopiedAndTheOthersAtTheirPriorAreTheBase(int words) {
    ActiveSetWorkspace document = document(words);
    // Theta is raised by this.
    document.arrays().shift = (float) Math.log(2);
    ActiveTopics active = active(document);
    assertThat(active.isOfUse()).isTrue();
    assertThat(active.choose(REST, kernel)).isTrue();
    FloatArrays part = active.part();
    assertThat(part.topics).isEqualTo(3);
    assertThat(part.stride).isEqualTo(16);
    assertThat(part.byTopic()).isTrue();
    assertThat(Arrays.copyOf(part.gamma, 3)).containsExactly(3.5f, 4.5f, 17.5f);
    for (int a = 0; a < 3; a++) {
      assertThat(row(part, 0, a)).isEqualTo(new double[] {4 / 32.0, 5 / 32.0, 18 / 32.0}[a]);
      assertThat(row(part, words - 1, a)).isEqualTo(1);
    }
    // 1 + … + 20 less 4, 5 and 18, by 32; and 17.
    assertThat(part.base[0]).isCloseTo((float) (2 * PRIOR_THETA * 183 / 32), within(1e-5f));
    assertThat(part.base[words - 1]).isCloseTo((float) (2 * PRIOR_THETA * 17), within(1e-5f));
    assertThat(part.base[words]).as("behind the last word").isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 16})
  void narrowingAddsToTheBase(int words) {
    ActiveTopics active = active(document(words));
    active.choose(REST, kernel);
    FloatArrays part = active.part();
    part.gamma[0] = ALPHA + 0x1p-8f;
    part.gamma[1] = ALPHA + 5;
    float before = part.base[1];
    active.narrow(REST, kernel);
    assertThat(part.topics).isEqualTo(2);
    assertThat(Arrays.copyOf(part.gamma, 2)).containsExactly(5.5f, 17.5f);
    assertThat(row(part, 0, 0)).isEqualTo(5 / 32.0);
    assertThat(row(part, 0, 1)).isEqualTo(18 / 32.0);
    assertThat(part.base[1] - before).isCloseTo((float) PRIOR_THETA, within(1e-5f));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 16})
  void aPartKeepsATopicEvenIfAllVanish(int words) {
    ActiveTopics active = active(document(words));
    active.choose(REST, kernel);
    Arrays.fill(active.part().gamma, 0, 3, ALPHA);
    active.narrow(REST, kernel);
    assertThat(active.part().topics).isEqualTo(3);
  }

  /** Topic 4 has 0.05 tokens; at its prior it would get the accumulator's times exp(ψ(1/2)). */
  @ParameterizedTest
  @CsvSource({"-1, 0.01, false", "-1, 1, true", "1, 0.01, true"})
  void onlyAShrinkingTopicFallsThatIsDueNothing(float change, float sum, boolean kept) {
    ActiveSetWorkspace document = document(2);
    document.arrays().gamma[4] = ALPHA + 0.05f;
    document.arrays().change[4] = change;
    document.arrays().accumulator[4] = sum;
    ActiveTopics active = active(document);
    assertThat(active.choose(REST, kernel)).isTrue();
    assertThat(active.part().topics).isEqualTo(kept ? 3 : 2);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 16})
  void theLastWeightsGiveTheOthersWhatTheyAreDue(int words) {
    ActiveSetWorkspace document = document(words);
    ActiveTopics active = active(document);
    active.choose(REST, kernel);
    Arrays.fill(document.arrays().weight, 0);
    Arrays.fill(document.arrays().weight, 0, words, 0x1p-4f);
    active.part().gamma[1] = 5.5f;
    assertThat(active.complete(1000, kernel)).isTrue();
    for (int k : new int[] {0, 5, 19}) {
      double sum = ((k + 1) / 32.0 + words - 1) / 16;
      assertThat(document.arrays().gamma[k])
          .isCloseTo((float) (ALPHA + PRIOR_THETA * sum), within(1e-5f));
    }
    assertThat(document.arrays().gamma[4]).isEqualTo(5.5f);
    assertThat(document.arrays().gamma[17]).isEqualTo(17.5f);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 16})
  void whereATopicComesBackNoneFallsAnyMore(int words) {
    ActiveSetWorkspace document = document(words);
    document.arrays().gamma[4] = ALPHA + 0.05f;
    document.arrays().change[4] = -1;
    ActiveTopics active = active(document);
    active.choose(REST, kernel);
    assertThat(active.part().topics).isEqualTo(2);
    Arrays.fill(document.arrays().weight, 0);
    Arrays.fill(document.arrays().weight, 0, words, 1);
    assertThat(active.complete(REST, kernel)).as("others are due 0.14 and more").isFalse();
    Arrays.fill(document.arrays().accumulator, 0);
    Arrays.fill(document.arrays().gamma, 0, TOPICS, ALPHA);
    document.arrays().gamma[4] = ALPHA + 0.05f;
    assertThat(active.choose(REST, kernel)).isTrue();
    assertThat(active.part().topics).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 16})
  void noPartIsMadeOfNoneOrMostTopics(int words) {
    ActiveTopics active = active(document(words));
    assertThat(active.choose(100, kernel)).as("none").isFalse();
    assertThat(active.choose(0x1p-8f, kernel)).as("all").isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 16})
  void fewTopicsAreNotWorthIt(int topics) {
    ActiveSetWorkspace document = new ActiveSetWorkspace(topics, 5);
    assertThat(active(document).isOfUse()).isFalse();
  }

  private static double row(FloatArrays part, int i, int a) {
    return part.rows[part.place(i, a)];
  }
}
