package mpjlda.core.math;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WarmUpTest {
  @Test
  void aShortRunStaysWithPlainJava() {
    WarmUp warmUp = new WarmUp();
    for (int i = 0; i < 100; i++) {
      warmUp.note(1_000_000);
    }
    assertThat(warmUp.isOver()).isFalse();
  }

  @Test
  void aLongOneGoesOverForGood() {
    WarmUp warmUp = new WarmUp();
    for (int i = 0; i < 1000; i++) {
      warmUp.note(1_000_000);
    }
    assertThat(warmUp.isOver()).isTrue();
    warmUp.note(-1_000_000_000);
    assertThat(warmUp.isOver()).isTrue();
  }
}
