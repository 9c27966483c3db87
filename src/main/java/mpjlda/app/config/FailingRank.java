package mpjlda.app.config;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mpjlda.cluster.launch.rank.RankFaultInjection;

/** Rank that fails on purpose, in the first attempt of a run. */
public record FailingRank(int rank, int iteration, RankFaultInjection.Failure how)
    implements SettingValue {
  private static final Pattern FORM =
      Pattern.compile("(\\d{1,6})@(\\d{1,9})(?::(kill|freeze|hang|error))?");

  /**
   * Reads {@code 1@5} or {@code 1@5:freeze}.
   *
   * @throws IllegalArgumentException if the text has another form
   */
  public static FailingRank parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(text);
    }
    return new FailingRank(
        Integer.parseInt(matcher.group(1)),
        Integer.parseInt(matcher.group(2)),
        Optional.ofNullable(matcher.group(3))
            .map(how -> RankFaultInjection.Failure.valueOf(how.toUpperCase(Locale.ROOT)))
            .orElse(RankFaultInjection.Failure.KILL));
  }

  @Override
  public String text() {
    return rank + "@" + iteration + ":" + SettingText.text(how);
  }
}
