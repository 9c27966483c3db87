package mpjlda.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import mpjlda.cluster.console.StableMessages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code --algorithm online} as users start it. */
class OnlineIT {
  private static final boolean FULL = Boolean.getBoolean("mpjlda.full");

  @TempDir private Path folder;

  private static Program.Result trained(Path output, String options) {
    Program.Result result = run(output, options);
    assertThat(result.exitCode()).as(options + "\n" + result).isZero();
    return result;
  }

  private static Program.Result run(Path output, String options) {
    List<String> arguments = new ArrayList<>(List.of("train", "--output", output.toString()));
    arguments.addAll(List.of("--corpus", Program.SAMPLE.toString(), "--tolerance", "0"));
    arguments.addAll(Arrays.asList(options.split(" ")));
    if (!arguments.contains("-k")) {
      arguments.addAll(List.of("-k", "9"));
    }
    return new Program().run(arguments.toArray(String[]::new));
  }

  @Test
  @EnabledIfSystemProperty(named = "mpjlda.full", matches = "true")
  void aStoreLargerThanTheHeapIsReadByBatches() throws IOException {
    Path made = folder.resolve("made");
    Program.Result generated =
        new Program()
            .run(
                "generate --documents 120000 -k 5 --vocabulary 2000 --format store --output"
                    .concat(" " + made)
                    .split(" "));
    assertThat(generated.exitCode()).as(generated.toString()).isZero();
    String[] train = {
      "train",
      "--corpus",
      made.resolve("corpus.store").toString(),
      "-k",
      "5",
      "--iterations",
      "1",
      "--estep-iterations",
      "3",
      "--batch-size",
      "2000",
      "--tau0",
      "4",
      "--algorithm",
      "online"
    };
    Path large = folder.resolve("large");
    Program.Result inMemory = withHeap(train, large, "2g");
    assertThat(inMemory.exitCode()).as(inMemory.toString()).isZero();
    assertThat(inMemory.err()).doesNotContain("stay in the store");
    Path small = folder.resolve("small");
    Program.Result stored = withHeap(train, small, "32m");
    assertThat(stored.exitCode()).as(stored.toString()).isZero();
    assertThat(stored.err()).contains("documents stay in the store");
    assertThat(lambda(small)).isEqualTo(lambda(large));
    train[train.length - 1] = "cvb0";
    String[] batch =
        Arrays.stream(train)
            .filter(option -> !List.of("--batch-size", "2000", "--tau0", "4").contains(option))
            .toArray(String[]::new);
    assertThat(withHeap(batch, folder.resolve("cvb0"), "32m").exitCode())
        .as("the corpus does not fit into this heap")
        .isNotZero();
  }

  private static Program.Result withHeap(String[] train, Path output, String heap) {
    List<String> arguments = new ArrayList<>(Arrays.asList(train));
    arguments.addAll(List.of("--output", "" + output, "--java-options", "-Xmx" + heap));
    arguments.addAll(List.of("--max-restarts", "0"));
    return new Program().run(arguments.toArray(String[]::new));
  }

  private static byte[] lambda(Path model) throws IOException {
    return Files.readAllBytes(model.resolve("lambda.npy"));
  }

  @Test
  void ranksThreadsAndPiecesDoNotChangeAByte() throws IOException {
    String online =
        "--algorithm online --batch-size 50 --tau0 2 --kappa 0.5 --alpha auto --eta auto ";
    Path one = folder.resolve("one");
    trained(one, online + "--passes 5");
    Path model = folder.resolve("model");
    trained(model, online + "--iterations 2 -np 3 --kernel scalar");
    Program.Result result = trained(model, online + "--iterations 5 -np 2 --threads 2");
    assertThat(result.err()).contains(StableMessages.RESUMED + "iteration 2\n");
    assertThat(lambda(model)).isEqualTo(lambda(one));
    assertThat(model.resolve("alpha.npy"))
        .hasBinaryContent(Files.readAllBytes(one.resolve("alpha.npy")));
    List<String> metrics = Files.readAllLines(model.resolve("metrics.jsonl"));
    assertThat(metrics).hasSize(5);
    assertThat(metrics.get(4)).contains("\"alpha_sum\":").doesNotContain("\"eta\":0.01,");
    assertThat(Files.readString(model.resolve("model.json")))
        .contains("\"alpha\" : \"auto\"")
        .contains("\"algorithm\" : \"online\"", "\"batch_size\" : 50", "\"complete\" : true");
  }

