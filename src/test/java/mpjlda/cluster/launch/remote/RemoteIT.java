package mpjlda.cluster.launch.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import mpjlda.cluster.console.StableMessages;
import mpjlda.cluster.console.TerminalConsole;
import mpjlda.cluster.launch.supervisor.Processes;
import mpjlda.cluster.launch.supervisor.RankFixture;
import mpjlda.cluster.launch.supervisor.Supervisor;
import mpjlda.core.errors.LdaException;
import mpjlda.it.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ranks on "hosts" behind a stand-in for ssh; real ssh is tried elsewhere. */
class RemoteIT {
  private final String marker = UUID.randomUUID().toString();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir Path folder;

  private ShellHosts hosts;

  @BeforeEach
  void startHosts() throws Exception {
    hosts = new ShellHosts(Files.createDirectory(folder.resolve("it's a \"bed\"")), "/bin/sh");
  }

  @AfterEach
  void noProcessIsLeft() throws Exception {
    List<String> left = Processes.leftWith(marker);
    Processes.end(left);
    assertThat(left).isEmpty();
  }

  @Test
  void ranksMeetAndSayWhereTheyAre() throws Exception {
    Path logs = folder.resolve("logs with 'quotes' and\nmore");

    int code = run(plan("talk").withCluster(hosts.cluster("a", "b")).withLogs(logs));

    assertThat(err().lines())
        .contains(
            "some talk", "some progress", "[rank 1 b] no end of line", "[rank 1 b] from a library")
        .contains("[rank 0 a] Welcome to a");
    assertThat(out()).isEqualTo("a result\twith \\ and ü\nthe last line\n");
    assertThat(code).isZero();
    assertThat(Files.readString(logs.resolve("rank-0001.log"))).contains("done, exit code 0");
  }

  @Test
  void longMessagesGoRound() {
    long length = 3_000_001;

    assertThat(run(plan("ring", Long.toString(length)).withCluster(hosts.cluster("a", "b", "c"))))
        .isZero();

    assertThat(out()).isEqualTo("ring 3 " + (length * (length - 1) / 2 + length * 6) + "\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kill  | killed by signal 9 (SIGKILL)",
        "halt  | its process ended with exit code 4 before the work was done",
        "throw | java.lang.IllegalStateException: a defect, say"
      })
  void endOfARankComesBackWithItsHost(String how, String reason) {
    int code = run(plan("die", how, "computing", "1").withCluster(hosts.cluster("a", "b", "c")));

    assertThat(err()).contains("rank 1 on b failed in the E-step of iteration 12: " + reason);
    assertThat(code).isEqualTo(70);
  }

  @Test
  void frozenRankIsDumpedAroundAndKilledOnItsHost() throws Exception {
    Path logs = folder.resolve("logs");
    LaunchPlan plan =
        plan("die", "stop", "computing", "1")
            .withLogs(logs)
            .withSupervision(Supervision.DEFAULT.withHeartbeatTimeout(Duration.ofSeconds(5)))
            .withCluster(hosts.cluster("a", "b", "c"));

    assertThat(run(plan)).isEqualTo(70);

    assertThat(err()).containsPattern("rank 1 on b has been silent for \\d+ s");
    assertThat(Files.readString(logs.resolve("rank-0000.log"))).contains("Full thread dump");
    // Not by and by: a stopped process sees neither the end of its input nor the time.
    assertThat(Processes.with(marker)).isEmpty();
  }

  @Test
  void everyHostThatRefusesIsNamedBeforeAnythingStarts() throws Exception {
    hosts.takeDown("b");
    hosts.takeDown("c");

    assertThatThrownBy(() -> run(plan("ring", "1").withCluster(hosts.cluster("a", "b", "c"))))
        .isInstanceOfSatisfying(LdaException.class, e -> assertThat(e.exitCode()).isEqualTo(69))
        .hasMessageContaining("b: ")
        .hasMessageContaining("exit code 255: ssh: connect to host b port 22: No route to host")
        .hasMessageContaining("connect to host c port 22")
        .hasMessageNotContaining("a: ");
  }

  @Test
  void missingRemoteShellIsNamed() {
    Cluster cluster = ShellHosts.cluster(HostShell.of("no-such-shell {host}"), "a");

    assertThatThrownBy(() -> run(plan("ring", "1").withCluster(cluster)))
        .hasMessageContaining("a: no-such-shell: ")
        .hasMessageContaining("No such file");
  }

  @Test
  void runGoesOnWithoutAHostThatIsGone() throws Exception {
    hosts.makeFragile("b");
    LaunchPlan plan =
        plan("die", "kill", "computing", "2")
            .withSupervision(
                Supervision.DEFAULT.withMaxRestarts(1).withFirstPause(Duration.ofMillis(10)))
            .withCluster(hosts.cluster("a", "c", "b"));
    // The second attempt has no rank 2 that dies: it would block for ever.
    Thread end =
        inBackground(
            () -> {
              Await.until(() -> secondAttempt().isPresent(), this::err);
              kill("-9", secondAttempt().orElseThrow().split(" ")[0]);
            });

    int code = run(plan);

    end.join();
    assertThat(err())
        .contains(StableMessages.restart(1, 1) + " in 0 s: rank 2 on b failed")
        .contains("left out: b: ")
        .contains("No route to host\n2 ranks on a, c\n")
        .contains("rank 1 on c failed");
    assertThat(code).isEqualTo(70);
  }

