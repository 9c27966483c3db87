package mpjlda.app.tune;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Successive halving (Jamieson and Talwalkar, AISTATS 2016): all configurations get few iterations;
 * the better ones continue to the next round, with a factor more.
 */
final class SuccessiveHalving {
  /** The first iterations break the symmetry only; what is ranked by fewer is chance. */
  static final int FEWEST_ITERATIONS = 10;

  /**
   * A round.
   *
   * @param configurations that are in it
   * @param iterations of each, at most
   */
  record Round(int configurations, int iterations) {}

  private SuccessiveHalving() {}

  /**
   * The rounds of a search; the last has all iterations.
   *
   * @param factor by which the configurations become fewer and the iterations more, ≥ 2; empty for
   *     one round of all
   */
  static List<Round> rounds(int configurations, int iterations, OptionalInt factor) {
    if (factor.isEmpty()) {
      return List.of(new Round(configurations, iterations));
    }
    int by = factor.getAsInt();
    int cuts = 0;
    long divisor = 1;
    while (configurations / (divisor * by) >= 1
        && iterations / (divisor * by) >= FEWEST_ITERATIONS) {
      divisor *= by;
      cuts++;
    }
    List<Round> rounds = new ArrayList<>();
    int left = configurations;
    for (int cut = cuts; cut >= 0; cut--) {
      rounds.add(new Round(left, (int) ((iterations + divisor - 1) / divisor)));
      left = (left + by - 1) / by;
      divisor /= by;
    }
    return rounds;
  }
}
