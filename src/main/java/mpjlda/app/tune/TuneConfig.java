package mpjlda.app.tune;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import mpjlda.app.config.Settings;
import mpjlda.app.config.TrainingConfig;

/**
 * A search as asked for; every value has been checked.
 *
 * @param training how every configuration is trained; its output is the search's folder
 * @param configurations to be tried, all different
 * @param groupSize ranks that train one configuration together
 * @param halving rounds of fewer configurations and more iterations, by this factor
 * @param trainBest whether the best one is trained on the whole corpus in the end
 */
public record TuneConfig(
    TrainingConfig training,
    List<Configuration> configurations,
    HoldOut holdOut,
    int groupSize,
    OptionalInt halving,
    boolean trainBest,
    boolean json) {
  public TuneConfig {
    configurations = List.copyOf(configurations);
  }

  Path output() {
    return training.output();
  }

  /**
   * The training of a configuration on the whole corpus, into a folder named after it: a larger
   * search may find another best one.
   */
  TrainingConfig best(Configuration configuration) {
    return Settings.with(
        configuration.applyTo(training, training.iterations()),
        Map.of(
            "--output",
            output().resolve("best-" + configuration.name()),
            "--held-out",
            List.of(),
            "--observed",
            List.of()));
  }
}
