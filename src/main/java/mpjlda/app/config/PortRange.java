package mpjlda.app.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Range of TCP ports.
 *
 * @param first ≥ 1024, as lower ones need the rights of root
 * @param last ≥ first, ≤ 65535
 */
public record PortRange(int first, int last) implements SettingValue {
  private static final Pattern FORM = Pattern.compile("(\\d{1,5})(?:-(\\d{1,5}))?");
  private static final int FIRST = 1024;
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
    if (first < FIRST || last < first || last > LAST) {
      throw new IllegalArgumentException(text);
    }
    return new PortRange(first, last);
  }

  /** How many there are. */
  public int count() {
    return last - first + 1;
  }

  @Override
  public String text() {
    return first + "-" + last;
  }
}
