package mpjlda.cluster.launch.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mpjlda.cluster.console.StableMessages;
import mpjlda.cluster.launch.remote.ProgramPlan;
import mpjlda.it.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A supervisor in a process of its own, which is sent signals while its ranks work. */
class SignalIT {
  private static final Path THIS_JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
  private static final Duration TWICE_THE_TIMEOUT = Duration.ofSeconds(8);
  private static final List<String> SIGNALS = List.of("TERM", "INT", "HUP", "USR1", "USR2", "XCPU");

  private final String marker = UUID.randomUUID().toString();

  @TempDir Path folder;

  private Path java = THIS_JAVA;
  private int requeueCode = 75;
  private int patience = 0;
  private Duration heartbeatTimeout = Duration.ofMinutes(5);
  private String ignored = "";

  @AfterEach
  void noProcessIsLeft() throws Exception {
    List<String> left = Processes.leftWith(marker);
    Processes.end(left);
    assertThat(left).isEmpty();
  }

  static Stream<Arguments> signalsAndRanks() {
    // Each signal on one number of ranks, on both with --full.
    boolean full = Boolean.getBoolean("mpjlda.full");
    return SIGNALS.stream()
        .flatMap(
            signal ->
                (full ? Stream.of(1, 3) : Stream.of(1 + 2 * (SIGNALS.indexOf(signal) % 2)))
                    .map(ranks -> Arguments.of(signal, ranks)));
  }

  @ParameterizedTest
  @MethodSource("signalsAndRanks")
  void signalAsksTheRanksToStop(String signal, int ranks) throws Exception {
    Process supervisor = start(ranks, "train", "100000", "50", "0");
    List<String> said = untilLine(supervisor, "iteration 3");

    send(signal, supervisor.pid());

    assertThat(rest(supervisor, said)).endsWith("stopped").doesNotContain("done");
    assertThat(supervisor.waitFor()).as(err()).isEqualTo(75);
    assertThat(err()).isEqualTo(firstLine(signal));
  }

  static Stream<Path> javas() throws IOException {
    List<Path> found;
    try (Stream<Path> homes = Files.list(Path.of("/usr/lib/jvm"))) {
      found =
          homes
              .filter(home -> !Files.isSymbolicLink(home))
              .map(home -> home.resolve("bin/java"))
              .filter(Files::isExecutable)
              .sorted()
              .toList();
    }
    return found.isEmpty() ? Stream.of(THIS_JAVA) : found.stream();
  }

  /** As a terminal and many batch systems do. */
  @ParameterizedTest
  @MethodSource("javas")
  void ranksIgnoreAllSignalsOnAnyJava(Path executable) throws Exception {
    java = executable;
    Process supervisor = start(2, "train", "100000", "50", "0");
    List<String> said = untilLine(supervisor, "iteration 3");
    List<String> ranks = Processes.with("-Dmarker=" + marker);
    assertThat(ranks).hasSize(2);

    for (String signal : SIGNALS) {
      for (String rank : ranks) {
        send(signal, Long.parseLong(rank.split(" ")[0]));
      }
    }
    said.addAll(untilLines(supervisor, 10));
    assertThat(Processes.with("-Dmarker=" + marker)).isEqualTo(ranks);

    // To the whole group, and twice at once, as timeout does it.
    send("USR2", -supervisor.pid());
    send("USR2", -supervisor.pid());
    assertThat(rest(supervisor, said)).endsWith("stopped");
    assertThat(supervisor.waitFor()).as(err()).isEqualTo(75);
    assertThat(err()).isEqualTo(firstLine("USR2"));
  }

