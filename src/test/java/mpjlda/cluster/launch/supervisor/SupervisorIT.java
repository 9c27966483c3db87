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
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import mpjlda.cluster.console.TerminalConsole;
import mpjlda.cluster.launch.protocol.HostName;
import mpjlda.cluster.launch.remote.LaunchPlan;
import mpjlda.cluster.launch.remote.ProgramPlan;
import mpjlda.it.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SupervisorIT {
  private static final boolean FULL = Boolean.getBoolean("mpjlda.full");
  private static final String HOST = HostName.local();

  private final String marker = UUID.randomUUID().toString();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir Path logs;

  @AfterEach
  void noProcessIsLeft() throws IOException {
    List<String> left = Processes.with(marker);
    Processes.end(left);
    assertThat(left).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5})
  void messagesOfAnyLengthGoRound(int ranks) {
    // Several pieces of 8 MiB and a rest.
    long length = 2_500_003;

    int code = run(plan(ranks, List.of("-Xmx200m"), "ring", Long.toString(length)));

    long sum = length * (length - 1) / 2 + length * ranks * (ranks + 1) / 2;
    assertThat(err()).isEmpty();
    assertThat(out()).isEqualTo("ring " + ranks + " " + sum + "\n");
    assertThat(code).isZero();
  }

  @Test
  void oneRankNeedsNoMpj() {
    ProgramPlan program = RankFixture.program(List.of("without-mpj"));

    assertThat(run(LaunchPlan.local(1, options(), program, null))).isZero();
    assertThat(out()).isEqualTo("MPJ found: false\n");
  }

  @ParameterizedTest
  @CsvSource({"1, 75", "3, 75", "3, 0"})
  void exitCodeOfTheProgramIsTheRuns(int ranks, int code) {
    assertThat(run(plan(ranks, List.of(), "return", Integer.toString(code)))).isEqualTo(code);
    assertThat(err()).isEmpty();
  }

  /** One has no MPJ Express on its class path. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void processEndsWithTheExitCodeOfItsWork(int ranks) throws IOException {
    run(plan(ranks, List.of(), "return", "75").withLogs(logs));

    assertThat(Files.readString(logs.resolve("rank-0000.log"))).contains("ended with status 75");
  }

  @Test
  void allThatRanksSayArrives() throws IOException {
    int code = run(plan(2, List.of(), "talk").withLogs(logs));

    assertThat(code).isZero();
    assertThat(out()).isEqualTo("a result\twith \\ and ü\nthe last line\n");
    assertThat(err().lines())
        .containsExactlyInAnyOrder(
            "some talk",
            "some progress",
            "[rank 1 " + HOST + "] no end of line",
            "[rank 1 " + HOST + "] from a library");
    assertThat(Files.readString(logs.resolve("rank-0000.log")))
        .containsPattern("(?m)^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}\\S+ some talk$")
        .containsOnlyOnce("E-step, iteration 1")
        .containsOnlyOnce("E-step, iteration 2")
        .contains("the last line")
        .contains("done, exit code 0");
    assertThat(Files.readString(logs.resolve("rank-0001.log"))).contains("from a library");
  }

  static Stream<Arguments> deaths() {
    Map<String, String> reasons =
        Map.of(
            "throw", "java.lang.IllegalStateException: a defect, say",
            "thread", "java.lang.IllegalStateException: a defect, say",
            "exit", "its process ended with exit code 3 before the work was done",
            "exit0", "its process ended with exit code 0 before the work was done",
            "halt", "its process ended with exit code 4 before the work was done",
            "kill", "killed by signal 9 (SIGKILL)",
            "memory", "out of memory",
            "direct", "out of memory: Cannot reserve direct buffer memory");
    List<Arguments> all = new ArrayList<>();
    for (String place : List.of("startup", "computing", "receive", "exchanging")) {
      reasons.forEach(
          (how, reason) -> {
            boolean unguarded = List.of("throw", "thread", "direct").contains(how);
            if (place.equals("startup") && unguarded) {
              return; // Main has not come to the guards: an ordinary end, tested below.
            }
            if (how.equals("throw") && !place.equals("computing")) {
              return; // The main thread waits: another one has to throw.
            }
            // Each death while ranks compute, and one at each place; all of them with --full.
            if (place.equals("computing") || how.equals("kill") || FULL) {
              all.add(Arguments.of(how, place, reason));
            }
          });
    }
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("deaths")
  void deathOfOneRankEndsTheRun(String how, String place, String reason) {
    int code = run(plan(3, List.of("-Xmx48m"), "die", how, place, "1").withLogs(logs));

    String where = place.equals("startup") ? "start-up" : "E-step of iteration 12";
    assertThat(err()).contains("rank 1 on " + HOST + " failed in the " + where + ": " + reason);
    assertThat(err()).contains("Its log: " + logs.resolve("rank-0001.log"));
    assertThat(err()).doesNotContain("rank 0 on").doesNotContain("rank 2 on");
    assertThat(code).isEqualTo(70);
  }

  @Test
  void exceptionBeforeTheGuardsIsShown() {
    int code = run(plan(3, List.of(), "die", "throw", "startup", "1"));

    assertThat(err())
        .contains("failed in the start-up: its process ended with exit code 1")
        .contains("[rank 1 " + HOST + "] Exception in thread \"main\"")
        .contains("  Its last words:\n    Exception in thread \"main\"");
    assertThat(code).isEqualTo(70);
  }

  @ParameterizedTest
  @ValueSource(strings = {"kill", "memory", "throw"})
  void deathOfASingleRankIsToldToo(String how) {
    int code = run(plan(1, List.of("-Xmx32m"), "die", how, "computing", "0"));

    assertThat(err()).contains("rank 0 on " + HOST + " failed in the E-step of iteration 12: ");
    assertThat(code).isEqualTo(70);
  }

  @Test
  void stackTraceIsForTheVerboseAndTheLog() throws IOException {
    LaunchPlan plan = plan(2, List.of(), "die", "throw", "computing", "1").withLogs(logs);

    run(plan);
    assertThat(err()).doesNotContain("at mpjlda.cluster.launch.supervisor.RankFixture");
    assertThat(Files.readString(logs.resolve("rank-0001.log")))
        .contains("at mpjlda.cluster.launch.supervisor.RankFixture");

    run(plan.withVerbose(true));
    assertThat(err()).contains("at mpjlda.cluster.launch.supervisor.RankFixture");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "usage | -1 | 2 | --topics must be at least 2, found 1",
        "usage |  2 | 2 | --topics must be at least 2, found 1",
        "input | -1 | 65 | corpus.txt:7: no number: 'x'"
      })
  void mistakeOfTheUserIsToldOnceAsItIs(String how, String rank, int exitCode, String message) {
    int code = run(plan(3, List.of(), "die", how, "computing", rank));

    assertThat(err()).isEqualTo(message + "\n");
    assertThat(code).isEqualTo(exitCode);
  }

  @Test
  void javasOwnWordsExplainABadOption() {
    int code = run(plan(2, List.of("-XX:NoSuchOption"), "ring", "1"));

    assertThat(err())
        .contains("failed in the start-up: Java did not start\n  Check --java-options.")
        .contains("Unrecognized VM option 'NoSuchOption'");
    assertThat(code).isEqualTo(70);
  }

  @Test
  void ranksThatDoNotArriveAreNamed() {
    int code =
        run(
            plan(3, List.of(), "die", "never", "startup", "1")
                .withJoinDeadline(Duration.ofSeconds(4)));

    assertThat(err())
        .contains("rank 1 on " + HOST + " failed in the start-up: it did not reach the other ranks")
        .contains("within 4 s (missing ranks: [1])");
    assertThat(code).isEqualTo(70);
  }

  @Test
  void stoppedRankIsEndedWithTheOthers() throws Exception {
    // Rank 1 stands still; rank 2 is then killed from outside.
    Thread killer =
        new Thread(
            () -> {
              try {
                Await.until(() -> out().contains("blocking"), this::err);
                String third =
                    Processes.with(marker).stream()
                        .filter(p -> p.contains("-Dmpjlda.rank=2"))
                        .findFirst()
                        .orElseThrow();
                new ProcessBuilder("kill", "-9", third.split(" ")[0]).start().waitFor();
              } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    killer.start();

    int code = run(plan(3, List.of(), "die", "stop", "receive", "1"));

    killer.join();
    assertThat(err()).contains("rank 2 on " + HOST + " failed").contains("SIGKILL");
    assertThat(code).isEqualTo(70);
  }

  private LaunchPlan plan(int ranks, List<String> options, String... program) {
    List<String> all = new ArrayList<>(options());
    all.addAll(options);
    return LaunchPlan.local(ranks, all, RankFixture.program(List.of(program)), Processes.MPJ_HOME);
  }

  private List<String> options() {
    List<String> options = new ArrayList<>(Processes.FAST_START);
    options.add("-Dmarker=" + marker);
    return options;
  }

  private int run(LaunchPlan plan) {
    return new Supervisor(plan, new TerminalConsole(stream(out), stream(err), false, false)).run();
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
