package mpjlda.app.tune;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mpjlda.core.errors.LdaException;
import mpjlda.core.math.KeyedRandom;

/** The hyper-parameters' values that {@code --grid} gives, and the configurations made of them. */
public final class SearchSpace {
  private static final int MOST_CONFIGURATIONS = 100_000;

  /** Draws without a new configuration that tell that there are no more. */
  private static final int VAIN_DRAWS = 10_000;

  private final Map<Parameter, ParameterValues> values;

  private SearchSpace(Map<Parameter, ParameterValues> values) {
    this.values = values;
  }

  /**
   * Reads {@code topics=20,50 alpha=0.05,auto eta=log:0.01..1}.
   *
   * @throws LdaException (2) naming the part that is wrong
   */
  public static SearchSpace parse(String text) {
    Map<Parameter, ParameterValues> values = new LinkedHashMap<>();
    for (String token : text.strip().split("\\s+", -1)) {
      int equals = token.indexOf('=');
      String name = equals < 0 ? token : token.substring(0, equals);
      Parameter parameter =
          Parameter.named(name)
              .orElseThrow(
                  () ->
                      LdaException.usage(
                          "--grid: \"" + token + "\": topics=, alpha= or eta= expected"));
      if (equals < 0) {
        throw LdaException.usage(
            "--grid: \"" + token + "\": values expected, such as " + name + "=1,2");
      }
      if (values.put(parameter, ParameterValues.parse(parameter, token.substring(equals + 1)))
          != null) {
        throw LdaException.usage("--grid: \"" + token + "\": " + name + " is there twice");
      }
    }
    return new SearchSpace(values);
  }

  /** Whether it says which numbers of topics are to be tried. */
  public boolean hasTopics() {
    return values.containsKey(Parameter.TOPICS);
  }

  /**
   * All combinations of the values, those of the parameter typed last changing fastest.
   *
   * @param base what the parameters that are not searched are
   * @throws LdaException (2) if there is a range, or too many
   */
  public List<Configuration> grid(Configuration base) {
    List<Configuration> configurations = List.of(base);
    for (Map.Entry<Parameter, ParameterValues> entry : values.entrySet()) {
      if (!(entry.getValue() instanceof ParameterValues.Listed listed)) {
        throw LdaException.usage(
            "--grid: "
                + entry.getKey().label()
                + " has a range, which goes with --random N; list its values instead");
      }
      if ((long) configurations.size() * listed.values().size() > MOST_CONFIGURATIONS) {
        throw LdaException.usage("--grid: more than " + MOST_CONFIGURATIONS + " combinations");
      }
      List<Configuration> more = new ArrayList<>();
      for (Configuration configuration : configurations) {
        for (ParameterValue value : listed.values()) {
          more.add(configuration.with(entry.getKey(), value));
        }
      }
      configurations = more;
    }
    return configurations;
  }

  /**
   * Draws different configurations. The first n are the same whatever the count asked for.
   *
   * @param count how many; fewer are given if there are no more
   * @param seed of the draws
   */
  public List<Configuration> random(int count, long seed, Configuration base) {
    Map<Parameter, KeyedRandom> randoms = new EnumMap<>(Parameter.class);
    for (Parameter parameter : values.keySet()) {
      randoms.put(parameter, new KeyedRandom(seed, "tune-" + parameter.label()));
    }
    Set<Configuration> drawn = new LinkedHashSet<>();
    int vain = 0;
    for (long i = 0; drawn.size() < count && vain < VAIN_DRAWS; i++) {
      Configuration configuration = base;
      for (Map.Entry<Parameter, KeyedRandom> entry : randoms.entrySet()) {
        Parameter parameter = entry.getKey();
        entry.getValue().seek(i, 0);
        ParameterValues choice =
            values.getOrDefault(parameter, new ParameterValues.Listed(List.of()));
        configuration = configuration.with(parameter, choice.draw(parameter, entry.getValue()));
      }
      vain = drawn.add(configuration) ? 0 : vain + 1;
    }
    return List.copyOf(drawn);
  }
}
