package mpjlda.app.tune;

import java.util.LinkedHashMap;
import java.util.Map;
import mpjlda.app.evaluate.HeldOutScore;
import mpjlda.data.io.Json;
import mpjlda.data.io.JsonFields;

/**
 * What came of a trial.
 *
 * @param iterations that it took
 * @param documents that it was scored by
 * @param tokens held out of them
 * @param perToken log-likelihood per held-out token, in nats
 * @param seconds that it took
 */
record TrialResult(
    Trial trial, int iterations, long documents, long tokens, double perToken, double seconds) {
  static TrialResult of(Trial trial, int iterations, HeldOutScore score, double seconds) {
    return new TrialResult(
        trial, iterations, score.documents(), score.tokens(), score.perToken(), seconds);
  }

  double perplexity() {
    return HeldOutScore.perplexity(perToken);
  }

  /** As it is kept. */
  String toJson() {
    Map<String, Object> map = new LinkedHashMap<>(trial.configuration().toMap());
    map.put("fold", trial.fold() + 1);
    map.put("max_iterations", trial.iterations());
    map.put("iterations", iterations);
    map.put("documents", documents);
    map.put("tokens", tokens);
    map.put("log_likelihood_per_token", perToken);
    map.put("perplexity", perplexity());
    map.put("seconds", seconds);
    return Json.line(map);
  }

  /** A number, or a word as it is typed. */
  private static ParameterValue value(JsonFields fields, Parameter parameter) {
    String name = parameter.label();
    return fields.all().get(name) instanceof String word
        ? parameter.parse(word).orElseGet(() -> ParameterValue.of(fields.number(name)))
        : ParameterValue.of(fields.number(name));
  }

  /**
   * Reads it back.
   *
   * @param place named in messages
   * @throws mpjlda.core.errors.LdaException (65) if it is damaged
   */
  static TrialResult fromJson(String place, String json) {
    JsonFields fields = JsonFields.parse(place, 1, json);
    Configuration configuration =
        new Configuration(fields.smallCount("topics"), 0, 0)
            .with(Parameter.ALPHA, value(fields, Parameter.ALPHA))
            .with(Parameter.ETA, value(fields, Parameter.ETA));
    Trial trial =
        new Trial(
            configuration, fields.smallCount("fold") - 1, fields.smallCount("max_iterations"));
    return new TrialResult(
        trial,
        fields.smallCount("iterations"),
        fields.count("documents"),
        fields.count("tokens"),
        fields.number("log_likelihood_per_token"),
        fields.number("seconds"));
  }
}