  @Test
  void lostConnectionIsToldAsSuchAndTheRankIsEnded() throws Exception {
    // A client that can be made to end, and leaves the rank alone with an open standard input.
    Path rsh = folder.resolve("rsh");
    Files.writeString(
        rsh,
        """
        #!/bin/sh
        trap 'echo "Connection to $1 closed by remote host." >&2; exit 255' USR1
        echo $$ >"$0.$1"
        exec 3<&0
        /bin/sh -c "$2" <&3 &
        wait $!
        """);
    Files.setPosixFilePermissions(rsh, PosixFilePermissions.fromString("rwxr-xr-x"));
    Cluster cluster = ShellHosts.cluster(HostShell.of(rsh + " {host}"), "a", "b");

    Thread cut =
        inBackground(
            () -> {
              awaitBlocking();
              kill("-USR1", Files.readString(folder.resolve("rsh.b")).strip());
            });
    assertThat(run(plan("block").withCluster(cluster))).isEqualTo(70);

    cut.join();
    assertThat(err())
        .contains("rank 1 on b failed in the E-step of iteration 12: the connection to b was lost")
        .contains("Connection to b closed by remote host.");
    assertThat(Processes.with(marker)).isEmpty();
  }

  @Test
  void rankEndsItselfWhenItsSupervisorFallsSilent() throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                RankFixture.program(List.of()).java().toString(),
                "-Dmarker=" + marker,
                "-Dmpjlda.rank=0",
                "-Dmpjlda.size=1",
                "-Dmpjlda.silence=1500",
                "-cp",
                System.getProperty("java.class.path"),
                RankFixture.class.getName(),
                "die",
                "never",
                "computing",
                "0"));
    Process rank = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (BufferedReader said = rank.inputReader(StandardCharsets.UTF_8)) {
      // Its standard input stays open, but nobody says anything.
      List<String> lines = said.lines().toList();

      assertThat(rank.waitFor()).isEqualTo(70);
      assertThat(lines).contains("nothing heard of the supervisor for 1 s: this rank ends");
    }
  }

  @Test
  void killedLauncherLeavesNoRankBehind() throws Exception {
    Path log = folder.resolve("err");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                RankFixture.class.getName(),
                "supervise-on",
                hosts("plain").shell().template().get(0),
                Processes.MPJ_HOME.toString(),
                marker,
                "block"));
    Process launcher = new ProcessBuilder(command).redirectError(log.toFile()).start();
    try (BufferedReader said = launcher.inputReader(StandardCharsets.UTF_8)) {
      assertThat(said.readLine()).as(Files.readString(log)).isEqualTo("blocking");
      assertThat(Processes.with("-Dmarker=" + marker)).hasSize(3);

      kill("-9", Long.toString(launcher.pid()));

      assertThat(Processes.leftWith("-Dmarker=" + marker)).isEmpty();
    }
  }

  @Test
  void programIsCopiedToAPrivateFolderAndFoundThereAgain() throws Exception {
    Path jar = Files.writeString(folder.resolve("program.jar"), marker);
    ProgramCopy copy = new ProgramCopy(hosts.shell(), List.of(jar), Processes.MPJ_HOME);

    Path there = copy.send("a");
    try {
      assertThat(there.toString()).startsWith("/tmp/mpj-lda-");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(there)))
          .isEqualTo("rwx------");
      assertThat(copy.classPathIn(there))
          .hasSize(1)
          .allSatisfy(p -> assertThat(p).hasContent(marker));
      assertThat(there.resolve("lib/mpj.jar"))
          .hasSameBinaryContentAs(Processes.MPJ_HOME.resolve("lib/mpj.jar"));
      assertThat(there.resolve("conf/mpjexpress.conf")).exists();

      Files.delete(there.resolve("conf/mpjexpress.conf"));
      assertThat(copy.send("b")).isEqualTo(there);
      assertThat(there.resolve("conf/mpjexpress.conf")).as("copied again").doesNotExist();

      Files.setPosixFilePermissions(there, PosixFilePermissions.fromString("rwxrwxrwx"));
      assertThatThrownBy(() -> copy.send("a"))
          .isInstanceOf(UnfitHostException.class)
          .hasMessageContaining("a: " + there)
          .hasMessageContaining("mode 700");
    } finally {
      delete(there);
    }
  }

  private ShellHosts hosts(String name) throws Exception {
    return new ShellHosts(Files.createDirectory(folder.resolve(name)), "/bin/sh");
  }

  private Optional<String> secondAttempt() throws IOException {
    return Processes.with(marker).stream()
        .filter(p -> p.contains("-Dmpjlda.attempt=1 "))
        .filter(p -> p.contains("-Dmpjlda.rank=1 "))
        .findFirst();
  }

  private interface Work {
    void run() throws Exception;
  }

  private static Thread inBackground(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    thread.start();
    return thread;
  }

  /** Rank 0 says so when all have met and go to the place where they wait for ever. */
  private void awaitBlocking() {
    Await.until(() -> out().equals("blocking\n"), this::err);
  }

  private static void kill(String signal, String process) throws Exception {
    new ProcessBuilder("kill", signal, process).start().waitFor();
  }

  private static void delete(Path folder) throws Exception {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private LaunchPlan plan(String... program) {
    return LaunchPlan.local(
        1,
        List.of("-Dmarker=" + marker, "-Dblank=a b", "-Xmx200m"),
        RankFixture.program(List.of(program)),
        Processes.MPJ_HOME);
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
