package mpjlda.core.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import mpjlda.oracle.Golden;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against values with 25 digits that were computed elsewhere. */
class SpecialFunctionsTest {
  /** Largest error relative to max(1, |y|). */
  private static double worst(String name, DoubleUnaryOperator function) {
    double worst = 0;
    for (Golden golden : Golden.read(name)) {
      double error = golden.absoluteError(function.applyAsDouble(golden.x()));
      double relative = error / Math.max(1, Math.abs(golden.y()));
      assertThat(relative).as("%s(%s)", name, golden.x()).isLessThan(1e-10);
      worst = Math.max(worst, relative);
    }
    return worst;
  }

  @Test
  void digammaIsWithinItsBudget() {
    assertThat(worst("digamma", SpecialFunctions::digamma)).isLessThan(1e-14);
  }

  @Test
  void logGammaIsWithinItsBudget() {
    assertThat(worst("lgamma", SpecialFunctions::logGamma)).isLessThan(2e-14);
  }

  @Test
  void expIsWithinItsBudget() {
    int checked = 0;
    for (Golden golden : Golden.read("exp")) {
      double found = SpecialFunctions.exp(golden.x());
      if (golden.x() < SpecialFunctions.EXP_UNDERFLOW) {
        assertThat(found).isZero();
      } else {
        assertThat(golden.relativeError(found)).as("exp(%s)", golden.x()).isLessThan(4e-16);
        checked++;
      }
    }
    assertThat(checked).isGreaterThan(200);
  }

  @Test
  void logIsWithinItsBudget() {
    SplittableRandom random = new SplittableRandom(20261121);
    for (int i = 0; i < 200_000; i++) {
      // Every exponent, and the neighbourhood of 1 as often.
      double x =
          i % 2 == 0
              ? Math.scalb(1 + random.nextDouble(), random.nextInt(-1022, 1023))
              : 0.5 + random.nextDouble();
      double expected = StrictMath.log(x);
      assertThat(SpecialFunctions.log(x))
          .as("log(%s)", x)
          .isCloseTo(expected, within(4.5e-16 * Math.abs(expected)));
    }
    assertThat(SpecialFunctions.log(1)).isZero();
  }

  @Test
  void singleExpDigammaIsWithinItsBudget() {
    int checked = 0;
    for (Golden golden : Golden.read("exp_digamma")) {
      float x = (float) golden.x();
      if (x >= 0.05 && x <= 1e8) {
        double expected = SpecialFunctions.expDigamma(x, 0);
        assertThat((double) FloatFunctions.expDigamma(x, 0))
            .as("exp(digamma(%s))", x)
            .isCloseTo(expected, within(4e-7 * (1 + FloatFunctions.harmonicStep(x)) * expected));
        checked++;
      }
    }
    assertThat(checked).isGreaterThan(100);
    assertThat(FloatFunctions.expDigamma(FloatFunctions.SMALLEST, 0)).isBetween(1e-18f, 1e-17f);
  }

  @Test
  void expDigammaIsWithinItsBudget() {
    int checked = 0;
    for (Golden golden : Golden.read("exp_digamma")) {
      double exponent = SpecialFunctions.harmonicStep(golden.x());
      double found = SpecialFunctions.expDigamma(golden.x(), 0);
      if (exponent > 340) {
        assertThat(found).as("x = %s, the floor", golden.x()).isBetween(1e-151, 1e-145);
      } else {
        assertThat(golden.relativeError(found))
            .as("exp(digamma(%s))", golden.x())
            .isLessThan(2e-15 * (1 + exponent));
        checked++;
      }
    }
    assertThat(checked).isGreaterThan(200);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-6, 1e-3, 0.1, 1, 50, 1e6})
  void theShiftIsAFactor(double x) {
    double shift = SpecialFunctions.harmonicStep(x);
    // With its own step as the shift nothing is left but exp(ψ(x + 8)), about x + 7.5.
    assertThat(SpecialFunctions.expDigamma(x, shift)).isCloseTo(x + 7.5, within(0.006));
    if (shift < 100) {
      assertThat(SpecialFunctions.expDigamma(x, shift))
          .isCloseTo(SpecialFunctions.expDigamma(x, 0) * Math.exp(shift), within(1e-12 * (x + 8)));
    }
  }

  @Test
  void harmonicStepIsTheSumOfEightReciprocals() {
    for (double x : new double[] {1e-200, 1e-5, 0.3, 1, 2.5, 1000, 1e9}) {
      double sum = 0;
      for (int i = 7; i >= 0; i--) {
        sum += 1 / (x + i);
      }
      assertThat(SpecialFunctions.harmonicStep(x))
          .as("x = %s", x)
          .isCloseTo(sum, within(3e-15 * sum));
    }
  }

  @Test
  void digammaAndLogGammaObeyTheirRecurrences() {
    for (double x = 1e-3; x < 1e6; x *= 1.37) {
      double psi = SpecialFunctions.digamma(x) + 1 / x;
      assertThat(SpecialFunctions.digamma(x + 1))
          .isCloseTo(psi, within(2e-14 * (1 + 1 / x + Math.abs(psi))));
      double lgamma = SpecialFunctions.logGamma(x) + Math.log(x);
      assertThat(SpecialFunctions.logGamma(x + 1))
          .isCloseTo(lgamma, within(4e-14 * (1 + Math.abs(lgamma))));
    }
  }
}
