package mpjlda.app.train;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import mpjlda.app.config.TrainingConfig;
import mpjlda.app.config.TypedSettings;
import org.junit.jupiter.api.Test;

class RunIdentityTest {
  /** Its checksum would never be done. */
  @Test
  void aDeviceIsNoStart() {
    TrainingConfig config =
        TypedSettings.of(
            TrainingConfig.class,
            "--corpus",
            "songs",
            "--topics",
            "2",
            "--output",
            "model",
            "--initial-lambda",
            "/dev/zero");
    assertThatThrownBy(() -> RunIdentity.startHash(config))
        .hasMessage("/dev/zero: a device or a pipe found, a file expected.");
  }
}
