package mpjlda.tune;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The hyper-parameters that can be searched. */
enum Parameter {
  TOPICS(1, 100_000, "a whole number from 1 to 100000"),
  ALPHA(1e-100, 1e15, "a number > 0"),
  ETA(1e-100, 1e15, "a number > 0");

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

  /** What a value has to be. */
  String expected() {
    return expected;
  }

  /** The number, or empty if it is none that the parameter may have. */
  Optional<Double> parse(String text) {
    try {
      double value = Double.parseDouble(text);
      boolean good = value >= least && value <= most && !(isWhole() && value != Math.rint(value));
      return good ? Optional.of(value) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
