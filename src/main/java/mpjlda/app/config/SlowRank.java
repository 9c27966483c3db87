package mpjlda.app.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rank whose E-step is slowed down.
 *
 * @param factor 1 to 1000
 */
public record SlowRank(int rank, double factor) implements SettingValue {
  private static final Pattern FORM = Pattern.compile("(\\d{1,6}):(\\d{1,6}(?:\\.\\d+)?)x?");
  private static final int MOST = 1000;

  /**
   * Reads {@code 2:10x}.
   *
   * @throws IllegalArgumentException if the text has another form
   */
  public static SlowRank parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(text);
    }
    return new SlowRank(Integer.parseInt(matcher.group(1)), Double.parseDouble(matcher.group(2)));
  }

  @Override
  public String text() {
    return rank + ":" + factor + "x";
  }

  void check(OptionProblems problems) {
    problems.require(
        factor >= 1 && factor <= MOST,
        "--slow-rank: the factor must be from 1 to " + MOST + ", found " + text());
  }
}
