package mpjlda.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import mpjlda.app.tune.HoldOut;
import mpjlda.cluster.console.StableMessages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Searches for hyper-parameters: the same table on any ranks, and after any interruption. */
class TuneIT {
  private static final Pattern PERPLEXITY =
      Pattern.compile("\"held_out_perplexity\" ?: ?([0-9.E-]+)");

  private static final String GRID = "topics=2,3,5 alpha=0.1,0.5";

  @TempDir private Path folder;

  /** 6 configurations and 2 folds. */
  private static List<String> search(Path output, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "tune",
                "--corpus",
                Program.SAMPLE.toString(),
                "--grid",
                GRID,
                "--folds",
                "2",
                "--iterations",
                "20",
                "--tolerance",
                "0",
                "--output",
                output.toString()));
    arguments.addAll(List.of(more));
    return arguments;
  }

  private static Program.Result run(List<String> arguments) {
    return new Program().run(arguments.toArray(String[]::new));
  }

  private static Program.Result done(List<String> arguments) {
    Program.Result result = run(arguments);
    assertThat(result.exitCode()).as(result.toString()).isZero();
    return result;
  }

  /** {@code tune.csv} without its last column, the seconds. */
  private static List<String> table(Path output) throws IOException {
    return Files.readAllLines(output.resolve("tune.csv")).stream()
        .map(line -> line.substring(0, line.lastIndexOf(',')))
        .toList();
  }

  private static int trials(Path output) throws IOException {
    if (!Files.isDirectory(output.resolve("trials"))) {
      return 0;
    }
    try (Stream<Path> files = Files.list(output.resolve("trials"))) {
      return (int) files.filter(path -> !path.getFileName().toString().startsWith(".")).count();
    }
  }

  private static void awaitTrials(RunningTraining run, Path output, int trials) throws Exception {
    Await.whileRunning(run.launcher(), () -> trials(output) >= trials, run::err);
  }

  private static RunningTraining started(Path place, List<String> arguments) throws IOException {
    return RunningTraining.startCommand(Files.createDirectories(place), arguments);
  }

  @Test
  void theTableIsTheSameOnAnyRanksAndAfterKills() throws Exception {
    Path alone = folder.resolve("alone");
    Program.Result one = done(search(alone));
    assertThat(one.err()).contains("trial    12/12").contains("farm     12 trials done by 1 ranks");
    assertThat(one.out()).contains("train the best one: mpj-lda train --corpus");
    List<String> expected = table(alone);
    assertThat(expected).hasSize(7);

    Path killed = folder.resolve("killed");
    RunningTraining first = started(folder.resolve("first"), search(killed, "-np", "3"));
    awaitTrials(first, killed, 2);
    List<ProcessHandle> processes = first.processes();
    first.launcher().destroyForcibly().waitFor();
    Await.gone(processes);
    int kept = trials(killed);
    RunningTraining second =
        started(
            folder.resolve("second"), search(killed, "-np", "3", "--group-size", "2", "--json"));
    if (kept < 11) {
      awaitTrials(second, killed, kept + 1);
      second.runningRank(1).destroyForcibly();
    }
    assertThat(second.exitCode()).as(second.err()).isZero();
    if (kept < 11) {
      assertThat(second.err()).contains(StableMessages.restart(1, 3));
    }
    assertThat(table(killed)).isEqualTo(expected);
    assertThat(Files.readString(folder.resolve("second/out"))).startsWith("{\"corpus_hash\":");
    assertThat(killed.resolve(".claims")).doesNotExist();
  }

  @Test
  void aStoppedSearchGoesOnAndALargerGridTakesItOver() throws Exception {
    Path output = folder.resolve("search");
    RunningTraining run = started(folder.resolve("first"), search(output, "-np", "2"));
    awaitTrials(run, output, 1);
    run.signal("TERM");
    assertThat(run.exitCode()).as(run.err()).isEqualTo(75);
    assertThat(run.err()).contains("stopped  the results so far are kept");
    List<String> larger = new ArrayList<>(search(output));
    larger.set(larger.indexOf(GRID), "alpha=0.5,0.1,1 topics=2,3,5");
    int kept = trials(output);
    assertThat(new Program().run("status", output.toString()).out())
        .startsWith("state       stopped, was on ")
        .contains("exit code 75; the same command continues", "trials      " + kept + " finished");
    Program.Result result = done(larger);
    assertThat(result.err()).contains("trial    18/18", "farm     " + (18 - kept) + " trials done");
    assertThat(done(larger).err()).contains("farm     0 trials done");
    larger.set(larger.indexOf("--tolerance") + 1, "1e-3");
    larger.addAll(List.of("--seed", "2"));
    Program.Result other = run(larger);
    assertThat(other.exitCode()).as(other.toString()).isEqualTo(2);
    assertThat(other.err())
        .contains("holds another search", "seed: 1 there, 2 asked for", "tolerance: 0.0 there");
  }

  /** The documents of the sample that are in a fold, or are not, as a corpus of their own. */
  private Path part(String name, boolean heldOut) throws IOException {
    List<String> kept = new ArrayList<>();
    HoldOut folds = new HoldOut.Folds(2);
    long document = 0;
    for (String line : Files.readAllLines(Program.SAMPLE)) {
      if (line.startsWith("#")
          || line.startsWith("%")
          || folds.takes(document++, 1, 1) == heldOut) {
        kept.add(line);
      }
    }
    return Files.write(folder.resolve(name), kept, StandardCharsets.UTF_8);
  }

  /** What train makes of a fold's two parts is what tune says of that fold. */
  @Test
  @EnabledIfSystemProperty(named = "mpjlda.full", matches = "true")
  void aFoldIsWhatTrainMakesOfItsDocuments() throws Exception {
    Path training = part("training.txt", false);
    Path heldOut = part("held-out.txt", true);
    for (String algorithm : List.of("batch", "cvb0")) {
      Path model = folder.resolve("model-" + algorithm);
      List<String> train = List.of("train", "--corpus", "" + training, "-k", "4", "-q");
      List<String> command = new ArrayList<>(train);
      command.addAll(List.of("--alpha", "0.5", "--algorithm", algorithm, "--iterations", "12"));
      command.addAll(
          List.of("--tolerance", "0", "--held-out", "" + heldOut, "--output", "" + model));
      done(command);
      Matcher found = PERPLEXITY.matcher(Files.readString(model.resolve("model.json")));
      assertThat(found.find()).as("a held-out score in model.json").isTrue();
      double expected = Double.parseDouble(found.group(1));

      Path output = folder.resolve("search-" + algorithm);
      List<String> tune = new ArrayList<>(search(output, "-np", "2", "--group-size", "2"));
      tune.set(tune.indexOf(GRID), "topics=4 alpha=0.5");
      tune.set(tune.indexOf("20"), "12");
      tune.addAll(List.of("--algorithm", algorithm));
      done(tune);
      String[] fields = table(output).get(1).split(",");
      assertThat(Double.parseDouble(fields[8])).as(algorithm).isEqualTo(expected);
    }
  }

  @Test
  @EnabledIfSystemProperty(named = "mpjlda.full", matches = "true")
  void halvingTrainsTheBestOfARandomSearch() throws Exception {
    Path output = folder.resolve("search");
    List<String> tune =
        new ArrayList<>(search(output, "-np", "2", "--random", "3", "--halving", "2"));
    tune.set(tune.indexOf(GRID), "topics=2..9 alpha=log:0.05..1");
    tune.remove("--folds");
    tune.remove("2");
    tune.addAll(List.of("--held-out-part", "0.2", "--train-best"));
    Program.Result result = done(tune);
    assertThat(result.err())
        .contains("round    3 configurations, 10 iterations")
        .contains("round    2 configurations, 20 iterations");
    List<String> rows = table(output);
    assertThat(rows).hasSize(4);
    assertThat(rows.stream().skip(1).map(row -> row.split(",")[8]))
        .containsExactly("20", "20", "10");
    String[] top = rows.get(1).split(",");
    Path best = output.resolve("best-k" + top[2] + "-alpha" + top[3] + "-eta" + top[4]);
    assertThat(Files.readString(best.resolve("model.json")))
        .containsPattern("\"topics\" ?: ?" + top[2] + ",");
    Program.Result command =
        done(
            Stream.concat(
                    Stream.of(
                            commandOf(result)
                                .replace("/" + best.getFileName(), "/again")
                                .split(" "))
                        .skip(1),
                    Stream.of("-q"))
                .toList());
    assertThat(command.exitCode()).isZero();
    assertThat(output.resolve("again/lambda.npy"))
        .hasSameBinaryContentAs(best.resolve("lambda.npy"));
  }

  /** The command that tune says trains the best configuration. */
  private static String commandOf(Program.Result result) {
    String start = "train the best one: ";
    return result
        .out()
        .lines()
        .filter(line -> line.startsWith(start))
        .map(line -> line.substring(start.length()))
        .findFirst()
        .orElseThrow();
  }

  /** A real corpus on four ranks, whose launcher is killed twice. */
  @Test
  @Timeout(3600)
  void aLargerSearchOutlivesItsLauncherTwice() throws Exception {
    assumeThat(Boolean.getBoolean("mpjlda.full")).as("-Dmpjlda.full=true").isTrue();
    Path kos = Program.SHARED.resolve("kos/docword.kos.txt");
    assumeThat(kos).as("the KOS corpus").exists();
    Path undisturbed = folder.resolve("undisturbed");
    Path output = folder.resolve("search");
    done(kos(kos, undisturbed, 2));
    for (int kill = 1; kill <= 2; kill++) {
      RunningTraining run = started(folder.resolve("kill-" + kill), kos(kos, output, 4));
      awaitTrials(run, output, 10 * kill);
      List<ProcessHandle> processes = run.processes();
      run.launcher().destroyForcibly().waitFor();
      Await.gone(processes);
    }
    done(kos(kos, output, 4));
    assertThat(table(output)).isEqualTo(table(undisturbed)).hasSize(13);
  }

  /** 12 configurations and 3 folds. */
  private static List<String> kos(Path corpus, Path output, int ranks) {
    return List.of(
        "tune",
        "--corpus",
        corpus.toString(),
        "--grid",
        "topics=5,10,20 alpha=0.1,0.5 eta=0.01,0.1",
        "--algorithm",
        "cvb0",
        "--folds",
        "3",
        "--iterations",
        "10",
        "-np",
        "" + ranks,
        "--output",
        output.toString());
  }
}
