package mpjlda.app.config;

import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Values of options as text, and their limits. */
final class SettingText {
  private SettingText() {}

  /**
   * Reads a value.
   *
   * @throws IllegalArgumentException if the text is no value of the type
   */
  static Object parse(Class<?> type, String text) {
    String stripped = text.strip();
    if (type == int.class || type == Integer.class) {
      return Integer.parseInt(stripped);
    }
    if (type == long.class || type == Long.class) {
      return Long.parseLong(stripped);
    }
    if (type == double.class || type == Double.class) {
      return Double.parseDouble(stripped);
    }
    if (type == boolean.class) {
      return Boolean.parseBoolean(stripped);
    }
    if (type == String.class) {
      return text;
    }
    if (type == Path.class) {
      return Path.of(text);
    }
    if (type == Duration.class) {
      return Durations.parse(text);
    }
    return type.isEnum() ? constant(type, stripped) : byOwnParser(type, stripped);
  }

  private static Object constant(Class<?> type, String word) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> text(constant).equalsIgnoreCase(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(word));
  }

  private static Object byOwnParser(Class<?> type, String text) {
    try {
      return type.getMethod("parse", String.class).invoke(null, text);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException wrong) {
        throw wrong;
      }
      throw new IllegalStateException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Form in which users type a value. */
  static String text(Object value) {
    if (value instanceof SettingValue own) {
      return own.text();
    }
    if (value instanceof Duration time) {
      return Durations.text(time);
    }
    return value instanceof Enum<?> word
        ? word.name().toLowerCase(Locale.ROOT).replace('_', '-')
        : value.toString();
  }

  /** Value in {@code model.json}. */
  static Object json(Object value) {
    if (value instanceof Number || value instanceof Boolean || value instanceof List) {
      return value;
    }
    return text(value);
  }

  static boolean isWithin(Object value, Setting limits) {
    double number = 0;
    if (value instanceof Number given) {
      number = given.doubleValue();
    } else if (value instanceof Duration time) {
      number = time.toSeconds();
    } else {
      return true;
    }
    return number >= limits.min() && number <= limits.max() && number < limits.below();
  }

  /** Words for what a value of the type must be. */
  static String expected(Class<?> type, Setting limits) {
    if (type == Duration.class) {
      return Durations.EXPECTED;
    }
    if (type.isEnum()) {
      List<String> words = Arrays.stream(type.getEnumConstants()).map(SettingText::text).toList();
      int last = words.size() - 1;
      return String.join(", ", words.subList(0, last)) + " or " + words.get(last);
    }
    if (Double.isInfinite(limits.min())) {
      return type == int.class || type == long.class ? "a whole number" : "a number";
    }
    return Double.isInfinite(limits.max())
        ? ">= " + number(limits.min())
        : "from " + number(limits.min()) + " to " + number(limits.max());
  }

  private static String number(double limit) {
    return limit == Math.rint(limit) ? Long.toString((long) limit) : Double.toString(limit);
  }

  /** Some value of the type, for a required option that is missing. */
  static Object neutral(Class<?> type, double min) {
    if (type == int.class || type == Integer.class) {
      return (int) Math.max(min, 0);
    }
    if (type == long.class || type == Long.class) {
      return (long) Math.max(min, 0);
    }
    if (type == double.class || type == Double.class) {
      return Math.max(min, 0.0);
    }
    if (type == boolean.class) {
      return false;
    }
    if (type == Duration.class) {
      return Duration.ofSeconds((long) Math.max(min, 1));
    }
    if (type == Path.class) {
      return Path.of("");
    }
    return "";
  }
}
