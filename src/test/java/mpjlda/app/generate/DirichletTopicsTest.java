package mpjlda.app.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirichletTopicsTest {
  private static final long SEED = 5;

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.5, 1, 4})
  void meanAndVarianceAreThoseOfTheDirichlet(double eta) {
    int words = 10;
    int draws = 20_000;
    DirichletTopics topics = new DirichletTopics(draws, words, eta, SEED);
    double[] beta = new double[words];
    double sum = 0;
    double squares = 0;
    for (int k = 0; k < draws; k++) {
      topics.topic(k, beta);
      sum += beta[3];
      squares += (beta[3] - 0.1) * (beta[3] - 0.1);
    }

    // Var = m (1 - m) / (V eta + 1) with m = 1/V.
    double variance = 0.09 / (words * eta + 1);
    assertThat(sum / draws)
        .as("mean, eta %s, seed %d", eta, SEED)
        .isCloseTo(0.1, within(5 * Math.sqrt(variance / draws)));
    assertThat(squares / draws)
        .as("variance, eta %s, seed %d", eta, SEED)
        .isCloseTo(variance, within(0.08 * variance));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-3, 1e-6, 1e-300, Double.MIN_VALUE, 1e6})
  void noEtaIsTooSmallOrTooLarge(double eta) {
    DirichletTopics topics = new DirichletTopics(50, 20, eta, SEED);
    double[] beta = new double[20];
    for (int k = 0; k < 50; k++) {
      topics.topic(k, beta);
      assertThat(Arrays.stream(beta).sum())
          .as("eta %s, topic %d, seed %d", eta, k, SEED)
          .isCloseTo(1, within(1e-12));
    }
  }

  @Test
  void aTopicDoesNotDependOnHowManyThereAre() {
    double[] one = new double[20];
    double[] other = new double[20];
    new DirichletTopics(3, 20, 0.1, SEED).topic(2, one);
    new DirichletTopics(300, 20, 0.1, SEED).topic(2, other);

    assertThat(one).isEqualTo(other);
  }
}
