package mpjlda.it;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import mpjlda.cluster.console.StableMessages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Trainings whose ranks are held by a debugger, made slow or to fail, and looked at from outside.
 */
class DebugIT {
  private static final byte[] HANDSHAKE = "JDWP-Handshake".getBytes(US_ASCII);

  @TempDir private Path folder;

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** As a debugger does it that has set its breakpoints: the Java Debug Wire Protocol. */
  private static void attachAndResume(int port) throws IOException {
    try (Socket socket = Await.connection(port)) {
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      DataInputStream in = new DataInputStream(socket.getInputStream());
      out.write(HANDSHAKE);
      assertThat(in.readNBytes(HANDSHAKE.length)).isEqualTo(HANDSHAKE);
      // The event of the start says that the JVM is held; what is sent before it may come too
      // early.
      boolean held = false;
      while (!held) {
        held = !isReply(in);
      }
      // VirtualMachine.Resume: length 11, id 1, no flags, command set 1, command 9.
      out.write(new byte[] {0, 0, 0, 11, 0, 0, 0, 1, 0, 1, 9});
      out.flush();
      boolean answered = false;
      while (!answered) {
        answered = isReply(in);
      }
    }
  }

  /** Reads a packet: a reply, or else an event. */
  private static boolean isReply(DataInputStream in) throws IOException {
    int length = in.readInt();
    in.readInt();
    int flags = in.readUnsignedByte();
    in.skipNBytes(length - 9L);
    return (flags & 0x80) != 0;
  }

