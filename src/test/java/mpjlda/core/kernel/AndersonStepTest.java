package mpjlda.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On maps whose fixed point is known. */
class AndersonStepTest {
  private static final float ALPHA = 0.5f;

  private final FloatArrays arrays = new FloatArrays(3, 1);
  private final AndersonStep steps = new AndersonStep(arrays.stride);

  @BeforeEach
  void prior() {
    Arrays.fill(arrays.alpha, ALPHA);
  }

  private void gamma(float... gamma) {
    System.arraycopy(gamma, 0, arrays.gamma, 0, gamma.length);
  }

  private float[] gamma() {
    return Arrays.copyOf(arrays.gamma, 3);
  }

  /** One sweep of gamma ← point + rate (gamma − point), then the step. */
  private void sweep(float rate, float... point) {
    for (int k = 0; k < 3; k++) {
      float made = point[k] + rate * (arrays.gamma[k] - point[k]);
      arrays.change[k] = made - arrays.gamma[k];
      arrays.gamma[k] = made;
    }
    steps.extend(arrays);
  }

  @Test
  void theFirstStepIsTheSweepsAndTheSecondEndsWhereEveryTopicGoesAtTheSameRate() {
    gamma(8, 4, 1);
    sweep(0.75f, 5, 6, 2);
    assertThat(gamma()).containsExactly(7.25f, 4.5f, 1.25f);
    sweep(0.75f, 5, 6, 2);
    assertThat(gamma()).containsExactly(new float[] {5, 6, 2}, within(1e-5f));
  }

  @Test
  void forgettingMakesTheNextStepTheSweepsOwn() {
    gamma(8, 4, 1);
    sweep(0.75f, 5, 6, 2);
    steps.forget();
    gamma(8, 4, 1);
    sweep(0.75f, 5, 6, 2);
    assertThat(gamma()).containsExactly(7.25f, 4.5f, 1.25f);
  }

  @Test
  void aTopicKeepsATenthOfWhatASweepLeavesIt() {
    // Towards −3, which is below the prior: 9 → 6 → 3.75, and all the way but for the bound.
    gamma(9, 9, 9);
    sweep(0.75f, -3, -3, -3);
    sweep(0.75f, -3, -3, -3);
    float kept = ALPHA + 0.1f * (3.75f - ALPHA);
    assertThat(gamma()).containsExactly(new float[] {kept, kept, kept}, within(1e-5f));
  }

  @Test
  void aMapThatDoesNotMoveStays() {
    gamma(5, 6, 2);
    for (int i = 0; i < 3; i++) {
      sweep(0.75f, 5, 6, 2);
    }
    assertThat(gamma()).containsExactly(5, 6, 2);
  }
}
