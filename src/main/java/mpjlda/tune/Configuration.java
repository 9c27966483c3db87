package mpjlda.tune;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import mpjlda.config.TrainingConfig;

/**
 * Hyper-parameters to be tried.
 *
 * @param topics K
 * @param alpha the documents' symmetric prior
 * @param eta the topics' symmetric prior
 */
public record Configuration(int topics, double alpha, double eta) {
  /** The same run with these hyper-parameters, and so many iterations at most. */
  TrainingConfig applyTo(TrainingConfig base, int iterations) {
    double[] alphas = new double[topics];
    Arrays.fill(alphas, alpha);
    return base.with(new mpjlda.priors.DirichletPriors(alphas, eta), mpjlda.priors.PriorLearning.NONE, iterations);
  }

  Configuration with(Parameter parameter, double value) {
    return switch (parameter) {
      case TOPICS -> new Configuration((int) value, alpha, eta);
      case ALPHA -> new Configuration(topics, value, eta);
      case ETA -> new Configuration(topics, alpha, value);
    };
  }

  /** Name and value of each, in a fixed order. */
  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("topics", topics);
    map.put("alpha", alpha);
    map.put("eta", eta);
    return map;
  }

  /** Fit for a file. */
  String name() {
    return "k" + topics + "-alpha" + alpha + "-eta" + eta;
  }

  @Override
  public String toString() {
    return "topics=" + topics + " alpha=" + alpha + " eta=" + eta;
  }
}
