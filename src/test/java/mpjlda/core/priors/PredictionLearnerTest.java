package mpjlda.core.priors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import mpjlda.core.math.ExactSum;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PredictionLearnerTest {
  private static final PriorLearning BOTH = new PriorLearning(PriorLearning.Alpha.SYMMETRIC, true);
  private static final PriorLearning VECTOR = new PriorLearning(PriorLearning.Alpha.VECTOR, false);
  private static final double[] SHARES = {60, 30, 10, 0};

  private static DirichletPriors priors(double alpha, double eta) {
    double[] vector = new double[SHARES.length];
    Arrays.fill(vector, alpha);
    return new DirichletPriors(vector, eta);
  }

  private static DirichletPriors step(
      PriorLearning learning, int iteration, DirichletPriors priors, List<ExactSum> sums) {
    return PredictionLearner.within(learning, 100).next(iteration, priors, sums, () -> SHARES);
  }

  private static List<ExactSum> sums(double fromAlpha, double alphaShare, double etaGradient) {
    PredictionSums sums = new PredictionSums();
    sums.add(3, -7, fromAlpha, alphaShare, etaGradient);
    return sums.toList();
  }

  @ParameterizedTest
  @CsvSource({
    "0.11, 0.1, 0.0001, 1.1, 1.01005016708",
    "0.09, 0.1, -0.0001, 0.9, 0.99004983375",
    "0.9, 0.1, 0.5, 1.25, 1.25",
    "0.0, 0.1, -0.5, 0.8, 0.8",
    "0.1, 0.0, 0.0, 1, 1"
  })
  void aStepIsAQuarterAtMost(
      double fromAlpha, double alphaShare, double gradient, double ofAlpha, double ofEta) {
    DirichletPriors next = step(BOTH, 10, priors(0.2, 0.05), sums(fromAlpha, alphaShare, gradient));
    for (double alpha : next.alpha()) {
      assertThat(alpha).isCloseTo(0.2 * ofAlpha, within(1e-11));
    }
    assertThat(next.eta()).isCloseTo(0.05 * ofEta, within(1e-11));
  }

  @Test
  void nothingIsLearnedBeforeTheTenthIterationNorAfterTheFortieth() {
    DirichletPriors start = priors(0.2, 0.05);
    for (int iteration : new int[] {1, 9, 41, 100}) {
      assertThat(step(BOTH, iteration, start, sums(1, 2, 3))).isSameAs(start);
    }
    assertThat(step(BOTH, 40, start, sums(1, 2, 3)).eta()).isEqualTo(0.0625);
    assertThat(PredictionLearner.within(BOTH, 14).withholds(1)).isFalse();
    assertThat(PredictionLearner.within(BOTH, 15).withholds(1)).isTrue();
    assertThat(PredictionLearner.within(BOTH, 15).withholds(11)).isFalse();
    assertThat(PredictionLearner.within(PriorLearning.NONE, 100).withholds(1)).isFalse();
  }

  @Test
  void priorsStayWithinTheirRanges() {
    DirichletPriors low = priors(0.2, 0.05);
    DirichletPriors high = low;
    for (int i = 0; i < 60; i++) {
      low = step(BOTH, 20, low, sums(0, 1, -1));
      high = step(BOTH, 20, high, sums(9, 1, 1));
    }
    assertThat(low.alphaSum()).isCloseTo(0.1, within(1e-12));
    assertThat(low.eta()).isEqualTo(1e-3);
    assertThat(high.alpha()).containsOnly(100);
    assertThat(high.eta()).isEqualTo(10);
  }

  @Test
  void halfOfAVectorFollowsTheTopicsShares() {
    DirichletPriors next = step(VECTOR, 10, priors(0.2, 0.05), sums(0.1, 0.1, 1));
    assertThat(next.alpha()).containsExactly(new double[] {0.34, 0.22, 0.14, 0.1}, within(1e-12));
    assertThat(next.eta()).isEqualTo(0.05);
  }

  @Test
  void anAlphaOfOneTopicStays() {
    DirichletPriors one = new DirichletPriors(new double[] {0.3}, 0.05);
    DirichletPriors next =
        PredictionLearner.within(BOTH, 100).next(10, one, sums(1, 2, 0), () -> new double[] {1});
    assertThat(next.alpha()).containsExactly(0.3);
  }
}
