package mpjlda.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A training that dies in the midst: what its user hears, how soon, and that nothing is left
 * running.
 */
@Timeout(180)
class TrainFailureIT {
  private static final int SECONDS_TO_END = 10;

  @TempDir private Path folder;

  private Process start(String... more) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "train",
                "--corpus",
                Program.SAMPLE.toString(),
                "--iterations",
                "1000000",
                "--tolerance",
                "0",
                "--output",
                folder.resolve("model").toString()));
    arguments.addAll(List.of(more));
    if (!arguments.contains("-k")) {
      arguments.addAll(List.of("-k", "40"));
    }
    return new Program()
        .builder(arguments.toArray(String[]::new))
        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
        .redirectOutput(folder.resolve("out").toFile())
        .redirectError(folder.resolve("err").toFile())
        .start();
  }

  private String err() throws IOException {
    return Files.readString(folder.resolve("err"));
  }

  /** The process of a rank of the run that the launcher started. */
  private static ProcessHandle rank(Process launcher, int rank) {
    Optional<ProcessHandle> found =
        launcher
            .descendants()
            .filter(
                process ->
                    List.of(process.info().arguments().orElse(new String[0]))
                        .contains("-Dmpjlda.rank=" + rank))
            .findFirst();
    return found.orElseThrow(() -> new AssertionError("rank " + rank + " is not running"));
  }

  private void awaitIteration(int iteration, Process launcher) throws Exception {
    while (!err().contains("iteration " + iteration + "/")) {
      assertThat(launcher.isAlive()).as(err()).isTrue();
      Thread.sleep(20);
    }
  }

  private static void assertAllGone(List<ProcessHandle> ranks) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_END);
    while (ranks.stream().anyMatch(ProcessHandle::isAlive)) {
      assertThat(System.nanoTime()).as("left: " + ranks).isLessThan(deadline);
      Thread.sleep(20);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 0, 3", "3, 0, 2", "3, 2, 5", "2, 1, 40"})
  void aKilledRankEndsTheRun(int ranks, int victim, int iteration) throws Exception {
    Process launcher = start("-np", "" + ranks, "--max-restarts", "0");
    awaitIteration(iteration, launcher);
    List<ProcessHandle> all = launcher.descendants().toList();
    rank(launcher, victim).destroyForcibly();
    assertThat(launcher.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)).as("ends soon").isTrue();
    assertThat(launcher.exitValue()).as(err()).isEqualTo(70);
    assertThat(err())
        .containsPattern(
            "rank " + victim + " on \\S+ failed in the .* of iteration \\d+: killed by")
        .contains("SIGKILL", "rank-000" + victim + ".log")
        .doesNotContain("\tat ");
    assertAllGone(all);
    assertThat(folder.resolve("model/model.json")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"KILL", "TERM", "INT", "HUP"})
  void noRankOutlivesTheLauncher(String signal) throws Exception {
    Process launcher = start("-np", "2");
    awaitIteration(2, launcher);
    List<ProcessHandle> all = launcher.descendants().toList();
    // The first signal is a request; the second one does not wait for the iteration's end.
    for (int i = 0; i < 2; i++) {
      new ProcessBuilder("kill", "-" + signal, "" + launcher.pid()).start().waitFor();
      Thread.sleep(500);
    }
    assertThat(launcher.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)).as("ends soon").isTrue();
    assertThat(launcher.exitValue()).isNotZero();
    assertAllGone(all);
  }

  @Test
  void outOfMemoryIsToldWithAdvice() throws Exception {
    Process launcher =
        start("-np", "2", "--max-restarts", "0", "-k", "30000", "--java-options", "-Xmx40m -Xmn8m");
    assertThat(launcher.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(launcher.exitValue()).as(err()).isEqualTo(70);
    assertThat(err()).contains("out of memory", "--java-options -Xmx");
  }

  @Test
  void aBadJvmOptionIsToldInJavasWords() throws Exception {
    Process launcher = start("-np", "2", "--java-options", "-XX:NoSuchOption=3");
    assertThat(launcher.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)).isTrue();
    assertThat(launcher.exitValue()).as(err()).isEqualTo(70);
    assertThat(err()).contains("NoSuchOption", "--java-options");
  }
}
