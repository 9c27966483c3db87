package mpjlda.core.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExactSumTest {
  private static final long SEED = Long.getLong("tests.seed", 20261121);

  private static double[] terms(int n) {
    SplittableRandom random = new SplittableRandom(SEED);
    return random.doubles(n).map(x -> (x - 0.4) * Math.pow(10, random.nextInt(-8, 9))).toArray();
  }

  @Test
  void isTheTrueSumWithinHalfAUnitATerm() {
    double[] terms = terms(10_000);
    ExactSum sum = new ExactSum();
    BigDecimal expected = BigDecimal.ZERO;
    for (double term : terms) {
      sum.add(term);
      expected = expected.add(new BigDecimal(term));
    }
    double error = new BigDecimal(sum.value()).subtract(expected).abs().doubleValue();
    assertThat(error)
        .as("seed %d", SEED)
        .isLessThan(terms.length * 0x1.0p-51 + Math.ulp(expected.doubleValue()));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 1000})
  void doesNotDependOnOrderOrGrouping(int groups) {
    double[] terms = terms(10_000);
    ExactSum inOrder = new ExactSum();
    for (double term : terms) {
      inOrder.add(term);
    }
    long[] words = new long[ExactSum.WORDS];
    ExactSum merged = new ExactSum();
    for (int g = groups - 1; g >= 0; g--) {
      ExactSum part = new ExactSum();
      for (int i = terms.length - 1; i >= 0; i--) {
        if (i % groups == g) {
          part.add(terms[i]);
        }
      }
      long[] own = new long[ExactSum.WORDS];
      part.store(own, 0);
      words[0] += own[0];
      words[1] += own[1];
      merged.add(part);
    }
    assertThat(merged.value()).as("seed %d", SEED).isEqualTo(inOrder.value());
    assertThat(ExactSum.load(words, 0).value()).isEqualTo(inOrder.value());
  }

  @Test
  void keepsSmallTermsBesideLargeOnes() {
    ExactSum sum = new ExactSum();
    sum.add(1e12);
    for (int i = 0; i < 1000; i++) {
      sum.add(1e-9);
    }
    sum.add(-1e12);
    assertThat(sum.value()).isCloseTo(1e-6, within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0x1.0p42})
  void refusesWhatItCannotHold(double term) {
    assertThatThrownBy(() -> new ExactSum().add(term))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("found " + term);
  }
}
