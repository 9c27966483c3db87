package mpjlda.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options of the E-step are told where the algorithm has none. */
class WithoutEffectTest {
  @ParameterizedTest
  @CsvSource({
    "cvb0, 1e-5, --estep-tolerance",
    "cvb0, 1e-3, ''",
    "batch, 1e-5, ''",
    "online, 1e-5, ''"
  })
  void names(String algorithm, String tolerance, String expected) {
    MethodSettings method =
        TypedSettings.of(
            MethodSettings.class,
            "--topics",
            5,
            "--algorithm",
            algorithm,
            "--estep-tolerance",
            tolerance);
    assertThat(String.join(" ", Settings.withoutEffect(method, algorithm))).isEqualTo(expected);
  }
}
