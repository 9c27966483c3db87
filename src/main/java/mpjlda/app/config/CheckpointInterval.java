package mpjlda.app.config;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Interval between checkpoints: a number of iterations, or a time. One of the two is present.
 *
 * @param iterations ≥ 1
 */
public record CheckpointInterval(OptionalInt iterations, Optional<Duration> time)
    implements SettingValue {
  /**
   * Reads {@code 10} (iterations) or {@code 15m} (time).
   *
   * @throws IllegalArgumentException if the text is neither
   */
  public static CheckpointInterval parse(String text) {
    if (text.matches("[1-9][0-9]{0,8}")) {
      return new CheckpointInterval(OptionalInt.of(Integer.parseInt(text)), Optional.empty());
    }
    return new CheckpointInterval(OptionalInt.empty(), Optional.of(Durations.parse(text)));
  }

  @Override
  public String text() {
    return time.map(Durations::text).orElseGet(() -> "" + iterations.getAsInt());
  }

  /**
   * Whether a checkpoint is due.
   *
   * @param iterationsSince done since the last one
   * @param timeSince passed since the last one
   */
  public boolean isDue(int iterationsSince, Duration timeSince) {
    return (iterations.isPresent() && iterationsSince >= iterations.getAsInt())
        || time.filter(every -> timeSince.compareTo(every) >= 0).isPresent();
  }
}