  @ParameterizedTest
  @CsvSource({
    // signal, checkpoint after that iteration, exit code
    "TERM, 0, 143",
    "INT, 0, 130",
    "HUP, 0, 129",
    "USR1, 0, 138",
    "TERM, 2, 75",
  })
  void secondSignalEndsAllAtOnce(String signal, int checkpoint, int status) throws Exception {
    // Iterations so long that nobody comes to the end of one.
    Process supervisor = start(3, "train", "100000", "1000", Integer.toString(checkpoint));
    List<String> said = untilLine(supervisor, checkpoint > 0 ? "checkpoint" : "iteration 1");
    freezeRanks();

    send(signal, supervisor.pid());
    awaitErr(supervisor, firstLine(signal));
    // Sooner it would count as the same signal.
    Await.letPass(Duration.ofNanos(2 * StopControl.SAME_NANOS));
    send(signal, supervisor.pid());

    assertThat(rest(supervisor, said)).doesNotContain("stopped", "done");
    assertThat(supervisor.waitFor()).as(err()).isEqualTo(status);
    String last = checkpoint > 0 ? " The last checkpoint is of iteration 2." : "";
    assertThat(err())
        .isEqualTo(
            firstLine(signal)
                + "SIG%s: stopping at once\nStopped: all ranks have ended.%s\n"
                    .formatted(signal, last));
  }

  @Test
  void requeueCodeTakesThePlaceOf75() throws Exception {
    requeueCode = 99;
    Process supervisor = start(2, "train", "100000", "50", "0");
    List<String> said = untilLine(supervisor, "iteration 2");
    send("USR2", supervisor.pid());

    rest(supervisor, said);
    assertThat(supervisor.waitFor()).as(err()).isEqualTo(99);
  }

  @Test
  void requeueCodeIsForEndsAtOnceToo() throws Exception {
    requeueCode = 99;
    Process supervisor = start(1, "train", "100000", "1000", "1");
    List<String> said = untilLine(supervisor, "checkpoint");
    freezeRanks();
    send("USR1", supervisor.pid());
    send("TERM", supervisor.pid());

    rest(supervisor, said);
    assertThat(supervisor.waitFor()).as(err()).isEqualTo(99);
  }

  @Test
  void ranksThatDoNotStopInTimeAreEnded() throws Exception {
    patience = 1;
    Process supervisor = start(1, "train", "100000", "100000", "0");
    List<String> said = untilLine(supervisor, "iteration 1");
    send("TERM", supervisor.pid());

    rest(supervisor, said);
    assertThat(supervisor.waitFor()).as(err()).isEqualTo(143);
    assertThat(err())
        .isEqualTo(
            firstLine("TERM")
                + "The ranks have not stopped in time.\nStopped: all ranks have ended.\n");
  }

  @Test
  void runThatIsToStopIsNotStartedAgain() throws Exception {
    Process supervisor = start(2, "train", "100000", "100000", "0");
    List<String> said = untilLine(supervisor, "iteration 1");
    send("TERM", supervisor.pid());
    awaitErr(supervisor, firstLine("TERM"));
    for (String rank : Processes.with("-Dmpjlda.rank=1")) {
      if (rank.contains(marker)) {
        send("KILL", Long.parseLong(rank.split(" ")[0]));
      }
    }

    rest(supervisor, said);
    assertThat(supervisor.waitFor()).as(err()).isEqualTo(70);
    assertThat(err())
        .startsWith(firstLine("TERM") + "rank 1 on ")
        .contains("killed by signal 9 (SIGKILL)")
        .doesNotContain("restart");
  }

  @Test
  void signalEndsThePauseBeforeARestart() throws Exception {
    Process supervisor = start(2, "fail", "kill", "1", "99", "0", "0");
    awaitErr(supervisor, StableMessages.restart(1, 3) + " in 30 s: rank 1");
    send("TERM", supervisor.pid());

    // A checkpoint was reported before.
    assertThat(supervisor.waitFor()).as(err()).isEqualTo(75);
    assertThat(err()).contains("The last checkpoint is of iteration 10.");
  }

  @Test
  void hangUpIsIgnoredUnderNohup() throws Exception {
    ignored = "HUP";
    Process supervisor = start(2, "train", "20", "100", "0");
    List<String> said = untilLine(supervisor, "iteration 3");
    send("HUP", -supervisor.pid());

    assertThat(rest(supervisor, said)).endsWith("done");
    assertThat(supervisor.waitFor()).as(err()).isZero();
    assertThat(err()).isEmpty();
  }

