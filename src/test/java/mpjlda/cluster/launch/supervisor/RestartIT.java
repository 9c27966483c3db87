package mpjlda.cluster.launch.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import mpjlda.cluster.console.StableMessages;
import mpjlda.cluster.console.TerminalConsole;
import mpjlda.cluster.launch.protocol.HostName;
import mpjlda.cluster.launch.remote.LaunchPlan;
import mpjlda.cluster.launch.remote.Supervision;
import mpjlda.core.console.UserConsole;
import mpjlda.it.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ranks that fail, fall silent or stand still, and what becomes of the run. */
class RestartIT {
  private static final String HOST = HostName.local();
  private static final String KILLED =
      "rank 1 on " + HOST + " failed in the E-step of iteration 12: killed by signal 9 (SIGKILL)";

  private final String marker = UUID.randomUUID().toString();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private Supervision supervision =
      Supervision.DEFAULT.withMaxRestarts(3).withFirstPause(Duration.ofMillis(100));

  @TempDir Path logs;

  @AfterEach
  void noProcessIsLeft() throws IOException {
    List<String> left = Processes.with(marker);
    Processes.end(left);
    assertThat(left).isEmpty();
  }

  @Test
  void killedRankIsStartedAgainWithTheOthers() throws IOException {
    int code = run(3, "fail", "kill", "1", "1", "0", "0");

    assertThat(err()).isEqualTo(StableMessages.restart(1, 3) + " in 0.1 s: " + KILLED + "\n");
    assertThat(out()).isEqualTo("done after restarts: 1\n");
    assertThat(code).isZero();
    for (int rank = 0; rank < 3; rank++) {
      assertThat(log(rank))
          .containsSubsequence(
              "started as process",
              "ended with status",
              "=== restart 1 ===",
              "started as process",
              "done, exit code 0");
    }
  }

  @Test
  void frozenRankIsNamedAndTheOthersShowTheirThreads() throws IOException {
    supervision = supervision.withHeartbeatTimeout(Duration.ofSeconds(4));

    int code = run(3, "fail", "stop", "1", "1", "0", "0");

    assertThat(err())
        .matches(
            StableMessages.restart(1, 3)
                + " in 0\\.1 s: rank 1 on "
                + HOST
                + " has been silent for \\d+ s, last seen in the E-step of iteration 12\n");
    assertThat(out()).isEqualTo("done after restarts: 1\n");
    assertThat(code).isZero();
    for (int rank : List.of(0, 2)) {
      assertThat(log(rank))
          .containsSubsequence(
              "Full thread dump",
              "at mpjlda.cluster.launch.supervisor.RestartFixture",
              "=== restart 1 ===");
    }
    assertThat(log(1)).doesNotContain("Full thread dump");
  }

  @Test
  void endlessFailureWithProgressTakesAllRestarts() {
    int code = run(2, "fail", "kill", "1", "99", "1", "0");

    assertThat(lines())
        .startsWith(
            StableMessages.restart(1, 3) + " in 0.1 s: " + KILLED,
            StableMessages.restart(2, 3) + " in 0.1 s: " + KILLED.replace("12", "13"),
            StableMessages.restart(3, 3) + " in 0.1 s: " + KILLED.replace("12", "14"),
            "failed after 3 restarts: " + KILLED.replace("12", "15"));
    assertThat(code).isEqualTo(70);
  }

  @Test
  void restartsWithoutProgressCountTwice() {
    int code = run(2, "fail", "kill", "1", "99", "0", "0");

    assertThat(lines())
        .startsWith(
            StableMessages.restart(1, 3) + " in 0.1 s: " + KILLED,
            StableMessages.restart(3, 3)
                + " in 0.2 s (no progress since the last one, which counts twice): "
                + KILLED,
            "failed after 2 restarts: " + KILLED);
    assertThat(code).isEqualTo(70);
  }

