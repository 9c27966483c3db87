package mpjlda.app.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import mpjlda.cluster.console.StableMessages;
import mpjlda.core.console.Console;

/**
 * Why a run stops before its end: a signal, its time is up, or a file named {@value #FILE} in the
 * output folder.
 */
final class StopConditions {
  static final String FILE = "STOP";

  private final BooleanSupplier signal;
  private final Optional<Instant> deadline;
  private final Optional<Path> file;
  private final Console console;

  /**
   * @param signal whether this process was told to stop
   * @param deadline when the run must have ended
   * @param output the model's folder, on the rank that looks for the file there
   */
  StopConditions(
      BooleanSupplier signal, Optional<Instant> deadline, Optional<Path> output, Console console) {
    this.signal = signal;
    this.deadline = deadline;
    this.file = output.map(folder -> folder.resolve(FILE));
    this.console = console;
  }

  /**
   * Whether to stop after this iteration: also if another one, with a checkpoint, may not be done
   * in time.
   *
   * @param iteration how long one takes
   * @param checkpoint how long one takes
   */
  boolean met(Duration iteration, Duration checkpoint) {
    if (signal.getAsBoolean()) {
      return true;
    }
    if (file.filter(Files::exists).isPresent()) {
      console.say(StableMessages.STOPPING + ": found " + file.get());
      remove(file.get());
      return true;
    }
    // Half as long again as the longest so far, and a second for the end of the processes.
    Duration needed = iteration.plus(checkpoint).multipliedBy(3).dividedBy(2).plusSeconds(1);
    if (deadline.filter(end -> Instant.now().plus(needed).isAfter(end)).isPresent()) {
      console.say(
          StableMessages.STOPPING
              + ": --max-time would pass during the next one (an iteration and a checkpoint take up to "
              + needed.toMillis() / 1000.0
              + " s)");
      return true;
    }
    return false;
  }

  /** Else the next start would stop at once. */
  private void remove(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      console.say("warning: " + path + " cannot be removed; remove it before the next start");
    }
  }
}
