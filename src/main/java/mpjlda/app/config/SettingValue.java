package mpjlda.app.config;

import java.util.Map;

/**
 * A value with a text form of its own. The class has a static {@code parse(String)} that throws
 * {@link IllegalArgumentException}, and reads what {@link #text()} gives.
 */
public interface SettingValue {
  /** Form in which users type it. */
  String text();

  /** Members of {@code model.json} under an option's key. */
  default Map<String, Object> members(String key) {
    return Map.of(key, text());
  }
}
