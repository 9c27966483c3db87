package mpjlda.app.cli;

import java.util.Optional;
import mpjlda.app.config.CheckpointInterval;
import mpjlda.app.config.Durations;
import mpjlda.app.config.OptionProblems;
import mpjlda.app.config.TrainingConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** When a training goes on, saves itself and stops, as typed. */
final class DurabilityOptions {
  @Option(
      names = "--resume",
      paramLabel = "WHEN",
      defaultValue = "auto",
      description =
          "If the output folder holds a run: auto (go on with this one, refuse another), never (train"
              + " anew and replace it) or require (refuse to start anew). Default: auto.")
  private TrainingConfig.Resume resume = TrainingConfig.Resume.AUTO;

  @Option(
      names = "--checkpoint-every",
      paramLabel = "N|TIME",
      defaultValue = "15m",
      description =
          "A checkpoint every so many iterations (10) or so often (15m); always at the end and on a"
              + " signal. Default: ${DEFAULT-VALUE}.")
  private String checkpointEvery = "";

  @Option(
      names = "--keep-checkpoints",
      paramLabel = "N",
      defaultValue = "2",
      description = "Checkpoints to keep. Default: ${DEFAULT-VALUE}.")
  private int keepCheckpoints;

  @Option(
      names = "--max-time",
      paramLabel = "TIME",
      description = "Stop cleanly, with a checkpoint, before so much time has passed: 3h50m.")
  private @Nullable String maxTime;

  TrainingConfig.Durability durability(OptionProblems problems) {
    problems.require(
        keepCheckpoints >= 1, "--keep-checkpoints must be >= 1, found " + keepCheckpoints);
    return new TrainingConfig.Durability(
        resume,
        CheckpointInterval.parse(checkpointEvery, problems),
        keepCheckpoints,
        Optional.ofNullable(maxTime)
            .flatMap(text -> Durations.parse("--max-time", text, problems)));
  }
}
