package mpjlda.app.tune;

import java.util.Comparator;
import java.util.List;

/**
 * A configuration's results of its last round.
 *
 * @param number of the configuration in the search, from 1
 * @param folds its results, in order
 */
record Score(int number, List<TrialResult> folds) {
  /**
   * The best first: who went through more rounds, then the smaller mean perplexity, then the
   * smaller number. A perplexity that is no number comes last.
   */
  static final Comparator<Score> BEST_FIRST =
      Comparator.comparingInt(Score::maxIterations)
          .reversed()
          .thenComparingDouble(Score::mean)
          .thenComparingInt(Score::number);

  Score {
    folds = List.copyOf(folds);
  }

  Configuration configuration() {
    return folds.get(0).trial().configuration();
  }

  /** Most iterations of the round. */
  int maxIterations() {
    return folds.get(0).trial().iterations();
  }

  /** Mean of the folds' perplexities. */
  double mean() {
    double sum = 0;
    for (TrialResult fold : folds) {
      sum += fold.perplexity();
    }
    return sum / folds.size();
  }

  /** Standard deviation of the folds' perplexities, with n − 1; NaN for a single one. */
  double spread() {
    if (folds.size() < 2) {
      return Double.NaN;
    }
    double mean = mean();
    double sum = 0;
    for (TrialResult fold : folds) {
      double difference = fold.perplexity() - mean;
      sum += difference * difference;
    }
    return Math.sqrt(sum / (folds.size() - 1));
  }

  /** Most iterations of a fold. */
  int iterations() {
    return folds.stream().mapToInt(TrialResult::iterations).max().orElse(0);
  }

  /** Seconds of all folds together. */
  double seconds() {
    return folds.stream().mapToDouble(TrialResult::seconds).sum();
  }
}