  @Test
  void newCheckpointIsProgressToo() {
    int code = run(2, "fail", "kill", "1", "3", "0", "1");

    assertThat(err()).contains(StableMessages.restart(3, 3) + " in 0.1 s").doesNotContain("twice");
    assertThat(out()).isEqualTo("done after restarts: 3\n");
    assertThat(code).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "usage, 2, '--topics must be at least 2, found 1\n'",
    "input, 65, 'corpus.txt:7: no number: ''x''\n'"
  })
  void mistakesOfTheUserAreNotTriedAgain(String how, int exitCode, String message) {
    assertThat(run(2, "fail", how, "1", "99", "1", "1")).isEqualTo(exitCode);
    assertThat(err()).isEqualTo(message);
  }

  @Test
  void badOptionOfJavaIsNotTriedAgain() {
    LaunchPlan plan =
        LaunchPlan.local(
                1,
                List.of("-Dmarker=" + marker, "-XX:NoSuchOption"),
                RestartFixture.program(List.of("say", "0")),
                null)
            .withSupervision(supervision);

    assertThat(run(plan, console())).isEqualTo(70);
    assertThat(err()).contains("Java did not start").doesNotContain("restart");
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory", "direct"})
  void sameRankOutOfMemoryTwiceIsEnough(String how) {
    int code = run(2, "fail", how, "1", "99", "1", "1");

    assertThat(err())
        .containsOnlyOnce(StableMessages.restart(1, 3))
        .doesNotContain("restart 2")
        .contains("failed after 1 restart: rank 1 on " + HOST)
        .contains("out of memory");
    assertThat(code).isEqualTo(70);
  }

  @Test
  void rankThatWorksWithoutASoundIsLeftAlone() {
    supervision = supervision.withHeartbeatTimeout(Duration.ofSeconds(4));

    assertThat(run(2, "say", "8000")).isZero();
    assertThat(err()).isEqualTo("something\n");
  }

  @Test
  void deadlockIsFoundIfThatIsAskedFor() throws IOException {
    supervision = Supervision.DEFAULT.withStallTimeout(Duration.ofSeconds(5));

    int code = run(2, "fail", "never", "1", "99", "0", "0");

    assertThat(err())
        .containsPattern(
            "(?m)^no rank has gone on for \\d+ s: rank 0, 1 on "
                + HOST
                + " in the E-step of iteration 12$");
    assertThat(log(0)).contains("Full thread dump");
    assertThat(log(1)).contains("Full thread dump");
    assertThat(code).isEqualTo(70);
  }

  /** A pager that is not read, a terminal that was stopped by Ctrl-S. */
  @Test
  void rankIsNotSilentWhileTheUserDoesNotListen() {
    supervision = supervision.withHeartbeatTimeout(Duration.ofSeconds(4));
    UserConsole slow = new TerminalConsoleThatBlocks(console(), Duration.ofSeconds(8));

    assertThat(run(plan(2, "say", "100"), slow)).isZero();
    assertThat(err()).isEqualTo("something\n");
  }

  private record TerminalConsoleThatBlocks(UserConsole user, Duration time) implements UserConsole {
    @Override
    public void result(String line) {
      user.result(line);
    }

    @Override
    public void say(String line) {
      Await.letPass(time);
      user.say(line);
    }

    @Override
    public void progress(String line) {
      user.progress(line);
    }

    @Override
    public void phase(String phase, int iteration) {}

    @Override
    public void error(String text) {
      user.error(text);
    }
  }

  private int run(int ranks, String... program) {
    return run(plan(ranks, program), console());
  }

  private static int run(LaunchPlan plan, UserConsole console) {
    return new Supervisor(plan, console).run();
  }

  private LaunchPlan plan(int ranks, String... program) {
    List<String> options = new ArrayList<>(Processes.FAST_START);
    options.addAll(List.of("-Dmarker=" + marker, "-Xmx48m"));
    return LaunchPlan.local(
            ranks, options, RestartFixture.program(List.of(program)), Processes.MPJ_HOME)
        .withLogs(logs)
        .withSupervision(supervision);
  }

  private UserConsole console() {
    return new TerminalConsole(stream(out), stream(err), false, false);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private String log(int rank) throws IOException {
    return Files.readString(logs.resolve("rank-%04d.log".formatted(rank)));
  }

  private List<String> lines() {
    return new ArrayList<>(err().lines().toList());
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
