package mpjlda.estep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Small numbers, worked out by hand; rows word by word (2 words) and topic by topic (16). */
class FocusedTopicsTest {
  private static final int TOPICS = 20;
  private static final float ALPHA = 0.5f;

  private final SingleKernel kernel = new ScalarSingleKernel();

  /**
   * Topic k has (k + 1) / 32 of word 0 and 1 of all others; every word occurs twice. Topics 3, 4
   * and 17 have 3, 4 and 17 tokens, the others 2^-7. Theta is 2^-4 for all.
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
    Arrays.fill(document.single.gamma, 0, TOPICS, ALPHA + 0x1p-7f);
    for (int k : new int[] {3, 4, 17}) {
      document.single.gamma[k] = ALPHA + k;
    }
    Arrays.fill(document.single.theta, 0, TOPICS, 0x1p-4f);
    return document;
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 16})
  void rowsAreCopiedAndTheOthersAreTheBase(int words) {
    DocumentWorkspace document = document(words);
    FocusedTopics focus = document.focus.orElseThrow();
    assertThat(focus.isOfUse()).isTrue();
    assertThat(focus.choose(0x1p-6f)).isTrue();
    focus.copy(kernel);
    DocumentWorkspace part = focus.part();
    assertThat(part.topics).isEqualTo(3);
    assertThat(part.stride).isEqualTo(16);
    assertThat(part.byTopic()).isTrue();
    assertThat(Arrays.copyOf(part.single.gamma, 3)).containsExactly(3.5f, 4.5f, 17.5f);
    for (int a = 0; a < 3; a++) {
      assertThat(part.row(0, a)).isEqualTo(new double[] {4 / 32.0, 5 / 32.0, 18 / 32.0}[a]);
      assertThat(part.row(words - 1, a)).isEqualTo(1);
    }
    // 1 + … + 20 less 4, 5 and 18, by 32, times theta; and 17 times theta.
    assertThat(part.single.base[0]).isCloseTo(183 / 512f, within(1e-6f));
    assertThat(part.single.base[words - 1]).isCloseTo(17 / 16f, within(1e-6f));
    assertThat(part.single.base[words]).as("behind the last word").isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 16})
  void narrowingAddsToTheBaseAndPutsGammasBack(int words) {
    DocumentWorkspace document = document(words);
    FocusedTopics focus = document.focus.orElseThrow();
    focus.choose(0x1p-6f);
    focus.copy(kernel);
    DocumentWorkspace part = focus.part();
    part.single.gamma[0] = ALPHA + 0x1p-8f;
    part.single.gamma[1] = ALPHA + 5;
    // The largest gamma, so that theta is its exp(ψ) as it is.
    part.single.shift = 0;
    float vanished = part.single.base[1];
    focus.narrow(0x1p-6f, kernel);
    assertThat(part.topics).isEqualTo(2);
    assertThat(Arrays.copyOf(part.single.gamma, 2)).containsExactly(5.5f, 17.5f);
    assertThat(part.row(0, 0)).isEqualTo(5 / 32.0);
    assertThat(part.row(0, 1)).isEqualTo(18 / 32.0);
    assertThat(document.single.gamma[3]).isEqualTo(ALPHA + 0x1p-8f);
    // exp(ψ(0.5 + 2^-8)) = 0.14312 after ψ(1/2) = −1.96351, ψ'(1/2) = π²/2.
    assertThat(part.single.base[1] - vanished)
        .isCloseTo((float) Math.exp(-1.9635100 + 4.934802 / 256), within(2e-4f));
    focus.putBack();
    assertThat(document.single.gamma[4]).isEqualTo(5.5f);
    assertThat(document.single.gamma[17]).isEqualTo(17.5f);
    assertThat(document.single.gamma[5]).isEqualTo(ALPHA + 0x1p-7f);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 16})
  void noPartIsMadeOfNoneOrMostTopics(int words) {
    FocusedTopics focus = document(words).focus.orElseThrow();
    assertThat(focus.choose(100)).as("none").isFalse();
    assertThat(focus.choose(0x1p-8f)).as("all").isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 16})
  void fewTopicsAreNotWorthIt(int topics) {
    DocumentWorkspace document =
        new DocumentWorkspace(topics, 5, Precision.SINGLE, DocumentWorkspace.Layout.FOCUSED);
    assertThat(document.focus.orElseThrow().isOfUse()).isFalse();
  }
}
