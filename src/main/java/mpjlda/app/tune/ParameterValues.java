package mpjlda.app.tune;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import mpjlda.core.errors.LdaException;
import mpjlda.core.math.KeyedRandom;

/** The values of a hyper-parameter that are searched. */
sealed interface ParameterValues {
  /** Decimal digits of a drawn value, so that it can be typed. */
  MathContext DIGITS = new MathContext(4);

  /** One of them, as the random numbers have it. */
  ParameterValue draw(Parameter parameter, KeyedRandom random);

  /** Some values, in the order typed. */
  record Listed(List<ParameterValue> values) implements ParameterValues {
    public Listed {
      values = List.copyOf(values);
    }

    @Override
    public ParameterValue draw(Parameter parameter, KeyedRandom random) {
      return values.get(random.nextInt(values.size()));
    }
  }

  /** All from {@code low} to {@code high}, uniform in themselves or in their logarithm. */
  record Range(double low, double high, boolean log) implements ParameterValues {
    @Override
    public ParameterValue draw(Parameter parameter, KeyedRandom random) {
      double u = random.nextDouble();
      if (parameter.isWhole()) {
        double value = log ? between(low - 0.5, high + 0.5, u) : low - 0.5 + u * (high - low + 1);
        return ParameterValue.of(Math.min(high, Math.max(low, Math.rint(value))));
      }
      double value = log ? between(low, high, u) : low + u * (high - low);
      double rounded = new BigDecimal(value).round(DIGITS).doubleValue();
      return ParameterValue.of(Math.min(high, Math.max(low, rounded)));
    }

    private static double between(double low, double high, double u) {
      double from = StrictMath.log(low);
      return StrictMath.exp(from + u * (StrictMath.log(high) - from));
    }
  }

  /**
   * Reads {@code 20,50,100}, {@code 0.1,auto}, {@code 10..200} or {@code log:0.01..1}.
   *
   * @throws LdaException (2) naming what is wrong
   */
  static ParameterValues parse(Parameter parameter, String text) {
    boolean log = text.startsWith("log:");
    String values = log ? text.substring("log:".length()) : text;
    int dots = values.indexOf("..");
    if (dots >= 0) {
      double low = number(parameter, values.substring(0, dots), text);
      double high = number(parameter, values.substring(dots + 2), text);
      if (low >= high) {
        throw wrong(parameter, text, "a range goes from a smaller to a larger number");
      }
      return new Range(low, high, log);
    }
    if (log) {
      throw wrong(parameter, text, "log: is for a range, such as log:0.01..1");
    }
    LinkedHashSet<ParameterValue> listed = new LinkedHashSet<>();
    for (String value : values.split(",", -1)) {
      if (!listed.add(value(parameter, value, text))) {
        throw wrong(parameter, text, value + " is there twice");
      }
    }
    return new Listed(new ArrayList<>(listed));
  }

  private static double number(Parameter parameter, String value, String text) {
    ParameterValue number = value(parameter, value, text);
    if (number.isLearned()) {
      throw wrong(parameter, text, "a range has numbers at its ends, found \"" + value + "\"");
    }
    return number.number();
  }

  private static ParameterValue value(Parameter parameter, String value, String text) {
    return parameter
        .parse(value)
        .orElseThrow(
            () ->
                wrong(
                    parameter, text, parameter.expected() + " expected, found \"" + value + "\""));
  }

  private static LdaException wrong(Parameter parameter, String text, String why) {
    return LdaException.usage("--grid: \"" + parameter.label() + "=" + text + "\": " + why);
  }
}
