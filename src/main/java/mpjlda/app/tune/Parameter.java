package mpjlda.app.tune;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import mpjlda.app.config.Priors;

/** The hyper-parameters that can be searched. */
enum Parameter {
  TOPICS(1, 100_000, "a whole number from 1 to 100000"),
  ALPHA(1e-100, 1e15, "a number > 0, auto or auto-symmetric"),
  ETA(1e-100, 1e15, "a number > 0 or auto");

  private final double least;
  private final double most;
  private final String expected;

  Parameter(double least, double most, String expected) {
    this.least = least;
    this.most = most;
    this.expected = expected;
  }

  static Optional<Parameter> named(String name) {
    return Arrays.stream(values()).filter(p -> p.label().equals(name)).findFirst();
  }

  /** As it is typed. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  boolean isWhole() {
    return this == TOPICS;
  }

  /** The description of a valid value. */
  String expected() {
    return expected;
  }

  /** The value, or empty if it is none that the parameter may have. */
  Optional<ParameterValue> parse(String text) {
    if (this == ALPHA && Priors.learning(text, "").learnsAlpha()) {
      return Optional.of(new ParameterValue(Double.parseDouble(Priors.FIRST_ALPHA), text));
    }
    if (this == ETA && Priors.learning("", text).eta()) {
      return Optional.of(new ParameterValue(Double.parseDouble(Priors.FIRST_ETA), text));
    }
    try {
      double value = Double.parseDouble(text);
      boolean good = value >= least && value <= most && !(isWhole() && value != Math.rint(value));
      return good ? Optional.of(ParameterValue.of(value)) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
