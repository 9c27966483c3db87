package mpjlda.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import mpjlda.cluster.console.StableMessages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Algorithms that remember something of each document: the same bytes on any number of ranks, also
 * if the run is in pieces or its ranks die.
 */
class AlgorithmsIT {
  private static final String CVB0 = "--algorithm cvb0";
  private static final String CONTINUED = "--continue-gamma-after 3";
  private static final String LEARNED = " --alpha auto --eta auto";
  private static final int ITERATIONS = 8;
  private static final boolean FULL = Boolean.getBoolean("mpjlda.full");

  @TempDir private Path folder;

  private static String[] arguments(Path output, String algorithm, int iterations, String... more) {
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
    arguments.addAll(List.of(algorithm.split(" ")));
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }

  private static Program.Result trained(Program program, String... arguments) {
    Program.Result result = program.run(arguments);
    assertThat(result.exitCode()).as(Arrays.toString(arguments) + "\n" + result).isZero();
    return result;
  }

  private byte[] undisturbed(String algorithm, int iterations) throws IOException {
    Path output = folder.resolve("undisturbed");
    trained(new Program(), arguments(output, algorithm, iterations, "-q"));
    return Files.readAllBytes(output.resolve("lambda.npy"));
  }

  @ParameterizedTest
  @ValueSource(strings = {CVB0, CONTINUED, CVB0 + LEARNED, CONTINUED + LEARNED})
  void ranksThreadsKernelsAndJdksDoNotChangeAByte(String algorithm) throws IOException {
    boolean quick = algorithm.equals(CVB0 + LEARNED);
    assumeThat(quick || Boolean.getBoolean("mpjlda.full")).as("a long test").isTrue();
    byte[] expected = undisturbed(algorithm, ITERATIONS);
    List<Path> homes = Program.javaHomes();
    String[][] ways = {
      {"-np", "2", "--threads", "2"},
      {"-np", "3", "--kernel", "scalar"},
      {"-np", "5"},
      {"-np", "1", "--threads", "3", "--java-options", "-XX:UseAVX=2"},
      {"-np", "2", "--java-options", "-XX:TieredStopAtLevel=1"}
    };
    for (int i = 0; i < (FULL ? ways.length : 3); i++) {
      Path output = folder.resolve("way" + i);
      Path home = homes.get(i % homes.size());
      trained(new Program().withJava(home), arguments(output, algorithm, ITERATIONS, ways[i]));
      assertThat(output.resolve("lambda.npy"))
          .as(home + " " + String.join(" ", ways[i]))
          .hasBinaryContent(expected);
    }
  }

