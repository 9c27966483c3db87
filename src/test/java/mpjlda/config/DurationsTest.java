package mpjlda.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "90, 90",
    "007, 7",
    "60s, 60",
    "15m, 900",
    "3h50m, 13800",
    "1d, 86400",
    "1d2h3m4s, 93784",
    "2h5s, 7205",
    "90m, 5400",
    "999999999d, 86399999913600",
  })
  void whatUsersTypeIsUnderstood(String text, long seconds) {
    assertThat(Durations.parse(text)).contains(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "s",
        "1x",
        "-5s",
        "+5s",
        "1.5h",
        "5m3h",
        "1h1h",
        "1h 5m",
        "60S",
        "60 s",
        "1h5",
        "9999999999",
        "1000000000s",
        "\u0661s",
        "60s\n"
      })
  void anythingElseIsNot(String text) {
    assertThat(Durations.parse(text)).isEmpty();
  }
}
