package mpjlda.app.config;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * When a checkpoint is due: after a number of iterations, or after a time. One of the two is there.
 *
 * @param iterations ≥ 1
 */
public record CheckpointInterval(OptionalInt iterations, Optional<Duration> time) {
  /** Reads {@code 10} (iterations) or {@code 15m} (time). */
  public static CheckpointInterval parse(String text, OptionProblems problems) {
    if (text.matches("[1-9][0-9]{0,8}")) {
      return new CheckpointInterval(OptionalInt.of(Integer.parseInt(text)), Optional.empty());
    }
    return new CheckpointInterval(
        OptionalInt.empty(), Durations.parse("--checkpoint-every", text, problems));
  }

  /**
   * Whether one is due.
   *
   * @param iterationsSince done since the last one
   * @param timeSince passed since the last one
   */
  public boolean isDue(int iterationsSince, Duration timeSince) {
    return (iterations.isPresent() && iterationsSince >= iterations.getAsInt())
        || time.filter(every -> timeSince.compareTo(every) >= 0).isPresent();
  }
}
