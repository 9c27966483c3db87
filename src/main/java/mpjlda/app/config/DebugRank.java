package mpjlda.app.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rank that waits for a debugger.
 *
 * @param port given, or the first one plus the rank
 */
public record DebugRank(int rank, int port) implements SettingValue {
  /** Port of rank 0, unless given. */
  public static final int FIRST_PORT = 5005;

  private static final Pattern FORM = Pattern.compile("(\\d{1,6})(?::(\\d{1,5}))?");

  /**
   * Reads {@code 1} or {@code 1:5006}.
   *
   * @throws IllegalArgumentException if the text is neither
   */
  public static DebugRank parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(text);
    }
    int rank = Integer.parseInt(matcher.group(1));
    String port = matcher.group(2);
    return new DebugRank(rank, port == null ? FIRST_PORT + rank : Integer.parseInt(port));
  }

  @Override
  public String text() {
    return rank + ":" + port;
  }
}