  /** How long priors are learned depends on the iterations asked for: these runs end by force. */
  @ParameterizedTest
  @ValueSource(strings = {CVB0 + LEARNED, CONTINUED + LEARNED})
  void aLearningRunThatFailsOnChangingRanksGivesTheSameBytes(String algorithm) throws IOException {
    assumeThat(FULL || algorithm.startsWith(CVB0)).as("a long test").isTrue();
    byte[] expected = undisturbed(algorithm, ITERATIONS);
    Path model = folder.resolve("model");
    for (int t = 3; t <= ITERATIONS; t += FULL ? 1 : 3) {
      int ranks = 1 + t % 4;
      String failure = (ranks - 1) + "@" + t;
      Program.Result failed =
          new Program()
              .run(
                  arguments(
                      model,
                      algorithm + " --checkpoint-every 1 --max-restarts 0 --fail-rank " + failure,
                      ITERATIONS,
                      "-np",
                      "" + ranks));
      assertThat(failed.exitCode()).as(failed.toString()).isEqualTo(70);
    }
    Program.Result result =
        trained(new Program(), arguments(model, algorithm, ITERATIONS, "-np", "2"));
    assertThat(result.err()).contains(StableMessages.RESUMED);
    assertThat(model.resolve("lambda.npy")).hasBinaryContent(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {CVB0, CONTINUED})
  void aRunInPiecesOnChangingRanksGivesTheSameBytes(String algorithm) throws IOException {
    assumeThat(FULL || algorithm.equals(CONTINUED)).as("a long test").isTrue();
    byte[] expected = undisturbed(algorithm, ITERATIONS);
    Path model = folder.resolve("model");
    int step = FULL ? 1 : 3;
    for (int t = FULL ? 1 : 2; t <= ITERATIONS; t += step) {
      Program.Result result =
          trained(
              new Program(),
              arguments(
                  model, algorithm, t, "-np", "" + (1 + t % 4), "--threads", "" + (1 + t % 2)));
      if (t > step) {
        assertThat(result.err()).contains(StableMessages.RESUMED + "iteration " + (t - step));
      }
    }
    assertThat(model.resolve("lambda.npy")).hasBinaryContent(expected);
    Program.Result sound = trained(new Program(), "info", model.toString(), "--verify");
    assertThat(sound.out()).contains("good").doesNotContain("damaged");
    try (Stream<Path> files = Files.walk(model.resolve("checkpoint"))) {
      assertThat(files.filter(file -> file.toString().endsWith(".part")).count()).isPositive();
    }
  }

  @ParameterizedTest
  @CsvSource({CVB0 + ",200", CONTINUED + ",200"})
  void aKilledRankCostsARestart(String algorithm, int iterations) throws Exception {
    assumeTrue(FULL || algorithm.equals(CVB0), "skipped: only with -Dmpjlda.full=true");
    byte[] expected = undisturbed(algorithm, iterations);
    List<String> more = new ArrayList<>(List.of(algorithm.split(" ")));
    more.addAll(List.of("-np", "3", "-k", "9", "--checkpoint-every", "5"));
    more.addAll(List.of("--iterations", "" + iterations));
    RunningTraining run = RunningTraining.start(folder, more.toArray(String[]::new));
    run.awaitIteration(20);
    run.runningRank(1).destroyForcibly();
    run.awaitText(StableMessages.restart(1, 3));
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).contains(StableMessages.RESUMED);
    assertThat(folder.resolve("model/lambda.npy")).hasBinaryContent(expected);
  }

  @Test
  void aDamagedPartFallsBackToTheCheckpointBefore() throws IOException {
    byte[] expected = undisturbed(CVB0, ITERATIONS);
    Path model = folder.resolve("model");
    trained(new Program(), arguments(model, CVB0, 3, "-np", "2"));
    trained(new Program(), arguments(model, CVB0, 5, "-np", "2"));
    Path part;
    try (Stream<Path> files = Files.walk(model.resolve("checkpoint"))) {
      part = files.filter(f -> f.toString().endsWith(".part")).sorted().reduce((a, b) -> b).get();
    }
    byte[] bytes = Files.readAllBytes(part);
    bytes[bytes.length / 2] ^= 4;
    Files.write(part, bytes);
    Program.Result result = trained(new Program(), arguments(model, CVB0, ITERATIONS, "-np", "3"));
    assertThat(result.err()).contains("warning: ", "damaged", "iteration 3");
    assertThat(model.resolve("lambda.npy")).hasBinaryContent(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--precision double | --precision double goes with --algorithm batch",
        "--skip-topics | --skip-topics goes with --algorithm batch",
        "--continue-gamma-after 5 | --continue-gamma-after goes with --algorithm batch",
        "--continue-gamma-after soon | must be a number of iterations or never, found \"soon\"",
      })
  void whatDoesNotGoTogetherIsRefused(String more, String message) {
    Program.Result result =
        new Program().run(arguments(folder.resolve("model"), CVB0, 2, more.split(" ")));
    assertThat(result.exitCode()).as(result.toString()).isEqualTo(2);
    assertThat(result.err()).contains(message);
  }

  @Test
  void skippingTopicsInDoublePrecisionIsRefused() {
    Program.Result result =
        new Program()
            .run(
                arguments(
                    folder.resolve("model"),
                    "--algorithm batch",
                    2,
                    "--skip-topics",
                    "--precision",
                    "double"));
    assertThat(result.exitCode()).as(result.toString()).isEqualTo(2);
    assertThat(result.err())
        .contains("--skip-topics computes in single precision: leave out --precision double");
  }
}
