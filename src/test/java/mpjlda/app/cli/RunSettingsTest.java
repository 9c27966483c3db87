package mpjlda.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import mpjlda.app.config.RunSettings;
import mpjlda.app.config.TypedSettings;
import mpjlda.cluster.launch.remote.Supervision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunSettingsTest {
  @Test
  void supervisionIsAsTheContractSays() {
    assertThat(PlacedRun.supervision(checked())).isEqualTo(Supervision.DEFAULT.withMaxRestarts(3));
  }

  @Test
  void supervisionIsAsTyped() {
    RunSettings options =
        checked("--max-restarts", "0", "--heartbeat-timeout", "2m", "--requeue-code", "99");

    assertThat(PlacedRun.supervision(options))
        .isEqualTo(
            Supervision.DEFAULT.withHeartbeatTimeout(Duration.ofMinutes(2)).withRequeueCode(99));
    assertThat(PlacedRun.supervision(checked("--stall-timeout", "1h")).stallTimeout())
        .contains(Duration.ofHours(1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--max-restarts | -1 | --max-restarts must be from 0 to 1000, found -1",
        "--heartbeat-timeout | 1s | at least 2s, found 1s",
        "--heartbeat-timeout | soon | must be a time such as 90s",
        "--stall-timeout | later | must be a time such as 90s",
        "--requeue-code | 0 | --requeue-code must be from 1 to 255, found 0",
        "--requeue-code | 256 | --requeue-code must be from 1 to 255, found 256",
      })
  void impossibleValuesAreRefused(String option, String value, String message) {
    assertThatThrownBy(() -> checked(option, value)).hasMessageContaining(message);
  }

  @Test
  void manyMoreRanksThanProcessorsGetARemark() {
    assertThat(new PlacedRun(checked("--ranks", "50"), Optional.empty()).remark(2))
        .hasValue("remark   50 ranks on a machine with 2 processors: fewer ranks are faster (-np)");
    assertThat(new PlacedRun(checked("--ranks", "4"), Optional.empty()).remark(2)).isEmpty();
  }

  private static RunSettings checked(Object... arguments) {
    return TypedSettings.of(RunSettings.class, arguments);
  }
}
