package mpjlda.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import mpjlda.app.config.DebugSettings;
import mpjlda.app.config.OptionProblems;
import mpjlda.app.config.TypedSettings;
import mpjlda.cluster.console.TerminalConsole;
import mpjlda.cluster.launch.remote.LaunchPlan;
import mpjlda.cluster.launch.remote.ProgramPlan;
import mpjlda.core.console.Console;
import mpjlda.core.errors.LdaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RankDebuggingTest {
  private static final String JDWP =
      "-agentlib:jdwp=transport=dt_socket,server=y,suspend=y,quiet=y,address=127.0.0.1:";

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  private static DebugSettings parsed(Object... arguments) {
    return TypedSettings.of(DebugSettings.class, arguments);
  }

  private static void check(DebugSettings options, int ranks) {
    OptionProblems problems = new OptionProblems();
    options.check(ranks, problems);
    problems.throwIfAny();
  }

  private LaunchPlan applied(DebugSettings options, int ranks) {
    check(options, ranks);
    PrintStream err = new PrintStream(said, true, StandardCharsets.UTF_8);
    Console console = new TerminalConsole(System.out, err, false, false);
    ProgramPlan program = new ProgramPlan(Path.of("java"), List.of(), "Main", List.of());
    return RankDebugging.apply(
        options, LaunchPlan.local(ranks, List.of("-Xmx9m"), program, null), console);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void nothingAskedChangesNothing() {
    LaunchPlan plan = applied(parsed(), 2);
    assertThat(plan.ranks()).allSatisfy(r -> assertThat(r.jvmOptions()).containsExactly("-Xmx9m"));
    assertThat(plan.joinDeadline()).isEqualTo(LaunchPlan.DEFAULT_JOIN_DEADLINE);
    assertThat(said.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void oneRankWaitsForItsDebuggerAndNobodyTimesOut() throws IOException {
    int port = freePort();
    LaunchPlan plan = applied(parsed("--debug-rank", "1:" + port), 2);
    assertThat(plan.ranks().get(0).jvmOptions()).containsExactly("-Xmx9m");
    assertThat(plan.ranks().get(1).jvmOptions()).containsExactly("-Xmx9m", JDWP + port);
    assertThat(plan.joinDeadline()).isGreaterThan(Duration.ofDays(10_000));
    assertThat(plan.supervision().heartbeatTimeout()).isGreaterThan(Duration.ofDays(10_000));
    assertThat(plan.supervision().stallTimeout()).isEmpty();
    assertThat(plan.supervision().maxRestarts()).isZero();
    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains("rank 1 on ", "jdb -attach localhost:" + port, "no time-outs");
  }

  @Test
  void aPortInUseIsToldBeforeTheStart() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      DebugSettings options = parsed("--debug-rank", "0:" + taken.getLocalPort());
      assertThatThrownBy(() -> applied(options, 1))
          .isInstanceOf(LdaException.class)
          .hasMessageContaining("port " + taken.getLocalPort())
          .hasMessageContaining("--debug-rank 0:PORT")
          .extracting(e -> ((LdaException) e).exitCode())
          .isEqualTo(69);
    }
  }

  @Test
  void rehearsalsAreForTheirRanks() {
    LaunchPlan plan =
        applied(
            parsed("--slow-rank", "0:2.5x", "--fail-rank", "2@7:freeze", "--slow-rank", "2:3"), 3);
    assertThat(plan.ranks().get(0).jvmOptions())
        .contains("-Dmpjlda.fault.slow=2.5", "-Dmpjlda.fault.fail=0");
    assertThat(plan.ranks().get(1).jvmOptions()).containsExactly("-Xmx9m");
    assertThat(plan.ranks().get(2).jvmOptions())
        .contains("-Dmpjlda.fault.slow=3.0", "-Dmpjlda.fault.fail=7", "-Dmpjlda.fault.how=FREEZE");
    assertThat(plan.joinDeadline()).isEqualTo(LaunchPlan.DEFAULT_JOIN_DEADLINE);
  }

  @ParameterizedTest
  @CsvSource({
    "--debug-rank, x, must be R or R:PORT",
    "--debug-rank, 3, ranks 0 to 2 only",
    "--debug-rank, 0:70000, port must be from 1 to 65535",
    "--debug-rank, 0:0, port must be from 1 to 65535",
    "--slow-rank, 1, such as 2:10x",
    "--slow-rank, 1:0.5x, factor must be from 1 to 1000",
    "--slow-rank, 7:2x, ranks 0 to 2 only",
    "--fail-rank, 1@0, from iteration 1 on",
    "--fail-rank, 1@2:explode, such as 1@5:freeze",
    "--fail-rank, 3@2, ranks 0 to 2 only",
  })
  void mistakesAreTold(String option, String value, String expected) {
    assertThatThrownBy(() -> check(parsed(option, value), 3))
        .isInstanceOf(LdaException.class)
        .hasMessageContaining(option)
        .hasMessageContaining(expected);
  }

  @Test
  void oneRankFailsOnceAndPortsAreNotShared() {
    assertThatThrownBy(() -> check(parsed("--fail-rank", "1@2", "--fail-rank", "1@3"), 3))
        .hasMessageContaining("can fail once");
    assertThatThrownBy(() -> check(parsed("--debug-all", "--debug-rank", "0:5006"), 3))
        .hasMessageContaining("a port of its own");
  }
}
