package mpjlda.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import mpjlda.app.config.TrainingConfig;
import mpjlda.app.config.TypedSettings;
import org.junit.jupiter.api.Test;

class TrainCommandTest {
  @Test
  void textIsNoInputOfEveryRank() {
    TrainingConfig config =
        TypedSettings.of(
            TrainingConfig.class,
            "--corpus",
            "songs",
            "--topics",
            "3",
            "--output",
            "model",
            "--initial-model",
            "first");
    assertThat(TrainCommand.inputs(config, false)).containsExactly("songs", "first");
    assertThat(TrainCommand.inputs(config, true)).containsExactly("first");
  }
}
