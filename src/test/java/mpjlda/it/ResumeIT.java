package mpjlda.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import mpjlda.cluster.console.StableMessages;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs that are stopped, killed or asked for more go on, and end with the bytes of an undisturbed
 * run.
 */
class ResumeIT {
  private static final long SEED = Long.getLong("tests.seed", 20261121);
  private static final int ITERATIONS = 12;

  @TempDir private Path folder;

  private Path model;

  @BeforeEach
  void choose() {
    model = folder.resolve("model");
  }

  private static List<String> arguments(Path output, int iterations, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "train",
                "--corpus",
                Program.SAMPLE.toString(),
                "-k",
                "9",
                "--tolerance",
                "0",
                "--iterations",
                "" + iterations,
                "--output",
                output.toString()));
    arguments.addAll(List.of(more));
    return arguments;
  }

  private Program.Result train(int iterations, String... more) {
    return new Program().run(arguments(model, iterations, more).toArray(String[]::new));
  }

  private Program.Result trained(int iterations, String... more) {
    Program.Result result = train(iterations, more);
    assertThat(result.exitCode()).as(result.toString()).isZero();
    return result;
  }

  private byte[] undisturbed(int iterations) throws IOException {
    Path output = folder.resolve("undisturbed");
    Program.Result result =
        new Program().run(arguments(output, iterations, "-q").toArray(String[]::new));
    assertThat(result.exitCode()).as(result.toString()).isZero();
    return Files.readAllBytes(output.resolve("lambda.npy"));
  }

  private void assertEachIterationIsLoggedOnce(int iterations) throws IOException {
    List<String> lines = Files.readAllLines(model.resolve("metrics.jsonl"));
    assertThat(lines).hasSize(iterations);
    for (int t = 1; t <= iterations; t++) {
      assertThat(lines.get(t - 1)).startsWith("{\"iteration\":" + t + ",");
    }
  }

  @Test
  void aRunInPiecesOnChangingRanksGivesTheSameBytes() throws IOException {
    byte[] expected = undisturbed(ITERATIONS);
    // Each iteration a run of its own; in the quick run the first ones and the last.
    int together = Boolean.getBoolean("mpjlda.full") ? 1 : ITERATIONS - 5;
    int done = 0;
    for (int t = 1; t <= ITERATIONS; t += t == 3 ? together : 1) {
      Program.Result result = trained(t, "-np", "" + (1 + t % 3), "--threads", "" + (1 + t % 2));
      if (t > 1) {
        assertThat(result.err().lines().findFirst())
            .contains(StableMessages.RESUMED + "iteration " + done);
      }
      done = t;
    }
    assertThat(model.resolve("lambda.npy")).hasBinaryContent(expected);
    assertEachIterationIsLoggedOnce(ITERATIONS);
  }

  @Test
  @EnabledIfSystemProperty(named = "mpjlda.full", matches = "true")
  void killedLaunchersLoseNothing() throws Exception {
    byte[] expected = undisturbed(200);
    SplittableRandom random = new SplittableRandom(SEED);
    int kills = 0;
    for (; kills < (Boolean.getBoolean("mpjlda.full") ? 6 : 3); kills++) {
      Process launcher =
          new Program()
              .builder(
                  arguments(model, 200, "-np", "2", "--checkpoint-every", "7")
                      .toArray(String[]::new))
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("out").toFile())
              .start();
      if (launcher.waitFor(900 + random.nextInt(900), TimeUnit.MILLISECONDS)) {
        break;
      }
      List<ProcessHandle> ranks = launcher.descendants().toList();
      launcher.destroyForcibly().waitFor();
      Await.gone(ranks);
    }
    trained(200, "-np", "3");
    assertThat(model.resolve("lambda.npy"))
        .as("seed %d, %d kills", SEED, kills)
        .hasBinaryContent(expected);
    assertEachIterationIsLoggedOnce(200);
  }

  @Test
  void aStopFileStopsWithACheckpoint() throws IOException {
    byte[] expected = undisturbed(ITERATIONS);
    Files.createDirectories(model);
    Files.createFile(model.resolve("STOP"));
    Program.Result result = train(ITERATIONS, "-np", "2");
    assertThat(result.exitCode()).as(result.toString()).isEqualTo(75);
    assertThat(result.err()).contains("STOP", StableMessages.STOPPED + "iteration 1;");
    assertThat(model.resolve("STOP")).doesNotExist();
    assertThat(Files.readString(model.resolve("model.json"))).contains("\"complete\" : false");
    trained(ITERATIONS);
    assertThat(model.resolve("lambda.npy")).hasBinaryContent(expected);
    assertThat(Files.readString(model.resolve("model.json"))).contains("\"complete\" : true");
  }

  /** StopControlTest has the moments; here the run ends of itself, long before its iterations. */
  @Test
  void theTimeIsKept() throws IOException {
    Program.Result result = train(1_000_000, "-np", "2", "--max-time", "3s");
    assertThat(result.exitCode()).as(result.toString()).isEqualTo(75);
    assertThat(result.err()).contains("--max-time", StableMessages.STOPPED + "iteration ");
    int done = Files.readAllLines(model.resolve("metrics.jsonl")).size();
    assertThat(done).isBetween(1, 999_999);
    assertThat(trained(done + 1, "--resume", "require").err())
        .contains(StableMessages.RESUMED + "iteration " + done);
    assertThat(trained(1, "--dry-run").out()).contains("corpus");
  }

  private List<Path> stateFiles() throws IOException {
    try (Stream<Path> files = Files.walk(model.resolve("checkpoint"))) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.toString().endsWith(".json"))
          .sorted()
          .toList();
    }
  }

  private static void flip(Path file, int part) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / part] ^= 4;
    Files.write(file, bytes);
  }

  @Test
  void aDamagedCheckpointFallsBackAndTwoAreRefused() throws IOException {
    byte[] expected = undisturbed(ITERATIONS);
    trained(4);
    trained(8);
    List<Path> states = stateFiles();
    assertThat(states).hasSize(2);
    Program.Result sound = new Program().run("info", model.toString(), "--verify");
    assertThat(sound.exitCode()).as(sound.toString()).isZero();
    assertThat(sound.out()).contains("checkpoint 1", "checkpoint 2", "good");
    flip(states.get(1), 2);
    Program.Result damaged = new Program().run("info", model.toString(), "--verify");
    assertThat(damaged.exitCode()).as(damaged.toString()).isEqualTo(65);
    assertThat(damaged.out()).contains("damaged", "CRC");
    Program.Result result = trained(ITERATIONS);
    assertThat(result.err()).contains("warning: ", "damaged", "iteration 4");
    assertThat(model.resolve("lambda.npy")).hasBinaryContent(expected);
    assertEachIterationIsLoggedOnce(ITERATIONS);
    for (Path state : stateFiles()) {
      flip(state, 3);
    }
    int before = stateFiles().size();
    Program.Result refused = train(ITERATIONS + 1);
    assertThat(refused.exitCode()).as(refused.toString()).isEqualTo(65);
    assertThat(refused.err()).contains("Nothing was deleted", "--resume never");
    assertThat(stateFiles()).hasSize(before);
  }

  @Test
  void anotherRunsCheckpointIsRefusedWithTheDifferences() throws IOException {
    trained(2);
    Files.delete(model.resolve("model.json"));
    Program.Result result = train(4, "--eta", "0.5", "--seed", "3");
    assertThat(result.exitCode()).as(result.toString()).isEqualTo(2);
    assertThat(result.err()).contains("eta: 0.01 there, 0.5 asked for", "seed: 1 there, 3");
  }

  @Test
  void whatWentFurtherIsNotUndone() throws IOException {
    trained(6);
    Program.Result result = train(3);
    assertThat(result.exitCode()).as(result.toString()).isEqualTo(2);
    assertThat(result.err()).contains("iteration 6 already, --iterations 3 asked for");
    assertThat(trained(3, "--resume", "never").err()).doesNotContain(StableMessages.RESUMED);
  }

  @Test
  void requireRefusesToStartAnew() {
    Program.Result result = train(3, "--resume", "require");
    assertThat(result.exitCode()).as(result.toString()).isEqualTo(2);
    assertThat(result.err()).contains("found nothing in");
  }

  @Test
  void twoRunsDoNotShareAFolder() throws Exception {
    Process running =
        new Program()
            .builder(arguments(model, 1_000_000).toArray(String[]::new))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out").toFile())
            .start();
    Await.text(running, folder.resolve("out"), "iteration 2/");
    Program.Result second = train(1_000_000);
    running.destroyForcibly().waitFor();
    assertThat(second.exitCode()).as(second.toString()).isEqualTo(2);
    assertThat(second.err()).contains(model.toString(), "process ");
  }

  @Test
  void aFullDiskUnderTheCheckpointsDoesNotEndTheRun() throws Exception {
    byte[] expected = undisturbed(ITERATIONS);
    Path checkpoints = Files.createDirectories(model.resolve("checkpoint"));
    assumeThat(mount("-t", "tmpfs", "-o", "size=8k", "tmpfs", checkpoints.toString()))
        .as("mounting a tiny file system needs root")
        .isZero();
    try {
      Program.Result result = trained(ITERATIONS, "--checkpoint-every", "3", "-np", "2");
      assertThat(result.err())
          .contains(StableMessages.NO_CHECKPOINT + "iteration 3", "No space left");
      assertThat(model.resolve("lambda.npy")).hasBinaryContent(expected);
    } finally {
      new ProcessBuilder("umount", checkpoints.toString()).start().waitFor();
    }
  }

  private static int mount(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("mount"));
    command.addAll(List.of(arguments));
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
    } catch (IOException e) {
      return -1;
    }
  }
}
