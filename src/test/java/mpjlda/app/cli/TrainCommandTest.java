package mpjlda.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import mpjlda.app.config.TrainingConfig;
import mpjlda.app.config.TypedSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainCommandTest {
  @TempDir private Path folder;

  /** Before any rank is started, which would read all of it for the run's identity. */
  @Test
  void aDeviceIsNoInitialLambda() {
    CommandRun run =
        CommandRun.of(
            new TrainCommand(),
            "--corpus",
            "songs",
            "-k",
            2,
            "--output",
            folder.resolve("m"),
            "--initial-lambda",
            "/dev/zero");
    assertThat(run.exitCode()).isEqualTo(65);
    assertThat(run.message()).isEqualTo("/dev/zero: a device or a pipe found, a file expected.");
    assertThat(folder).isEmptyDirectory();
  }

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
