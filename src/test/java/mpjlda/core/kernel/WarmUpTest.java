package mpjlda.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WarmUpTest {
  private final WarmUp<String> warmUp = new WarmUp<>("plain", "vectors");

  @Test
  void aShortRunStaysWithPlainJava() {
    for (int i = 0; i < 100; i++) {
      assertThat(warmUp.next(1_000_000)).isEqualTo("plain");
      warmUp.note(1_000_000);
    }
    assertThat(warmUp.next()).isEqualTo("plain");
    assertThat(warmUp.best()).isEqualTo("vectors");
  }

  @Test
  void aLongRunChangesToVectorsForGood() {
    for (int i = 0; i < 1000; i++) {
      warmUp.note(1_000_000);
    }
    assertThat(warmUp.next()).isEqualTo("vectors");
    warmUp.note(-1_000_000_000);
    assertThat(warmUp.next()).isEqualTo("vectors");
  }

  @Test
  void workThatIsNotedBeforehandCounts() {
    assertThat(warmUp.next(1_000_000_000)).as("the work itself").isEqualTo("plain");
    assertThat(warmUp.next(1)).isEqualTo("vectors");
  }
}
