package mpjlda.app.tune;

import java.util.LinkedHashMap;
import java.util.Map;
import mpjlda.app.config.AlphaPrior;
import mpjlda.app.config.EtaPrior;
import mpjlda.app.config.Priors;
import mpjlda.app.config.Settings;
import mpjlda.app.config.TrainingConfig;
import mpjlda.core.priors.PriorLearning;

/**
 * Hyper-parameters to be tried.
 *
 * @param topics K
 * @param alpha the documents' symmetric prior, or where learning starts
 * @param eta the topics' symmetric prior, or where learning starts
 * @param learning which of the two are learned
 */
public record Configuration(int topics, double alpha, double eta, PriorLearning learning) {
  /** With given priors. */
  Configuration(int topics, double alpha, double eta) {
    this(topics, alpha, eta, PriorLearning.NONE);
  }

  /** A run with these hyper-parameters, and so many iterations at most. */
  TrainingConfig applyTo(TrainingConfig base, int iterations) {
    return Settings.with(
        base,
        Map.of(
            "--topics",
            topics,
            "--alpha",
            AlphaPrior.symmetric(learning.alpha(), alpha),
            "--eta",
            new EtaPrior(learning.eta(), eta),
            "--iterations",
            iterations));
  }

  Configuration with(Parameter parameter, double value) {
    return with(parameter, ParameterValue.of(value));
  }

  Configuration with(Parameter parameter, ParameterValue value) {
    double number = value.number();
    return switch (parameter) {
      case TOPICS -> new Configuration((int) number, alpha, eta, learning);
      case ALPHA ->
          new Configuration(
              topics,
              number,
              eta,
              new PriorLearning(Priors.learning(value.word(), "").alpha(), learning.eta()));
      case ETA ->
          new Configuration(
              topics, alpha, number, new PriorLearning(learning.alpha(), value.isLearned()));
    };
  }

  /** As it is typed: a number or a word. */
  Object alphaAsTyped() {
    return learning.learnsAlpha() ? Priors.name(learning.alpha()) : (Object) alpha;
  }

  /** As it is typed: a number or a word. */
  Object etaAsTyped() {
    return learning.eta() ? Priors.AUTO : (Object) eta;
  }

  /** Name and value of each, in a fixed order. */
  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("topics", topics);
    map.put("alpha", alphaAsTyped());
    map.put("eta", etaAsTyped());
    return map;
  }

  /** Fit for a file. */
  String name() {
    return "k" + topics + "-alpha" + alphaAsTyped() + "-eta" + etaAsTyped();
  }

  @Override
  public String toString() {
    return "topics=" + topics + " alpha=" + alphaAsTyped() + " eta=" + etaAsTyped();
  }
}
