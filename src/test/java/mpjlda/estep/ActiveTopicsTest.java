package mpjlda.estep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Small numbers, worked out by hand. */
class ActiveTopicsTest {
  private static final int TOPICS = 5;

  /** Two words; topic k has the entries (k + 1) / 8 and 1; theta_k is 2^k, gamma_k is 10 + k. */
  private static DocumentWorkspace document(Precision precision) {
    DocumentWorkspace document =
        new DocumentWorkspace(TOPICS, 2, precision, DocumentWorkspace.Layout.BY_TOPIC);
    document.size = 2;
    document.setRow(0, new double[] {1 / 8.0, 2 / 8.0, 3 / 8.0, 4 / 8.0, 5 / 8.0}, 0);
    document.setRow(1, new double[] {1, 1, 1, 1, 1}, 0);
    Arrays.fill(document.alpha, 0, TOPICS, 0.5);
    document.findStarts();
    for (int k = 0; k < TOPICS; k++) {
      set(document, k, 10 + k, 1 << k);
    }
    return document;
  }

  private static void set(DocumentWorkspace document, int k, int gamma, int theta) {
    if (document.precision == Precision.DOUBLE) {
      document.gamma[k] = gamma;
      document.theta[k] = theta;
    } else {
      document.single.gamma[k] = gamma;
      document.single.theta[k] = theta;
    }
  }

  private static double gamma(DocumentWorkspace document, int k) {
    return document.precision == Precision.DOUBLE ? document.gamma[k] : document.single.gamma[k];
  }

  private static double base(DocumentWorkspace document, int i) {
    return document.precision == Precision.DOUBLE ? document.base[i] : document.single.base[i];
  }

  @ParameterizedTest
  @EnumSource
  void topicsAtRestGoIntoTheBase(Precision precision) {
    DocumentWorkspace document = document(precision);
    ActiveTopics active = new ActiveTopics(document);
    active.remember(document);
    for (int k : new int[] {0, 2, 3}) {
      set(document, k, 20 + k, 1 << k);
    }
    assertThat(active.moving(document, 9)).isEqualTo(3);
    active.freeze(9);
    DocumentWorkspace view = active.view();
    assertThat(view.topics).isEqualTo(3);
    assertThat(view.stride).isEqualTo(precision.lanes());
    // Topics 1 and 4: 2 · 2/8 + 16 · 5/8, and 2 + 16.
    assertThat(base(view, 0)).isEqualTo(10.5);
    assertThat(base(view, 1)).isEqualTo(18);
    assertThat(base(view, 2)).as("behind the last word").isEqualTo(1);
    assertThat(view.row(0, 1)).isEqualTo(3 / 8.0);
    assertThat(view.row(0, 2)).isEqualTo(4 / 8.0);
    assertThat(gamma(view, 2)).isEqualTo(23);
  }

  @ParameterizedTest
  @EnumSource
  void narrowingAddsToTheBaseAndThawingGivesGammasBack(Precision precision) {
    DocumentWorkspace document = document(precision);
    ActiveTopics active = new ActiveTopics(document);
    active.remember(document);
    for (int k : new int[] {0, 2, 3}) {
      set(document, k, 20 + k, 1 << k);
    }
    active.freeze(9);
    DocumentWorkspace view = active.view();
    active.remember(view);
    // Topics 0, 2 and 3, of which 2 moves on.
    set(view, 0, 21, 4);
    set(view, 1, 42, 1);
    set(view, 2, 23, 32);
    active.narrow(9);
    assertThat(view.topics).isEqualTo(1);
    assertThat(base(view, 0)).isEqualTo(10.5 + 4 * 1 / 8.0 + 32 * 4 / 8.0);
    assertThat(base(view, 1)).isEqualTo(18 + 4 + 32);
    assertThat(view.row(0, 0)).isEqualTo(3 / 8.0);
    set(view, 0, 43, 1);
    active.thaw();
    for (int k = 0; k < TOPICS; k++) {
      assertThat(gamma(document, k)).as("topic %d", k).isEqualTo(new int[] {21, 11, 43, 23, 14}[k]);
    }
  }
}