  @Test
  void supervisorThatWasStoppedItselfBlamesNobody() throws Exception {
    heartbeatTimeout = TWICE_THE_TIMEOUT.dividedBy(2);
    Process supervisor = start(3, "train", "80", "100", "0");
    List<String> said = untilLine(supervisor, "iteration 3");

    send("STOP", supervisor.pid());
    Await.letPass(TWICE_THE_TIMEOUT);
    send("CONT", supervisor.pid());

    assertThat(rest(supervisor, said)).endsWith("done");
    assertThat(supervisor.waitFor()).as(err()).isZero();
    assertThat(err()).isEmpty();
  }

  /** Ctrl-Z and fg: all stand still together. */
  @Test
  void runThatWasStoppedAsAWholeGoesOn() throws Exception {
    heartbeatTimeout = TWICE_THE_TIMEOUT.dividedBy(2);
    Process supervisor = start(2, "train", "20", "100", "0");
    List<String> said = untilLine(supervisor, "iteration 3");

    send("STOP", -supervisor.pid());
    Await.letPass(TWICE_THE_TIMEOUT);
    send("CONT", -supervisor.pid());

    assertThat(rest(supervisor, said)).endsWith("done");
    assertThat(supervisor.waitFor()).as(err()).isZero();
    assertThat(err()).isEmpty();
  }

  private static String firstLine(String signal) {
    return "SIG" + signal + ": " + StableMessages.STOPPING + "; again: at once\n";
  }

  /** They do not see any request then. */
  private void freezeRanks() throws Exception {
    for (String rank : Processes.with("-Dmarker=" + marker)) {
      send("STOP", Long.parseLong(rank.split(" ")[0]));
    }
  }

  private static void send(String signal, long process) throws Exception {
    new ProcessBuilder("kill", "-s", signal, "--", Long.toString(process)).start().waitFor();
  }

  private Process start(int ranks, String... program) throws IOException {
    // A group of its own, and signals as a terminal's shell would set them.
    List<String> command = new ArrayList<>(List.of("setsid", "env"));
    command.add("--default-signal=INT,HUP,TERM,USR1,USR2,XCPU");
    if (!ignored.isEmpty()) {
      command.add("--ignore-signal=" + ignored);
    }
    ProgramPlan self = RestartFixture.program(List.of());
    command.add(java.toString());
    command.addAll(Processes.FAST_START);
    command.add("-cp");
    command.add(self.classPath().stream().map(Path::toString).collect(Collectors.joining(":")));
    command.add(self.mainClass());
    command.addAll(List.of("supervise", Integer.toString(ranks), marker));
    command.addAll(List.of(Integer.toString(requeueCode), Integer.toString(patience)));
    command.add(Long.toString(heartbeatTimeout.toSeconds()));
    command.addAll(List.of(program));
    return new ProcessBuilder(command).redirectError(folder.resolve("err").toFile()).start();
  }

  private void awaitErr(Process supervisor, String text) {
    Await.text(supervisor, folder.resolve("err"), text);
  }

  private static List<String> untilLines(Process process, int number) throws IOException {
    List<String> lines = new ArrayList<>();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    while (lines.size() < number) {
      lines.add(Objects.requireNonNull(out.readLine()));
    }
    return lines;
  }

  private List<String> untilLine(Process process, String awaited) throws IOException {
    List<String> lines = new ArrayList<>();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      lines.add(line);
      if (line.equals(awaited)) {
        return lines;
      }
    }
    throw new AssertionError("no line " + awaited + " in " + lines + "; " + err());
  }

  private static List<String> rest(Process process, List<String> said) throws IOException {
    List<String> lines = new ArrayList<>(said);
    process.inputReader(StandardCharsets.UTF_8).lines().forEach(lines::add);
    return lines;
  }

  private String err() throws IOException {
    return Files.readString(folder.resolve("err"));
  }
}