  @ParameterizedTest
  @CsvSource({"1,2", "2,3"})
  void aSignalStopsItWithinAPassAndTheSameCommandGoesOn(int ranks, int later) throws Exception {
    assumeTrue(ranks == 1 || FULL, "skipped: only with -Dmpjlda.full=true");
    String[] online = {"--algorithm", "online", "--batch-size", "1", "-k", "9"};
    RunningTraining run = RunningTraining.start(folder, with(online, ranks, 1_000_000));
    run.awaitIteration(2);
    run.signal("TERM");
    assertThat(run.exitCode()).as(run.err()).isEqualTo(75);
    String stopped =
        run.err().lines().filter(line -> line.startsWith(StableMessages.STOPPED)).findFirst().get();
    assertThat(stopped)
        .matches(StableMessages.STOPPED + "iteration \\d+( and \\d+ batch(es)?)?; the same.*");
    int passes =
        1
            + Integer.parseInt(
                stopped.replaceAll(StableMessages.STOPPED + "iteration (\\d+).*", "$1"));
    RunningTraining again = RunningTraining.start(folder, with(online, later, passes));
    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(again.err())
        .contains(StableMessages.RESUMED + stopped.replaceAll(".*after |;.*", ""));
    Path undisturbed = folder.resolve("undisturbed");
    trained(undisturbed, "--algorithm online --batch-size 1 --iterations " + passes);
    assertThat(lambda(folder.resolve("model"))).isEqualTo(lambda(undisturbed));
  }

  private static String[] with(String[] online, int ranks, int passes) {
    List<String> all = new ArrayList<>(List.of(online));
    all.addAll(List.of("-np", "" + ranks, "--iterations", "" + passes));
    return all.toArray(String[]::new);
  }

  @Test
  void aKilledRankGoesOnFromACheckpoint() throws Exception {
    int passes = 100;
    String[] online = {"--algorithm", "online", "--batch-size", "40", "-k", "9"};
    List<String> all = new ArrayList<>(List.of(with(online, 3, passes)));
    all.addAll(List.of("--checkpoint-every", "1s"));
    RunningTraining run = RunningTraining.start(folder, all.toArray(String[]::new));
    run.awaitIteration(5);
    run.runningRank(1).destroyForcibly();
    run.awaitText(StableMessages.restart(1, 3));
    assertThat(run.exitCode()).as(run.err()).isZero();
    Path undisturbed = folder.resolve("undisturbed");
    trained(undisturbed, "--algorithm online --batch-size 40 --iterations " + passes);
    assertThat(lambda(folder.resolve("model"))).isEqualTo(lambda(undisturbed));
  }

  @Test
  @EnabledIfSystemProperty(named = "mpjlda.full", matches = "true")
  void polishIsBatchFromWhereOnlineEnded() throws IOException {
    String online = "--algorithm online --batch-size 100 --tau0 4 --iterations 3";
    Path alone = folder.resolve("alone");
    trained(alone, online);
    Path batch = folder.resolve("batch");
    trained(batch, "--iterations 2 --initial-lambda " + alone.resolve("lambda.npy"));
    Path polished = folder.resolve("polished");
    trained(polished, online + " --polish 2 -np 2 --checkpoint-every 1");
    assertThat(lambda(polished)).isEqualTo(lambda(batch));
    assertThat(Files.readAllLines(polished.resolve("metrics.jsonl"))).hasSize(5);
    assertThat(trained(polished, online + " --polish 2").err()).contains("nothing to do");
    Program.Result more = run(polished, online.replace('3', '4') + " --polish 2");
    assertThat(more.exitCode()).as(more.toString()).isEqualTo(2);
    assertThat(more.err()).contains("iterations");
  }

