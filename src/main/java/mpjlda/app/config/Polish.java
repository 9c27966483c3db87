package mpjlda.app.config;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Iterations of another algorithm at the end of an online training.
 *
 * @param iterations 0 to 1,000,000
 * @param cvb0 whether they are those of cvb0 rather than of batch
 */
public record Polish(int iterations, boolean cvb0) implements SettingValue {
  public static final Polish NONE = new Polish(0, false);

  private static final int MOST = 1_000_000;

  /**
   * Reads {@code 20}, {@code 20:batch} or {@code 20:cvb0}.
   *
   * @throws IllegalArgumentException if the text is none of these
   */
  public static Polish parse(String text) {
    if (!text.matches("[0-9]{1,7}(:batch|:cvb0)?")) {
      throw new IllegalArgumentException(text);
    }
    int iterations = Integer.parseInt(text.replaceAll(":.*", ""));
    if (iterations > MOST) {
      throw new IllegalArgumentException(text);
    }
    return new Polish(iterations, text.endsWith(":cvb0"));
  }

  @Override
  public String text() {
    return iterations + (cvb0 ? ":cvb0" : "");
  }

  @Override
  public Map<String, Object> members(String key) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put(key, iterations);
    if (endsWithCvb0()) {
      members.put(key + "_by", "cvb0");
    }
    return members;
  }

  /** Whether the training ends with iterations of cvb0. */
  public boolean endsWithCvb0() {
    return iterations > 0 && cvb0;
  }
}
