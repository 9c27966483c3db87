package mpjlda.core.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import mpjlda.core.math.KeyedRandom;
import org.junit.jupiter.api.Test;

class AssignmentTest {
  @Test
  void greedyWouldBeWrong() {
    // The least entry (1) forces 100 on the other row.
    assertThat(Assignment.least(new double[][] {{1, 2}, {3, 100}})).containsExactly(1, 0);
  }

  @Test
  void bruteForceFindsNothingBetter() {
    long seed = 20261127;
    KeyedRandom random = new KeyedRandom(seed, "costs");
    for (int rows = 1; rows <= 6; rows++) {
      for (int columns = 1; columns <= 6; columns++) {
        for (int round = 0; round < 5; round++) {
          double[][] costs = new double[rows][columns];
          for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
              random.seek(10L * rows + columns, 1000 * round + 10 * i + j);
              // Few different values: ties.
              costs[i][j] = Math.rint(8 * random.nextDouble()) / 4 - 0.5;
            }
          }
          String where = "seed " + seed + ": " + Arrays.deepToString(costs);
          int[] found = Assignment.least(costs);
          assertThat(Arrays.stream(found).filter(j -> j >= 0).count())
              .as(where)
              .isEqualTo(Math.min(rows, columns))
              .isEqualTo(Arrays.stream(found).filter(j -> j >= 0).distinct().count());
          double sum = 0;
          for (int i = 0; i < rows; i++) {
            sum += found[i] < 0 ? 0 : costs[i][found[i]];
          }
          double best = best(costs, 0, 0, Math.max(0, rows - columns));
          assertThat(sum).as(where).isCloseTo(best, within(1e-12));
        }
      }
    }
  }

  /** The least sum for rows from {@code row} on, of which {@code spare} may go without. */
  private static double best(double[][] costs, int row, int used, int spare) {
    if (row == costs.length) {
      return 0;
    }
    double least = spare > 0 ? best(costs, row + 1, used, spare - 1) : Double.POSITIVE_INFINITY;
    for (int j = 0; j < costs[row].length; j++) {
      if ((used & (1 << j)) == 0) {
        least = Math.min(least, costs[row][j] + best(costs, row + 1, used | (1 << j), spare));
      }
    }
    return least;
  }
}
