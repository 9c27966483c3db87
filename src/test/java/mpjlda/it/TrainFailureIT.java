package mpjlda.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A training that dies in the midst: what its user hears, how soon, and that nothing is left
 * running.
 */
class TrainFailureIT {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"1, 0, 3", "3, 0, 2", "3, 2, 5", "2, 1, 40"})
  void aKilledRankEndsTheRun(int ranks, int victim, int iteration) throws Exception {
    RunningTraining run = RunningTraining.start(folder, "-np", "" + ranks, "--max-restarts", "0");
    run.awaitIteration(iteration);
    List<ProcessHandle> all = run.processes();
    run.runningRank(victim).destroyForcibly();
    assertThat(run.exitCode()).as(run.err()).isEqualTo(70);
    assertThat(run.err())
        .containsPattern(
            "rank " + victim + " on \\S+ failed in the .* of iteration \\d+: killed by")
        .contains("SIGKILL", "rank-000" + victim + ".log")
        .doesNotContain("\tat ");
    Await.gone(all);
    assertThat(folder.resolve("model/model.json")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"KILL", "TERM", "INT", "HUP"})
  void noRankOutlivesTheLauncher(String signal) throws Exception {
    RunningTraining run = RunningTraining.start(folder, "-np", "2");
    run.awaitIteration(2);
    List<ProcessHandle> all = run.processes();
    // The first signal is a request; the second one does not wait for the iteration's end.
    run.signal(signal);
    if (!signal.equals("KILL")) {
      Await.until(() -> !run.launcher().isAlive() || run.err().contains("SIG" + signal), run::err);
      // Sooner it would count as the same signal.
      Await.letPass(Duration.ofSeconds(1));
      run.signal(signal);
    }
    assertThat(run.exitCode()).isNotZero();
    Await.gone(all);
  }

  /** By the plan the arrays just fit into 40 MB, but 8 of them are for young objects. */
  @Test
  void outOfMemoryIsToldWithAdvice() throws Exception {
    RunningTraining run =
        RunningTraining.start(
            folder,
            "-np",
            "2",
            "--max-restarts",
            "0",
            "-k",
            "5300",
            "--java-options",
            "-Xmx40m -Xmn8m");
    assertThat(run.exitCode()).as(run.err()).isEqualTo(70);
    assertThat(run.err()).contains("out of memory", "--java-options -Xmx");
  }

  @ParameterizedTest
  @ValueSource(strings = {"batch", "online", "cvb0"})
  void aRunThatCannotFitIsRefusedBeforeItAllocates(String algorithm) throws Exception {
    RunningTraining run =
        RunningTraining.start(
            folder,
            "-np",
            "2",
            "--algorithm",
            algorithm,
            "-k",
            "100000",
            "--java-options",
            "-Xmx40m");
    assertThat(run.exitCode()).as(run.err()).isEqualTo(69);
    assertThat(run.err())
        .contains("A rank needs ", " of heap and may have ", "--java-options -Xmx", "topics")
        .doesNotContain("out of memory", "restart");
  }

  @Test
  void aBadJvmOptionIsToldInJavasWords() throws Exception {
    RunningTraining run =
        RunningTraining.start(folder, "-np", "2", "--java-options", "-XX:NoSuchOption=3");
    assertThat(run.exitCode()).as(run.err()).isEqualTo(70);
    assertThat(run.err()).contains("NoSuchOption", "--java-options");
  }
}
