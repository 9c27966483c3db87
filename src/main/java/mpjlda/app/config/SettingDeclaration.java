package mpjlda.app.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * An option as a settings record declares it.
 *
 * @param setting its annotation
 * @param component of the record
 * @param heading of its group
 * @param required in the command at hand
 */
public record SettingDeclaration(
    Setting setting, RecordComponent component, String heading, boolean required) {
  /** Names as typed. */
  public List<String> names() {
    return List.of(setting.names());
  }

  /** Longest name, with its hyphens. */
  public String name() {
    return names().stream().max(Comparator.comparingInt(String::length)).orElseThrow();
  }

  public boolean isFlag() {
    return component.getType() == boolean.class;
  }

  /** Whether the option may be given several times. */
  public boolean isList() {
    return component.getType() == List.class;
  }

  /** The words that a value is one of; empty if it may be another. */
  public List<String> words() {
    Class<?> type = valueType();
    return type.isEnum()
        ? Arrays.stream(type.getEnumConstants()).map(SettingText::text).toList()
        : List.of();
  }

  /** Explanation with the default value. */
  public String help() {
    return setting.defaultValue().isEmpty()
        ? setting.help()
        : setting.help() + " Default: " + setting.defaultValue() + ".";
  }

  boolean isOptional() {
    return component.getType() == Optional.class;
  }

  /** Whether a value is a file's name, or several by a pattern. */
  private boolean isPath() {
    return valueType() == Path.class || setting.label().equals("PATH");
  }

  /** Type of one value. */
  Class<?> valueType() {
    if (isList() || isOptional()) {
      ParameterizedType generic = (ParameterizedType) component.getGenericType();
      return (Class<?>) generic.getActualTypeArguments()[0];
    }
    return component.getType();
  }

  boolean isFor(String algorithm) {
    return setting.algorithms().length == 0
        || Arrays.asList(setting.algorithms()).contains(algorithm);
  }

  /** The values that one argument holds. */
  List<String> split(String text) {
    return setting.commas() ? List.of(text.split(",", -1)) : List.of(text);
  }

  /** Reads a value; empty if it is none, which is noted. */
  Optional<Object> parse(String text, OptionProblems problems) {
    if (text.isEmpty() && isPath()) {
      // As scripts give it whose variable is not set; files would go to the current folder.
      problems.add(name() + " must be a path, found \"\"");
      return Optional.empty();
    }
    try {
      Object value = SettingText.parse(valueType(), text);
      if (SettingText.isWithin(value, setting)) {
        return Optional.of(value);
      }
      problems.add(name() + " must be " + expected() + ", found " + text.strip());
    } catch (IllegalArgumentException e) {
      problems.add(name() + " must be " + expected() + ", found \"" + text + "\"");
    }
    return Optional.empty();
  }

  private String expected() {
    return setting.expected().isEmpty()
        ? SettingText.expected(valueType(), setting)
        : setting.expected();
  }

  /** Value where the option is not given; some valid one if it is required. */
  Object absent() {
    if (isOptional()) {
      return Optional.empty();
    }
    if (isList()) {
      return List.of();
    }
    return setting.defaultValue().isEmpty()
        ? SettingText.neutral(valueType(), setting.min())
        : SettingText.parse(valueType(), setting.defaultValue());
  }
}
