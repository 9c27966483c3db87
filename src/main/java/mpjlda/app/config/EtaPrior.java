package mpjlda.app.config;

import java.util.Map;

/**
 * Symmetric Dirichlet prior of the topics, as {@code --eta} gives it.
 *
 * @param learned whether it is learned
 * @param value given, or where learning starts
 */
public record EtaPrior(boolean learned, double value) implements SettingValue {
  /**
   * Reads {@code auto} or {@code 0.01}.
   *
   * @throws IllegalArgumentException if the text is neither
   */
  public static EtaPrior parse(String text) {
    boolean learned = text.equals(Priors.AUTO);
    return new EtaPrior(learned, Priors.parsePositive(learned ? Priors.FIRST_ETA : text));
  }

  @Override
  public String text() {
    return learned ? Priors.AUTO : Double.toString(value);
  }

  @Override
  public Map<String, Object> members(String key) {
    return Map.of(key, learned ? Priors.AUTO : (Object) value);
  }
}
