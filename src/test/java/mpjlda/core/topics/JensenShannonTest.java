package mpjlda.core.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import mpjlda.core.math.KeyedRandom;
import mpjlda.core.parallel.Workers;
import org.junit.jupiter.api.Test;

class JensenShannonTest {
  @Test
  void closedForms() {
    double[] p = {0.5, 0.5, 0, 0};
    assertThat(JensenShannon.divergence(p, p)).isZero();
    assertThat(JensenShannon.divergence(p, new double[] {0, 0, 0.25, 0.75}))
        .isCloseTo(1, within(1e-15))
        .isLessThanOrEqualTo(1);
    // (1, 0) and (1/2, 1/2): H(3/4, 1/4) - 1/2 bits, H = 2 - 3/4 log2 3
    assertThat(JensenShannon.divergence(new double[] {1, 0}, new double[] {0.5, 0.5}))
        .isCloseTo(1.5 - 0.75 * Math.log(3) / Math.log(2), within(1e-15));
    // Half in common: half of each is disjoint, so 1/2 bit.
    assertThat(JensenShannon.divergence(p, new double[] {0.5, 0, 0.5, 0}))
        .isCloseTo(0.5, within(1e-15));
  }

  @Test
  void agreesWithTheTwoDivergencesFromTheMean() {
    long seed = 20261124;
    double[][] rows = new double[5][40];
    KeyedRandom random = new KeyedRandom(seed, "rows");
    for (int k = 0; k < 5; k++) {
      for (int w = 0; w < 40; w++) {
        random.seek(k, w);
        // From 1e-9 to 1, and some zeros.
        rows[k][w] = w % 7 == k ? 0 : Math.pow(10, -9 * random.nextDouble());
      }
      double sum = Arrays.stream(rows[k]).sum();
      rows[k] = Arrays.stream(rows[k]).map(x -> x / sum).toArray();
    }
    try (Workers workers = new Workers(2)) {
      double[][] square = JensenShannon.divergences(rows, workers);
      double[][] between = JensenShannon.divergences(rows, Arrays.copyOf(rows, 3), workers);
      for (int k = 0; k < 5; k++) {
        for (int l = 0; l < 5; l++) {
          String where = "seed " + seed + ", " + k + " and " + l;
          double expected = 0.5 * (toMean(rows[k], rows[l]) + toMean(rows[l], rows[k]));
          assertThat(square[k][l]).as(where).isCloseTo(expected, within(1e-14));
          if (l < 3) {
            assertThat(between[k][l]).as(where).isEqualTo(square[k][l], within(1e-15));
          }
        }
      }
    }
  }

  /** KL(p, (p+q)/2) in bits. */
  private static double toMean(double[] p, double[] q) {
    double sum = 0;
    for (int w = 0; w < p.length; w++) {
      sum += p[w] == 0 ? 0 : p[w] * Math.log(2 * p[w] / (p[w] + q[w])) / Math.log(2);
    }
    return sum;
  }
}
