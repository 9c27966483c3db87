package mpjlda.config;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lengths of time as users type them: {@code 90} or {@code 90s} (seconds), {@code 15m}, {@code
 * 3h50m}, {@code 1d}. Whole numbers, each unit at most once, the larger ones first.
 */
public final class Durations {
  /** How it is to be typed, for messages. */
  public static final String EXPECTED = "a time such as 90s, 15m, 3h50m or 1d";

  /** Nine digits of each unit fit in a Duration, and no run takes longer. */
  private static final Pattern UNITS =
      Pattern.compile("(?:([0-9]{1,9})d)?(?:([0-9]{1,9})h)?(?:([0-9]{1,9})m)?(?:([0-9]{1,9})s)?");

  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

  private Durations() {}

  /** Empty if that is no length of time. */
  public static Optional<Duration> parse(String text) {
    if (SECONDS.matcher(text).matches()) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
    }
    Matcher units = UNITS.matcher(text);
    if (text.isEmpty() || !units.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        Duration.ofDays(number(units, 1))
            .plusHours(number(units, 2))
            .plusMinutes(number(units, 3))
            .plusSeconds(number(units, 4)));
  }

  private static long number(Matcher units, int group) {
    String digits = units.group(group);
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