  @Test
  void polishByCvb0GoesOnFromWithinToTheSameBytes() throws Exception {
    String online =
        "--algorithm online --batch-size 100 --tau0 2 --kappa 0.5 -k 9 --iterations 3"
            + " --alpha auto --eta auto --polish 300:cvb0";
    RunningTraining run = RunningTraining.start(folder, (online + " -np 2").split(" "));
    run.awaitIteration(6);
    run.signal("TERM");
    assertThat(run.exitCode()).as(run.err()).isEqualTo(75);
    RunningTraining again = RunningTraining.start(folder, (online + " -np 3").split(" "));
    assertThat(again.exitCode()).as(again.err()).isZero();
    Path one = folder.resolve("one");
    trained(one, online);
    assertThat(lambda(folder.resolve("model"))).isEqualTo(lambda(one));
    List<String> metrics = Files.readAllLines(one.resolve("metrics.jsonl"));
    assertThat(metrics).hasSize(303);
    assertThat(bound(metrics.get(10))).isGreaterThan(bound(metrics.get(3)));
    assertThat(Files.readString(one.resolve("model.json"))).contains("\"polish_by\" : \"cvb0\"");
    assertThat(trained(one, online).err()).contains("nothing to do");
    Program.Result other = run(one, online.replace(":cvb0", ""));
    assertThat(other.exitCode()).as(other.toString()).isEqualTo(2);
  }

  @Test
  void anInitialModelOfTheSameWordsIsItsLambda() throws IOException {
    Path first = folder.resolve("first");
    trained(first, "--iterations 3 --alpha 0.2 --eta 0.03");
    String lambda = "--initial-lambda " + first.resolve("lambda.npy") + " --alpha 0.2 --eta 0.03";
    for (String way : List.of("--iterations 2", "--algorithm online --batch-size 99 --passes 1")) {
      Path expected = folder.resolve("expected" + way.length());
      trained(expected, way + " " + lambda);
      Path model = folder.resolve("model" + way.length());
      Program.Result result = trained(model, way + " -np 2 --initial-model " + first);
      assertThat(lambda(model)).as(way).isEqualTo(lambda(expected));
      assertThat(result.err()).contains("are its own, 0 are new to it, 0 of its words are dropped");
    }
  }

  @Test
  void anInitialModelStartsCvb0AboveChance() throws IOException {
    Path first = folder.resolve("first");
    trained(first, "--iterations 20");
    Path model = folder.resolve("model");
    trained(model, "--algorithm cvb0 --iterations 2 --initial-model " + first);
    Path chance = folder.resolve("chance");
    trained(chance, "--algorithm cvb0 --iterations 2");
    assertThat(secondBound(model)).isGreaterThan(secondBound(chance));
  }

  private static double secondBound(Path model) throws IOException {
    return bound(Files.readAllLines(model.resolve("metrics.jsonl")).get(1));
  }

  private static double bound(String line) {
    return Double.parseDouble(line.replaceAll(".*\"bound\":(-?[0-9.E]+).*", "$1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--batch-size 5 | 2 | --batch-size goes with --algorithm online",
        "--algorithm online --batch-size 0 | 2 | --batch-size must be >= 1, found 0",
        "--algorithm online --tau0 0.5 | 2 | --tau0 must be >= 1",
        "--algorithm online --polish 5:gibbs | 2 | must be N, N:batch or N:cvb0, N from 0 to"
            + " 1000000",
        "--algorithm online --kappa 2 | 2 | --kappa must be from 0 to 1",
        "--initial-model nowhere | 65 | nowhere: there is no such folder",
      })
  void whatCannotBeIsRefused(String options, int code, String message) {
    Program.Result result = run(folder.resolve("model"), options);
    assertThat(result.exitCode()).as(result.toString()).isEqualTo(code);
    assertThat(result.err()).contains(message);
  }

  @Test
  void anInitialModelWithOtherTopicsIsRefused() {
    Path first = folder.resolve("first");
    trained(first, "--iterations 1");
    Program.Result result = run(folder.resolve("model"), "-k 8 --initial-model " + first);
    assertThat(result.exitCode()).as(result.toString()).isEqualTo(2);
    assertThat(result.err()).contains("--topics 8, but the model in --initial-model", "has 9");
  }
}
