package mpjlda.core.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import mpjlda.core.kernel.KernelChoice;
import mpjlda.core.kernel.KernelProviders;
import org.apache.commons.numbers.gamma.Digamma;
import org.apache.commons.numbers.gamma.LogGamma;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plain Java against the definitions, vectors against plain Java to the bit. */
class ArrayFunctionsTest {
  private static final long SEED = Long.getLong("tests.seed", 20261121);

  private final ArrayFunctions scalar = new ScalarFunctions();
  private final ArrayFunctions vector = KernelProviders.of(KernelChoice.Kind.VECTOR).functions();
  private final SplittableRandom random = new SplittableRandom(SEED);

  private double[] magnitudes(int n, double from, double to) {
    return random.doubles(n, from, to).map(e -> Math.pow(10, e)).toArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 9, 16, 100, 1001})
  void dirichletTermsAreTheDefinitions(int n) {
    // Below 1e-5 the library that this is checked against drops a term.
    double[] x = magnitudes(n + 3, -4, 12);
    double[] prior = magnitudes(n, -3, 1);
    double[] total = random.doubles(n, -3, 20).toArray();
    double[] found = new double[n + 2];
    double sum = scalar.dirichletTerms(x, 3, prior, total, found, 2);
    double expected = 0;
    double size = 0;
    for (int k = 0; k < n; k++) {
      double e = Digamma.value(x[k + 3]) - total[k];
      assertThat(found[k + 2])
          .as("seed %d", SEED)
          .isCloseTo(e, within(1e-13 * (1 + Math.abs(total[k]) + Math.abs(e))));
      double term = (prior[k] - x[k + 3]) * e + LogGamma.value(x[k + 3]);
      expected += term;
      size += x[k + 3] * (1 + Math.abs(e)) + Math.abs(term);
    }
    assertThat(sum).as("seed %d", SEED).isCloseTo(expected, within(1e-13 * (1 + size)));
    double[] same = new double[n + 2];
    assertThat(vector.dirichletTerms(x, 3, prior, total, same, 2)).isEqualTo(sum);
    assertThat(same).containsExactly(found);
    for (ArrayFunctions functions : List.of(scalar, vector)) {
      double[] alone = new double[n + 2];
      functions.dirichletExpectations(x, 3, total, alone, 2);
      assertThat(alone).containsExactly(found);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 9, 16, 100, 1001})
  void expScaledMakesTheLargestOne(int n) {
    double[] logs = random.doubles(n + 1, -400, 5).toArray();
    double largest = Arrays.stream(logs, 1, n + 1).max().orElseThrow();
    double[] found = logs.clone();
    assertThat(scalar.expScaled(found, 1, n)).isEqualTo(largest);
    for (int k = 1; k <= n; k++) {
      double expected = Math.exp(Math.max(logs[k] - largest, SpecialFunctions.EXP_FLOOR));
      assertThat(found[k]).as("seed %d", SEED).isCloseTo(expected, within(1e-15 * expected));
    }
    double[] same = logs.clone();
    assertThat(vector.expScaled(same, 1, n)).isEqualTo(largest);
    assertThat(same).containsExactly(found);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 8, 9, 16, 100, 1001})
  void weightedLogsAreTheDefinition(int n) {
    double[] counts = random.doubles(n + 1, 1, 20).map(Math::rint).toArray();
    double[] weights = magnitudes(n + 1, -100, 100);
    double expected = 0;
    double size = 0;
    for (int i = 0; i < n; i++) {
      expected += counts[i] * Math.log(counts[i] / weights[i]);
      size += counts[i] * Math.abs(Math.log(counts[i] / weights[i]));
    }
    double sum = scalar.weightedLogs(counts, weights, n);
    assertThat(sum).as("seed %d", SEED).isCloseTo(expected, within(1e-14 * (1 + size)));
    assertThat(vector.weightedLogs(counts, weights, n)).isEqualTo(sum);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 9, 16, 100, 1001})
  void addRoundedAddsWhatRintGives(int n) {
    double[] theta = magnitudes(n, -30, 1);
    double[] row = magnitudes(n + 1, -30, 0);
    float[] narrow = new float[n + 1];
    for (int k = 0; k <= n; k++) {
      narrow[k] = (float) row[k];
    }
    double scale = 0x1.0p45;
    long[] sums = random.longs(n + 2).toArray();
    for (boolean isDouble : new boolean[] {true, false}) {
      long[] expected = sums.clone();
      for (int k = 0; k < n; k++) {
        double x = theta[k] * (isDouble ? row[k + 1] : narrow[k + 1]);
        expected[k + 2] += (long) Math.rint(x * scale);
      }
      for (ArrayFunctions functions : new ArrayFunctions[] {scalar, vector}) {
        long[] found = sums.clone();
        if (isDouble) {
          functions.addRounded(theta, row, 1, scale, found, 2, n);
        } else {
          functions.addRounded(theta, narrow, 1, scale, found, 2, n);
        }
        assertThat(found).as("seed %d", SEED).containsExactly(expected);
      }
    }
  }
}
