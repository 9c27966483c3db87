package mpjlda.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * bin/mpj-lda is sent signals at random moments, from its start on: each run ends with the exit
 * code 75, and with a checkpoint or without having begun.
 */
@Timeout(1800)
class AnySignalIT {
  private static final long SEED = Long.getLong("tests.seed", 20261121);
  private static final int RUNS = Boolean.getBoolean("mpjlda.full") ? 100 : 4;
  private static final List<String> SIGNALS = List.of("TERM", "INT", "USR1", "USR2", "XCPU");
  private static final Path SCRIPT = Path.of("bin/mpj-lda").toAbsolutePath();

  /** The number of the last signal that the script asks for. */
  private static final int XCPU = 24;

  private static final int LAST_MILLIS = 3000;

  @TempDir private Path folder;

  @BeforeEach
  void needsWhatTheScriptNeeds() {
    assumeThat(Path.of("/usr/bin/setpriv")).as("needs setpriv").exists();
    assumeThat(Path.of("/proc/self/status")).as("needs Linux").exists();
  }

  private Process start(Path place, String... more) throws IOException {
    // A test may run with signals ignored, which no program that it starts could take back.
    ProcessBuilder command =
        new ProcessBuilder(
            "env",
            "--default-signal=HUP,INT,QUIT,TERM,USR1,USR2,XCPU",
            SCRIPT.toString(),
            "train",
            "--corpus",
            Program.SAMPLE.toString(),
            "--tolerance",
            "0",
            "--iterations",
            "1000000",
            "-k",
            "9",
            "--output",
            place.resolve("model").toString());
    command.command().addAll(List.of(more));
    command.environment().put("JAVA_HOME", System.getProperty("java.home"));
    command.environment().put("MPJ_HOME", Program.MPJ_HOME.toString());
    return command
        .redirectInput(Path.of("/dev/null").toFile())
        .redirectOutput(place.resolve("out").toFile())
        .redirectError(place.resolve("err").toFile())
        .start();
  }

  private static void send(String signal, long process) throws Exception {
    new ProcessBuilder("kill", "-s", signal, "--", Long.toString(process)).start().waitFor();
  }

  @Test
  void eachIsTaken() throws Exception {
    SplittableRandom random = new SplittableRandom(SEED);
    double[] seconds = new double[RUNS];
    int unbegun = 0;
    for (int run = 0; run < RUNS; run++) {
      String signal = SIGNALS.get(run % SIGNALS.size());
      int ranks = 1 + random.nextInt(2);
      int millis = random.nextInt(LAST_MILLIS);
      Path place = Files.createDirectory(folder.resolve("run-" + run));
      Process process =
          start(place, "-np", "" + ranks, "--requeue-code", run % 7 == 0 ? "99" : "75");
      Await.whileRunning(
          process,
          () -> catches(process.pid(), XCPU),
          () -> Files.readString(place.resolve("err")));
      Await.letPass(Duration.ofMillis(millis));
      List<ProcessHandle> started = process.descendants().toList();
      long sent = System.nanoTime();
      send(signal, process.pid());
      int exitCode = Await.exitCode(process, () -> Files.readString(place.resolve("err")));
      seconds[run] = (System.nanoTime() - sent) / 1e9;
      String context =
          "seed %d, run %d: %s after %d ms to %d ranks%n%s"
              .formatted(SEED, run, signal, millis, ranks, Files.readString(place.resolve("err")));
      assertThat(exitCode).as(context).isEqualTo(run % 7 == 0 ? 99 : 75);
      Await.gone(started);
      if (Files.exists(place.resolve("model/checkpoint"))) {
        Program.Result info =
            new Program().run("info", "--verify", place.resolve("model").toString());
        assertThat(info.exitCode()).as(context + info).isZero();
        assertThat(info.out()).as(context).contains("good");
      } else {
        unbegun++;
        assertThat(place.resolve("model/metrics.jsonl")).as(context).doesNotExist();
        assertThat(Files.readString(place.resolve("err"))).contains("SIG" + signal + ": stopped");
      }
    }
    Arrays.sort(seconds);
    System.out.printf(
        "%d of %d signals, seed %d: each with its exit code, %d before the run had begun; seconds"
            + " to the end: p50 %.2f, p99 %.2f%n",
        RUNS, RUNS, SEED, unbegun, seconds[RUNS / 2], seconds[(RUNS * 99 - 1) / 100]);
  }

  /** While Java starts: by its default effect the signal would end it there. */
  @Test
  void aSignalToTheWholeGroupWhileJavaStarts() throws Exception {
    Path place = Files.createDirectory(folder.resolve("group"));
    Process process =
        new ProcessBuilder(
                "setsid",
                "env",
                "--default-signal=INT,TERM",
                SCRIPT.toString(),
                "train",
                "--corpus",
                Program.SAMPLE.toString(),
                "-k",
                "9",
                "--tolerance",
                "0",
                "--iterations",
                "1000000",
                "--output",
                place.resolve("model").toString())
            .redirectOutput(place.resolve("out").toFile())
            .redirectError(place.resolve("err").toFile())
            .start();
    Callable<String> said = () -> Files.readString(place.resolve("err"));
    Await.whileRunning(process, () -> process.descendants().anyMatch(AnySignalIT::isJava), said);
    send("INT", -process.pid());
    assertThat(Await.exitCode(process, said)).as(said.call()).isEqualTo(75);
  }

  @Test
  void quitHasAllRanksDumpTheirThreads() throws Exception {
    Path place = Files.createDirectory(folder.resolve("quit"));
    Process process = start(place, "-np", "2");
    Await.text(process, place.resolve("err"), "iteration 3/");
    send("QUIT", process.pid());
    Await.text(process, place.resolve("err"), "thread dumps of all ranks");
    for (String log : List.of("rank-0000.log", "rank-0001.log")) {
      assertThat(Files.readString(place.resolve("model/logs").resolve(log)))
          .contains("Full thread dump", "JNI global refs");
    }
    List<ProcessHandle> started = process.descendants().toList();
    // Nor does Java outlive the shell that hands on its signals.
    process.destroyForcibly().waitFor();
    Await.gone(started);
  }

  /** Whether a process has a handler for a signal, by its mask in /proc. */
  private static boolean catches(long process, int signal) throws IOException {
    String mask =
        Files.readAllLines(Path.of("/proc/" + process + "/status")).stream()
            .filter(line -> line.startsWith("SigCgt:"))
            .findFirst()
            .orElseThrow();
    return (Long.parseUnsignedLong(mask.substring(7).strip(), 16) >> (signal - 1) & 1) == 1;
  }

  private static boolean isJava(ProcessHandle process) {
    return process.info().command().filter(command -> command.endsWith("/java")).isPresent();
  }
}
