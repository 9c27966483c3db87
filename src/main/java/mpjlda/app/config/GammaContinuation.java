package mpjlda.app.config;

import java.util.Map;

/**
 * Iteration after which a document's E-step starts from its last gamma.
 *
 * @param after iterations in which every document starts from the prior; 0: always
 */
public record GammaContinuation(int after) implements SettingValue {
  /** Every E-step starts from the prior. */
  public static final GammaContinuation NEVER = new GammaContinuation(0);

  /**
   * Reads {@code never} or a number of iterations.
   *
   * @throws IllegalArgumentException if the text is neither
   */
  public static GammaContinuation parse(String text) {
    if (text.equals("never")) {
      return NEVER;
    }
    if (!text.matches("[0-9]{1,9}")) {
      throw new IllegalArgumentException(text);
    }
    return new GammaContinuation(Integer.parseInt(text));
  }

  public boolean isNever() {
    return after == 0;
  }

  @Override
  public String text() {
    return isNever() ? "never" : Integer.toString(after);
  }

  @Override
  public Map<String, Object> members(String key) {
    return Map.of(key, after);
  }
}
