package mpjlda.cluster.launch.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Properties;
import mpjlda.cluster.console.TerminalConsole;
import mpjlda.cluster.launch.rank.RankFaultInjection.Failure;
import mpjlda.core.console.Console;
import org.junit.jupiter.api.Test;

class FaultInjectionTest {
  private final java.io.ByteArrayOutputStream said = new java.io.ByteArrayOutputStream();
  private final Console console =
      new TerminalConsole(
          new PrintStream(said, true, StandardCharsets.UTF_8), System.err, false, false);

  /** As a JVM would have them. */
  private static Properties properties(RankFaultInjection plan) {
    Properties properties = new Properties();
    for (String option : plan.jvmOptions()) {
      assertThat(option).startsWith("-D");
      String[] parts = option.substring(2).split("=", 2);
      properties.setProperty(parts[0], parts[1]);
    }
    return properties;
  }

  @Test
  void propertiesCarryAllOfIt() {
    RankFaultInjection plan = new RankFaultInjection("E-step", 2.5, 7, Failure.FREEZE);
    assertThat(RankFaultInjection.from(properties(plan))).contains(plan);
    assertThat(RankFaultInjection.from(new Properties())).isEmpty();
  }

  @Test
  void withoutPropertiesTheConsoleIsAsItWas() {
    assertThat(FaultInjection.around(console, 0, new Properties())).isSameAs(console);
  }

  @Test
  void itFailsInItsPhaseOfItsIterationInTheFirstAttempt() {
    Properties properties = properties(new RankFaultInjection("E-step", 1, 2, Failure.ERROR));
    Console injected = FaultInjection.around(console, 0, properties);
    injected.phase("E-step", 1);
    injected.phase("M-step", 2);
    injected.result("a result");
    assertThat(said.toString(StandardCharsets.UTF_8)).isEqualTo("a result\n");
    assertThatThrownBy(() -> injected.phase("E-step", 2)).hasMessageContaining("--fail-rank");

    Console restarted = FaultInjection.around(console, 1, properties);
    assertThatCode(() -> restarted.phase("E-step", 2)).doesNotThrowAnyException();
  }

  /** A sleep may take longer, never shorter; only the E-step is slow, or this would take days. */
  @Test
  void aSlowPhaseTakesItsTimesAsLong() {
    Console injected =
        FaultInjection.around(
            console, 0, properties(new RankFaultInjection("E-step", 10, 0, Failure.KILL)));
    injected.phaseEnded("M-step", 1, Duration.ofDays(1).toNanos());
    long between = System.nanoTime();
    injected.phaseEnded("E-step", 1, 10_000_000);
    assertThat(System.nanoTime() - between).isGreaterThanOrEqualTo(90_000_000L);
  }
}
