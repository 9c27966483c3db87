package mpjlda.core.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyedRandomTest {
  @Test
  void dependsOnTheKeyOnly() {
    KeyedRandom a = new KeyedRandom(1, "lambda");
    KeyedRandom b = new KeyedRandom(1, "lambda");
    b.seek(99, 3);
    double unused = b.nextGamma(2.5);
    a.seek(5, 7);
    b.seek(5, 7);
    for (int i = 0; i < 100; i++) {
      assertThat(a.nextLong()).isEqualTo(b.nextLong());
    }
    assertThat(unused).isPositive();
  }

  @Test
  void everyPartOfTheKeyCounts() {
    Set<Long> seen = new HashSet<>();
    for (long seed = 0; seed < 4; seed++) {
      for (String purpose : new String[] {"lambda", "split"}) {
        KeyedRandom random = new KeyedRandom(seed, purpose);
        for (long i = 0; i < 50; i++) {
          for (long j = 0; j < 50; j++) {
            random.seek(i, j);
            seen.add(random.nextLong());
          }
        }
      }
    }
    assertThat(seen).hasSize(4 * 2 * 50 * 50);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.5, 1, 2.5, 100})
  void gammaHasItsMeanAndVariance(double shape) {
    KeyedRandom random = new KeyedRandom(20261121, "test");
    int n = 200_000;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      random.seek(i, 0);
      double x = random.nextGamma(shape);
      assertThat(x).isNotNegative();
      sum += x;
      squares += x * x;
    }
    double mean = sum / n;
    double variance = squares / n - mean * mean;
    // Six standard errors; the fourth central moment of a gamma is 3 shape² + 6 shape.
    assertThat(mean).isCloseTo(shape, within(6 * Math.sqrt(shape / n)));
    assertThat(variance)
        .isCloseTo(shape, within(6 * Math.sqrt((2 * shape * shape + 6 * shape) / n)));
  }

  @Test
  void gaussianHasItsMoments() {
    KeyedRandom random = new KeyedRandom(7, "test");
    int n = 200_000;
    double sum = 0;
    double squares = 0;
    int beyondTwo = 0;
    for (int i = 0; i < n; i++) {
      double x = random.nextGaussian();
      sum += x;
      squares += x * x;
      beyondTwo += Math.abs(x) > 2 ? 1 : 0;
    }
    assertThat(sum / n).isCloseTo(0, within(6 / Math.sqrt(n)));
    assertThat(squares / n).isCloseTo(1, within(6 * Math.sqrt(2.0 / n)));
    assertThat((double) beyondTwo / n).isCloseTo(0.0455, within(0.003));
  }

  @Test
  void uniformStaysInsideTheOpenInterval() {
    KeyedRandom random = new KeyedRandom(3, "test");
    int[] bins = new int[10];
    for (int i = 0; i < 100_000; i++) {
      double x = random.nextDouble();
      assertThat(x).isStrictlyBetween(0.0, 1.0);
      bins[(int) (10 * x)]++;
      assertThat(random.nextInt(7)).isBetween(0, 6);
    }
    for (int bin : bins) {
      assertThat(bin).isBetween(9_400, 10_600);
    }
  }
}
