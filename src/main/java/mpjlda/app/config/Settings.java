package mpjlda.app.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Records of settings: what follows from their declarations. A component of such a record is an
 * option ({@link Setting}) or a record of further settings.
 */
public final class Settings {
  /** Heading of the options that most users need. */
  public static final String COMMON = "Common options";

  private Settings() {}

  /** Options of a record and of its groups, in the order of their declaration. */
  public static List<SettingDeclaration> declarations(Class<? extends Record> type) {
    List<SettingDeclaration> all = new ArrayList<>();
    collect(type, Scope.ALL.with(type.getAnnotation(SettingsGroup.class)), all);
    return all;
  }

  /** Heading of a record's own options; empty if it declares none. */
  public static String heading(Class<? extends Record> type) {
    SettingsGroup group = type.getAnnotation(SettingsGroup.class);
    return group == null ? "" : group.heading();
  }

  private static void collect(
      Class<? extends Record> type, Scope scope, List<SettingDeclaration> all) {
    for (RecordComponent component : type.getRecordComponents()) {
      Setting setting = component.getAnnotation(Setting.class);
      if (setting == null) {
        collect(group(component), scope.within(component), all);
      } else if (scope.has(setting)) {
        all.add(scope.declaration(setting, component));
      }
    }
  }

  /**
   * Makes the record of what was typed.
   *
   * @param typed values of an option by its longest name, as typed; a flag's is {@code true}; empty
   *     if the option was not given
   * @param problems notes every wrong value and broken rule; the record must not be used then
   */
  public static <R extends Record> R read(
      Class<R> type, Function<String, List<String>> typed, OptionProblems problems) {
    return read(type, Scope.ALL, typed, problems);
  }

  private static <R extends Record> R read(
      Class<R> type, Scope scope, Function<String, List<String>> typed, OptionProblems problems) {
    RecordComponent[] components = type.getRecordComponents();
    Object[] values = new Object[components.length];
    for (int i = 0; i < values.length; i++) {
      Setting setting = components[i].getAnnotation(Setting.class);
      if (setting == null) {
        values[i] = read(group(components[i]), scope.within(components[i]), typed, problems);
      } else {
        SettingDeclaration declared = scope.declaration(setting, components[i]);
        List<String> given = scope.has(setting) ? typed.apply(declared.name()) : List.of();
        values[i] = value(declared, given, problems);
      }
    }
    R record = create(type, values);
    if (record instanceof CheckedSettings checked) {
      checked.check(problems);
    }
    return record;
  }

  private static Object value(
      SettingDeclaration declared, List<String> given, OptionProblems problems) {
    if (given.isEmpty()) {
      problems.require(!declared.required(), declared.name() + " is missing");
      return declared.absent();
    }
    if (declared.isList()) {
      return given.stream()
          .flatMap(text -> declared.split(text).stream())
          .flatMap(text -> declared.parse(text, problems).stream())
          .toList();
    }
    Optional<Object> value = declared.parse(given.get(0), problems);
    return declared.isOptional() ? value : value.orElseGet(declared::absent);
  }

  /**
   * Copies a record with other values of some options.
   *
   * @param changes by an option's longest name, each of the component's type
   */
  public static <R extends Record> R with(R record, Map<String, ?> changes) {
    Set<String> unused = new HashSet<>(changes.keySet());
    R changed = with(record, changes, unused);
    if (!unused.isEmpty()) {
      throw new IllegalArgumentException(record.getClass() + " has no options " + unused);
    }
    return changed;
  }

  @SuppressWarnings("unchecked")
  private static <R extends Record> R with(R record, Map<String, ?> changes, Set<String> unused) {
    RecordComponent[] components = record.getClass().getRecordComponents();
    Object[] values = new Object[components.length];
    for (int i = 0; i < values.length; i++) {
      Setting setting = components[i].getAnnotation(Setting.class);
      values[i] = get(record, components[i]);
      if (setting == null) {
        values[i] = with((Record) values[i], changes, unused);
        continue;
      }
      for (String name : setting.names()) {
        Object change = changes.get(name);
        if (change != null) {
          values[i] = change;
          unused.remove(name);
        }
      }
    }
    return create((Class<R>) record.getClass(), values);
  }

  /** Words of a command line that give this record: the options that differ from their default. */
  public static List<String> arguments(Record record) {
    List<String> words = new ArrayList<>();
    forEach(
        record,
        (declared, value) -> {
          if (declared.setting().printed() && !value.equals(declared.absent())) {
            words.addAll(words(declared, value));
          }
        });
    return words;
  }

