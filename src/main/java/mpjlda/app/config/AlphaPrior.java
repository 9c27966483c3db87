package mpjlda.app.config;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import mpjlda.core.priors.PriorLearning;

/**
 * Dirichlet prior of the documents, as {@code --alpha} gives it.
 *
 * @param learned what of it is learned
 * @param values given, or those that learning starts from: one for all topics, or K
 */
public record AlphaPrior(PriorLearning.Alpha learned, List<Double> values) implements SettingValue {
  static final String EXPECTED =
      "a number > 0, or one for each topic separated by commas, auto or auto-symmetric";

  public AlphaPrior {
    values = List.copyOf(values);
  }

  /**
   * A prior of K topics.
   *
   * @param values given, or those that learning starts from (K)
   */
  public static AlphaPrior of(PriorLearning.Alpha learned, double[] values) {
    return new AlphaPrior(learned, Arrays.stream(values).boxed().toList());
  }

  /** One number for all topics, or where learning starts. */
  public static AlphaPrior symmetric(PriorLearning.Alpha learned, double value) {
    return new AlphaPrior(learned, List.of(value));
  }

  /**
   * Reads {@code auto}, {@code auto-symmetric}, {@code 0.1} or {@code a1,a2,…}.
   *
   * @throws IllegalArgumentException if the text is none of these
   */
  public static AlphaPrior parse(String text) {
    PriorLearning.Alpha learned = Priors.learning(text, "").alpha();
    String numbers = learned == PriorLearning.Alpha.FIXED ? text : Priors.FIRST_ALPHA;
    return new AlphaPrior(
        learned, Arrays.stream(numbers.split(",", -1)).map(Priors::parsePositive).toList());
  }

  /**
   * Reads the value of {@code --alpha} for a model of K topics.
   *
   * @throws mpjlda.core.errors.LdaException (2) if it is none
   */
  public static double[] parse(String text, int topics) {
    OptionProblems problems = new OptionProblems();
    AlphaPrior prior = symmetric(PriorLearning.Alpha.FIXED, 1);
    try {
      prior = parse(text);
    } catch (IllegalArgumentException e) {
      problems.add("--alpha must be " + EXPECTED + ", found \"" + text + "\"");
    }
    prior.check(topics, problems);
    problems.throwIfAny();
    return prior.vector(topics);
  }

  @Override
  public String text() {
    return learned == PriorLearning.Alpha.FIXED
        ? values.stream().map(String::valueOf).collect(Collectors.joining(","))
        : Priors.name(learned);
  }

  /** A word, one number where all are the same, or a list. */
  @Override
  public Map<String, Object> members(String key) {
    if (learned != PriorLearning.Alpha.FIXED) {
      return Map.of(key, Priors.name(learned));
    }
    boolean symmetric = values.stream().allMatch(values.get(0)::equals);
    return Map.of(key, symmetric ? values.get(0) : values);
  }

  /** A number for each topic (K). */
  double[] vector(int topics) {
    double[] vector = new double[topics];
    Arrays.setAll(vector, k -> values.get(values.size() == 1 ? 0 : k));
    return vector;
  }

  /** Notes a number of values that does not fit the topics. */
  void check(int topics, OptionProblems problems) {
    problems.require(
        values.size() == 1 || values.size() == topics,
        "--alpha must have one number or one for each of the "
            + topics
            + " topics, found "
            + values.size());
  }
}
