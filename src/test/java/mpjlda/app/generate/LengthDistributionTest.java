package mpjlda.app.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import mpjlda.core.math.KeyedRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LengthDistributionTest {
  private static final long SEED = 11;
  private static final int DRAWS = 100_000;

  @ParameterizedTest
  @ValueSource(doubles = {1e-3, 0.7, 1, 12.5, 300, 1e6})
  void meanAndVarianceAreThoseOfPoisson(double mean) {
    LengthDistribution lengths = LengthDistribution.poisson(mean);
    KeyedRandom random = new KeyedRandom(SEED, "lengths");
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < DRAWS; i++) {
      double length = lengths.draw(random);
      assertThat(length).isBetween(0.0, (double) lengths.longest());
      sum += length;
      squares += (length - mean) * (length - mean);
    }

    // Standard errors: sqrt(mean / n), and sqrt((2 mean^2 + mean) / n) of the variance.
    assertThat(sum / DRAWS)
        .as("mean, seed %d", SEED)
        .isCloseTo(mean, within(5 * Math.sqrt(mean / DRAWS)));
    assertThat(squares / DRAWS)
        .as("variance, seed %d", SEED)
        .isCloseTo(mean, within(5 * Math.sqrt((2 * mean * mean + mean) / DRAWS)));
  }

  @Test
  void smallLengthsHaveTheirProbabilities() {
    LengthDistribution lengths = LengthDistribution.poisson(2);
    KeyedRandom random = new KeyedRandom(SEED, "lengths");
    double[] frequencies = new double[lengths.longest() + 1];
    for (int i = 0; i < DRAWS; i++) {
      frequencies[lengths.draw(random)] += 1.0 / DRAWS;
    }

    double[] expected = {1, 2, 2, 4 / 3., 2 / 3., 4 / 15.};
    for (int n = 0; n < expected.length; n++) {
      assertThat(frequencies[n])
          .as("length %d, seed %d", n, SEED)
          .isCloseTo(expected[n] * Math.exp(-2), within(0.008));
    }
  }

  @Test
  void fixedIsFixed() {
    LengthDistribution lengths = LengthDistribution.fixed(42);

    assertThat(lengths.longest()).isEqualTo(42);
    assertThat(lengths.draw(new KeyedRandom(SEED, ""))).isEqualTo(42);
  }
}
