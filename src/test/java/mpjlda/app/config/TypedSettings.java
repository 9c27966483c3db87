package mpjlda.app.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Settings as if they had been typed: names that begin with two hyphens, and values. */
public final class TypedSettings {
  private TypedSettings() {}

  /**
   * Reads one option after the other; a flag is a name without a value.
   *
   * @throws mpjlda.core.errors.LdaException (2) with all problems
   */
  public static <R extends Record> R of(Class<R> type, Object... words) {
    Map<String, List<String>> typed = new LinkedHashMap<>();
    for (int i = 0; i < words.length; i++) {
      List<String> values = typed.computeIfAbsent(words[i].toString(), name -> new ArrayList<>());
      boolean isFlag = i + 1 == words.length || words[i + 1].toString().startsWith("--");
      values.add(isFlag ? "true" : words[++i].toString());
    }
    OptionProblems problems = new OptionProblems();
    R settings = Settings.read(type, name -> typed.getOrDefault(name, List.of()), problems);
    problems.throwIfAny();
    return settings;
  }
}