  /** Options that have another value than their default. */
  static List<String> given(Record record) {
    List<String> names = new ArrayList<>();
    forEach(
        record,
        (declared, value) -> {
          if (!value.equals(declared.absent())) {
            names.add(declared.name());
          }
        });
    return names;
  }

  private static List<String> words(SettingDeclaration declared, Object value) {
    if (declared.isFlag()) {
      return List.of(declared.name());
    }
    List<String> words = new ArrayList<>();
    for (Object each : each(value)) {
      String text = SettingText.text(each);
      // A value that begins with a hyphen would be taken for an option.
      words.addAll(
          text.startsWith("-")
              ? List.of(declared.name() + "=" + text)
              : List.of(declared.name(), text));
    }
    return words;
  }

  private static List<?> each(Object value) {
    if (value instanceof Optional<?> optional) {
      return optional.stream().toList();
    }
    return value instanceof List<?> list ? list : List.of(value);
  }

  /** Values by their keys in {@code model.json}, of the options that are for an algorithm. */
  static Map<String, Object> values(Record record, String algorithm) {
    Map<String, Object> map = new LinkedHashMap<>();
    forEach(
        record,
        (declared, value) -> {
          if (!declared.setting().key().isEmpty() && declared.isFor(algorithm)) {
            map.putAll(members(declared.setting(), value));
          }
        });
    return map;
  }

  private static Map<String, Object> members(Setting setting, Object value) {
    Object present = value instanceof Optional<?> optional ? optional.orElse(null) : value;
    if (present == null || present.equals(List.of())) {
      return setting.absent().equals(Setting.OMITTED)
          ? Map.of()
          : Map.of(setting.key(), setting.absent());
    }
    return present instanceof SettingValue own
        ? own.members(setting.key())
        : Map.of(setting.key(), SettingText.json(present));
  }

  /** Notes every option that has another value than its default, but is for other algorithms. */
  static void requireAlgorithm(Record record, String algorithm, OptionProblems problems) {
    forEach(
        record,
        (declared, value) ->
            problems.require(
                declared.isFor(algorithm)
                    || !declared.setting().strict()
                    || value.equals(declared.absent()),
                declared.name()
                    + " goes with --algorithm "
                    + String.join(" and ", declared.setting().algorithms())));
  }

  /** Names of options that were given another value than the default, and have no effect. */
  public static List<String> withoutEffect(Record record, String algorithm) {
    List<String> names = new ArrayList<>();
    forEach(
        record,
        (declared, value) -> {
          if (!declared.isFor(algorithm) && !value.equals(declared.absent())) {
            names.add(declared.name());
          }
        });
    return names;
  }

  private static void forEach(Record record, BiConsumer<SettingDeclaration, Object> action) {
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      Setting setting = component.getAnnotation(Setting.class);
      Object value = get(record, component);
      if (setting == null) {
        forEach((Record) value, action);
      } else {
        action.accept(new SettingDeclaration(setting, component, "", false), value);
      }
    }
  }

  private static Class<? extends Record> group(RecordComponent component) {
    return component.getType().asSubclass(Record.class);
  }

  private static Object get(Record record, RecordComponent component) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static <R extends Record> R create(Class<R> type, Object[] values) {
    try {
      Constructor<R> constructor =
          type.getDeclaredConstructor(
              Arrays.stream(type.getRecordComponents())
                  .map(RecordComponent::getType)
                  .toArray(Class<?>[]::new));
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * How the options of a group are seen from the command.
   *
   * @param without options that the command does not have
   * @param optional required options that it does not require
   */
  private record Scope(String heading, List<String> without, List<String> optional) {
    static final Scope ALL = new Scope("", List.of(), List.of());

    Scope within(RecordComponent component) {
      Scope own = with(component.getType().getAnnotation(SettingsGroup.class));
      return own.with(component.getAnnotation(SettingsGroup.class));
    }

    private Scope with(@org.jspecify.annotations.Nullable SettingsGroup group) {
      if (group == null) {
        return this;
      }
      return new Scope(
          group.heading().isEmpty() ? heading : group.heading(),
          joined(without, group.without()),
          joined(optional, group.optional()));
    }

    private static List<String> joined(List<String> some, String[] more) {
      List<String> all = new ArrayList<>(some);
      all.addAll(Arrays.asList(more));
      return all;
    }

    boolean has(Setting setting) {
      return Arrays.stream(setting.names()).noneMatch(without::contains);
    }

    SettingDeclaration declaration(Setting setting, RecordComponent component) {
      SettingDeclaration declared = new SettingDeclaration(setting, component, "", false);
      return new SettingDeclaration(
          setting,
          component,
          setting.common() ? COMMON : heading,
          setting.required() && !optional.contains(declared.name()));
    }
  }
}
