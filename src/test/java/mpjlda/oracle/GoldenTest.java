package mpjlda.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.numbers.gamma.LogGamma;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The golden values against implementations that had no part in making them. */
class GoldenTest {

  @ParameterizedTest
  @ValueSource(strings = {"digamma", "lgamma", "exp_digamma", "exp", "log"})
  void eachFileHasEnoughPointsInIncreasingOrderWithoutRepetition(String name) {
    List<Golden> points = Golden.read(name);
    assertThat(points).hasSizeBetween(300, 600);
    for (int i = 1; i < points.size(); i++) {
      assertThat(points.get(i).x()).isGreaterThan(points.get(i - 1).x());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"digamma", "lgamma", "exp_digamma"})
  void theGammaFamilyReachesFromTheSmallestPriorsToTheLargestSums(String name) {
    List<Golden> points = Golden.read(name);
    assertThat(points.get(0).x()).isEqualTo(1e-8);
    assertThat(points.get(points.size() - 1).x()).isEqualTo(1e12);
    assertThat(points).filteredOn(p -> p.x() > 0.001 && p.x() < 20).hasSizeGreaterThan(200);
  }

  @Test
  void expCoversSubnormalResults() {
    assertThat(Golden.read("exp"))
        .filteredOn(p -> p.y() > 0 && p.y() < Double.MIN_NORMAL)
        .hasSizeGreaterThan(40);
  }

  @Test
  void strictMathAgreesWithExpAndLogWithinItsPromiseOfOneUlp() {
    assertUlps("exp", StrictMath::exp, 1);
    assertUlps("log", StrictMath::log, 1);
  }

  @Test
  void theOraclesDigammaIsRightTo14DigitsOrAbsolutely() {
    for (Golden point : Golden.read("digamma")) {
      double found = TextbookLda.digamma(point.x());
      assertThat(Math.min(point.relativeError(found), point.absoluteError(found)))
          .as("digamma(%s) = %s, expected %s", point.x(), found, point.exact())
          .isLessThan(1e-14);
    }
  }

  @Test
  void commonsLogGammaIsRightTo14DigitsOrAbsolutely() {
    for (Golden point : Golden.read("lgamma")) {
      double found = LogGamma.value(point.x());
      assertThat(Math.min(point.relativeError(found), point.absoluteError(found)))
          .as("lgamma(%s) = %s, expected %s", point.x(), found, point.exact())
          .isLessThan(1e-14);
    }
  }

  @Test
  void expDigammaIsTheExponentialOfDigamma() {
    for (Golden point : Golden.read("exp_digamma")) {
      double digamma = TextbookLda.digamma(point.x());
      double error = point.absoluteError(StrictMath.exp(digamma));
      // An error of one ulp of digamma is one of |digamma| ulps of its exponential.
      assertThat(error)
          .as("exp(digamma(%s)), expected %s", point.x(), point.exact())
          .isLessThanOrEqualTo(
              4e-15 * Math.max(1, Math.abs(digamma)) * point.y() + Double.MIN_VALUE);
    }
  }

  @Test
  void errorsAreMeasuredInFractionsOfAnUlp() {
    Golden third = new Golden(3, 1 / 3.0, new BigDecimal("0.3333333333333333333333333333"));
    assertThat(third.ulpError(1 / 3.0)).isCloseTo(1 / 3.0, within(1e-10));
    assertThat(third.ulpError(Math.nextUp(1 / 3.0))).isCloseTo(2 / 3.0, within(1e-10));
    assertThat(third.relativeError(0.5)).isCloseTo(0.5, within(1e-15));
    assertThat(third.absoluteError(0.5)).isCloseTo(1 / 6.0, within(1e-15));
    assertThat(third.ulpError(Double.NaN)).isInfinite();
    assertThat(third.relativeError(Double.NaN)).isInfinite();
  }

  @Test
  void valuesFarBelowTheSmallestDoubleHaveAnError() {
    Golden tiny = Golden.read("exp_digamma").get(0);
    assertThat(tiny.y()).isZero();
    assertThat(tiny.ulpError(0)).isZero();
    assertThat(tiny.ulpError(Double.MIN_VALUE)).isEqualTo(1);
  }

  private static void assertUlps(String name, DoubleUnaryOperator function, double limit) {
    for (Golden point : Golden.read(name)) {
      assertThat(point.ulpError(function.applyAsDouble(point.x())))
          .as("%s(%s), expected %s", name, point.x(), point.exact())
          .isLessThan(limit);
    }
  }
}
