package mpjlda.app.config;

import java.time.Duration;
import java.util.Optional;

/**
 * What is kept of a run during training, and when the run stops by itself.
 *
 * @param every when a checkpoint is due
 * @param keepCheckpoints good ones to be kept
 * @param maxTime within which the run stops by itself, with a checkpoint
 */
@SettingsGroup(heading = "Checkpoints and time limit")
public record DurabilitySettings(
    @Setting(
            names = "--resume",
            label = "WHEN",
            defaultValue = "auto",
            help =
                "If the output folder contains a run: auto (continue this run, refuse another), never"
                    + " (train from scratch and replace it) or require (refuse to start from scratch).")
        Resume resume,
    @Setting(
            names = "--checkpoint-every",
            label = "N|TIME",
            defaultValue = "15m",
            expected = "a number of iterations, or " + Durations.EXPECTED,
            help =
                "Interval of checkpoints, in iterations (10) or time (15m); there is always one at"
                    + " the end and on a signal.")
        CheckpointInterval every,
    @Setting(
            names = "--keep-checkpoints",
            label = "N",
            defaultValue = "2",
            min = 1,
            help = "Number of checkpoints to keep.")
        int keepCheckpoints,
    @Setting(
            names = "--max-time",
            label = "TIME",
            help = "Stop with a checkpoint before this time has passed: 3h50m.")
        Optional<Duration> maxTime) {
  /** What to do with an output folder that contains a run already. */
  public enum Resume {
    /** Continue it if it is this run, else refuse. */
    AUTO,
    /** Start from scratch and replace it. */
    NEVER,
    /** Continue it; refuse if there is nothing to continue. */
    REQUIRE
  }
}
