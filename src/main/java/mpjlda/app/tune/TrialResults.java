package mpjlda.app.tune;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The results that are known, by trial. */
final class TrialResults {
  private final Map<Trial, TrialResult> byTrial = new LinkedHashMap<>();

  void add(TrialResult result) {
    byTrial.putIfAbsent(result.trial(), result);
  }

  boolean has(Trial trial) {
    return byTrial.containsKey(trial);
  }

  Optional<TrialResult> of(Trial trial) {
    return Optional.ofNullable(byTrial.get(trial));
  }

  boolean hasAll(List<Trial> trials) {
    return byTrial.keySet().containsAll(trials);
  }

  int count() {
    return byTrial.size();
  }

  /**
   * A configuration's results with so many iterations, if all folds have one.
   *
   * @param number of the configuration in the search, from 1
   */
  Optional<Score> score(int number, Configuration configuration, int folds, int iterations) {
    List<TrialResult> found = new ArrayList<>();
    for (int fold = 0; fold < folds; fold++) {
      TrialResult result = byTrial.get(new Trial(configuration, fold, iterations));
      if (result == null) {
        return Optional.empty();
      }
      found.add(result);
    }
    return Optional.of(new Score(number, found));
  }
}