  @Test
  void allWaitForTheDebuggersOfTwoRanks() throws Exception {
    int first = freePort();
    int second = freePort();
    RunningTraining run =
        RunningTraining.start(
            folder,
            with("-np", "3", "--heartbeat-timeout", "2s", "--stall-timeout", "3s")
                .and("--debug-rank", "0:" + first, "--debug-rank", "2:" + second)
                .arguments());
    attachAndResume(first);
    // Longer than both time-outs: rank 2 has not begun, the others wait for it.
    assertThat(run.launcher().waitFor(4, TimeUnit.SECONDS)).as(run.err()).isFalse();
    assertThat(folder.resolve("model/metrics.jsonl")).doesNotExist();
    attachAndResume(second);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err())
        .contains(
            "rank 0 on ",
            "jdb -attach localhost:" + first,
            "jdb -attach localhost:" + second,
            "no time-outs and no restarts");
  }

  @ParameterizedTest
  @CsvSource({
    "kill, killed by signal 9 (SIGKILL)",
    "freeze, has been silent",
    "hang, no rank",
    "error, IllegalStateException: injected by --fail-rank",
  })
  void aRehearsedFailureCostsOneRestartAndChangesNothing(String how, String told) throws Exception {
    assumeThat(how.equals("kill") || Boolean.getBoolean("mpjlda.full")).as("a long test").isTrue();
    Path undisturbed = Files.createDirectories(folder.resolve("undisturbed"));
    RunningTraining quiet = RunningTraining.start(undisturbed, with().arguments());
    RunningTraining run =
        RunningTraining.start(
            folder,
            with("-np", "2", "--checkpoint-every", "1", "--fail-rank", "1@5:" + how)
                .and("--heartbeat-timeout", "8s", "--stall-timeout", "15s")
                .arguments());
    assertThat(quiet.exitCode()).as(quiet.err()).isZero();
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err())
        .contains(StableMessages.restart(1, 3), told)
        .doesNotContain(StableMessages.restart(2, 3));
    assertThat(folder.resolve("model/lambda.npy"))
        .hasSameBinaryContentAs(undisturbed.resolve("model/lambda.npy"));
    List<String> lines = Files.readAllLines(folder.resolve("model/metrics.jsonl"));
    assertThat(lines).hasSize(8);
    int marked = 0;
    for (int t = 1; t <= lines.size(); t++) {
      assertThat(lines.get(t - 1)).startsWith("{\"iteration\":" + t + ",");
      marked += lines.get(t - 1).contains("\"resumed\":true") ? 1 : 0;
    }
    assertThat(marked).as("%s", lines).isEqualTo(1);
    assertThat(Files.readString(folder.resolve("model/logs/rank-0001.log")))
        .contains("=== start ===", "fault injection: --fail-rank", "=== restart 1 ===");
  }

  /** Its share of the documents is a half, so the imbalance comes near to 20 / 11. */
  @Test
  @EnabledIfSystemProperty(named = "mpjlda.full", matches = "true")
  void aSlowRankIsSeenInTheImbalance() throws Exception {
    RunningTraining run =
        RunningTraining.start(folder, with("-np", "2", "--slow-rank", "1:10x", "-v").arguments());
    assertThat(run.exitCode()).as(run.err()).isZero();
    double imbalance = 0;
    for (String line : Files.readAllLines(folder.resolve("model/metrics.jsonl"))) {
      imbalance = Math.max(imbalance, number(json(line), "imbalance"));
    }
    assertThat(imbalance).isGreaterThan(1.3);
    assertThat(run.err())
        .containsPattern("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} \\[rank 1 \\S+\\] E-step, iteration 2")
        .containsPattern("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} \\[rank 0 \\S+\\] iteration 2/8 ");
  }

  @Test
  void aRunIsLookedAtFromOutside() throws Exception {
    Path model = folder.resolve("model");
    RunningTraining run = RunningTraining.start(folder, "-np", "2", "--checkpoint-every", "2");
    run.awaitIteration(5);
    Program.Result dump = new Program().run("dump", model.toString());
    assertThat(dump.exitCode()).as(dump.toString()).isZero();
    assertThat(dump.out())
        .contains("rank-0000.log <==", "rank-0001.log <==", "mpjlda.app.train.BatchTrainer.train")
        .containsPattern(
            "(?s)Full thread dump.*JNI global refs.*Full thread dump.*JNI global refs");
    assertThat(run.err()).contains("thread dumps of all ranks").doesNotContain("Full thread dump");

    Map<String, Object> status = status(model);
    assertThat(status)
        .containsEntry("state", "running")
        .containsEntry("pid", (int) run.launcher().pid())
        .containsEntry("iterations", 1_000_000)
        .containsEntry("restarts", 0)
        .containsKeys("bound", "seconds_left", "checkpoint_age_seconds");
    assertThat(number(status, "iteration")).isGreaterThanOrEqualTo(5);

    List<ProcessHandle> all = run.processes();
    run.launcher().destroyForcibly().waitFor();
    Await.gone(all);
    assertThat(status(model)).containsEntry("state", "died").doesNotContainKey("seconds_left");

    RunningTraining again = RunningTraining.start(folder, "-np", "1");
    again.awaitText(StableMessages.RESUMED);
    again.awaitText("iteration ");
    again.signal("TERM");
    assertThat(again.exitCode()).as(again.err()).isEqualTo(75);
    Program.Result stopped = new Program().run("status", "--follow", model.toString());
    assertThat(stopped.out()).startsWith("state       stopped, was on ").contains("exit code 75");
    assertThat(new Program().run("dump", model.toString()).exitCode()).isEqualTo(65);
    assertThat(new Program().run("status", folder.toString()).exitCode()).isEqualTo(65);
  }

  private static Map<String, Object> status(Path model) throws IOException {
    Program.Result result = new Program().run("status", "--json", model.toString());
    assertThat(result.exitCode()).as(result.toString()).isZero();
    return json(result.out());
  }

  private static Map<String, Object> json(String text) throws IOException {
    return new ObjectMapper().readValue(text, new TypeReference<>() {});
  }

  private static double number(Map<String, Object> map, String name) {
    return ((Number) map.get(name)).doubleValue();
  }

  /** A short training's options. */
  private record Options(List<String> list) {
    Options and(String... more) {
      List<String> all = new ArrayList<>(list);
      all.addAll(List.of(more));
      return new Options(all);
    }

    String[] arguments() {
      return list.toArray(String[]::new);
    }
  }

  private static Options with(String... more) {
    return new Options(List.of("--iterations", "8", "-k", "9")).and(more);
  }
}
