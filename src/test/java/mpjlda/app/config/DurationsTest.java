package mpjlda.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
  @ParameterizedTest
  @CsvSource({
    "90, PT1M30S",
    "60s, PT1M",
    "15m, PT15M",
    "3h50m, PT3H50M",
    "1d, PT24H",
    "1d2h3m4s, PT26H3M4S",
    "2M, PT2M"
  })
  void readsWhatUsersType(String text, Duration expected) {
    assertThat(Durations.parse(text)).isEqualTo(expected);
    assertThat(Durations.parse(Durations.text(expected))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "0s", "soon", "-5m", "5 m", "3m2h", "1.5h", "99999999999h"})
  void refusesTheRest(String text) {
    assertThatThrownBy(() -> Durations.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "10, 9, 3600, false",
    "10, 10, 0, true",
    "15m, 1000, 899, false",
    "15m, 1, 900, true"
  })
  void aCheckpointIsDueByIterationsOrTime(String text, int iterations, int seconds, boolean due) {
    CheckpointInterval interval = CheckpointInterval.parse(text);
    assertThat(interval.isDue(iterations, Duration.ofSeconds(seconds))).isEqualTo(due);
  }
}
