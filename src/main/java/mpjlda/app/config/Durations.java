package mpjlda.app.config;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as users type them. */
public final class Durations {
  private static final Pattern FORM =
      Pattern.compile("(?:(\\d{1,6})d)?(?:(\\d{1,8})h)?(?:(\\d{1,9})m)?(?:(\\d{1,9})s?)?");

  private Durations() {}

  /**
   * Reads {@code 90} (seconds), {@code 60s}, {@code 15m}, {@code 3h50m}, {@code 1d}.
   *
   * @param option its name, for the message
   * @return longer than nothing; empty if a problem was noted
   */
  public static Optional<Duration> parse(String option, String text, OptionProblems problems) {
    Matcher matcher = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
    Duration duration = Duration.ZERO;
    if (matcher.matches()) {
      duration =
          Duration.ofDays(number(matcher.group(1)))
              .plusHours(number(matcher.group(2)))
              .plusMinutes(number(matcher.group(3)))
              .plusSeconds(number(matcher.group(4)));
    }
    problems.require(
        !duration.isZero(),
        option + " must be a time such as 90s, 15m or 3h50m, found \"" + text + "\"");
    return duration.isZero() ? Optional.empty() : Optional.of(duration);
  }

  private static long number(@org.jspecify.annotations.Nullable String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
