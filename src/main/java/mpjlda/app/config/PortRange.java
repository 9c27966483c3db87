package mpjlda.app.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Range of TCP ports.
 *
 * @param first ≥ 1
 * @param last ≥ first, ≤ 65535
 */
public record PortRange(int first, int last) implements SettingValue {
  private static final Pattern FORM = Pattern.compile("(\\d{1,5})(?:-(\\d{1,5}))?");
  private static final int LAST = (1 << 16) - 1;

  /**
   * Reads {@code 40000-40063} or {@code 40000}.
   *
   * @throws IllegalArgumentException if the text is neither
   */
  public static PortRange parse(String text) {
    Matcher range = FORM.matcher(text);
    if (!range.matches()) {
      throw new IllegalArgumentException(text);
    }
    int first = Integer.parseInt(range.group(1));
    int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
    if (first < 1 || last < first || last > LAST) {
      throw new IllegalArgumentException(text);
    }
    return new PortRange(first, last);
  }

  @Override
  public String text() {
    return first + "-" + last;
  }
}
