package mpjlda.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import mpjlda.core.matrix.BlockedDoubleMatrix;
import mpjlda.core.matrix.RowLayout;
import mpjlda.data.modelio.Npy;
import mpjlda.oracle.Corpus;
import mpjlda.oracle.ToyCorpora;
import mpjlda.oracle.ToyFiles;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** evaluate, infer and train --held-out, from the jar, with ranks as processes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EvaluateIT {
  private static final long SEED = 20261121;
  private static final Path SCRIPT =
      Path.of("src/test/python/evaluate_reference.py").toAbsolutePath();
  private static final Path GENSIM_SCRIPT =
      Path.of("src/test/python/gensim_coherence.py").toAbsolutePath();
  private static final Path KOS = Program.SHARED.resolve("kos");

  private Path folder = Path.of("");
  private String corpus = "";
  private String unseen = "";
  private String model = "";

  @BeforeAll
  void train(@TempDir Path shared) {
    folder = shared;
    corpus =
        ToyFiles.ldac(folder.resolve("c/train.ldac"), ToyCorpora.sampled(SEED, 150, 200, 4))
            .toString();
    unseen =
        ToyFiles.ldac(folder.resolve("c/unseen.ldac"), ToyCorpora.withEmptyDocuments(SEED))
            .toString();
    ToyFiles.write(folder.resolve("c/vocab.txt"), String.join("\n", ToyFiles.words(300)) + "\n");
    model = trained("model", "-np", "2", "--iterations", "12");
  }

  private String trained(String name, String... more) {
    String output = folder.resolve(name).toString();
    List<String> arguments =
        new ArrayList<>(List.of("train", "-q", "--corpus", corpus, "-k", "4", "--output", output));
    arguments.addAll(List.of("--tolerance", "0", "--held-out", unseen, "--evaluate-every", "5"));
    arguments.addAll(List.of("--seed", "3"));
    arguments.addAll(List.of(more));
    run(arguments.toArray(String[]::new));
    return output;
  }

  private static Program.Result run(String... arguments) {
    Program.Result result = new Program().run(arguments);
    assertThat(result.exitCode()).as(result.toString()).isZero();
    return result;
  }

  private static String field(String text, String name) {
    return text.lines()
        .filter(line -> line.startsWith(name + " "))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " in\n" + text))
        .substring(name.length() + 1);
  }

  /** Runs a program; skips the test where it, or what it imports, is not there. */
  private static String outputOf(String... command) {
    try {
      Program.Result result = Program.run(new ProcessBuilder(command));
      Assumptions.assumeFalse(
          result.err().contains("ModuleNotFoundError"), "skipped: " + result.err().strip());
      assertThat(result.exitCode()).as(result.toString()).isZero();
      return result.out();
    } catch (UncheckedIOException e) {
      Assumptions.abort("skipped: " + e.getMessage());
      throw e;
    }
  }

  @Test
  void theLastScoreOfTrainingIsThatOfEvaluateToTheLastDigit() throws IOException {
    List<String> scored =
        Files.readAllLines(Path.of(model, "metrics.jsonl")).stream()
            .filter(line -> line.contains("held_out_perplexity"))
            .toList();
    assertThat(scored).hasSize(3);
    assertThat(scored.get(0)).startsWith("{\"iteration\":5,");
    assertThat(scored.get(1)).startsWith("{\"iteration\":10,");
    assertThat(scored.get(2)).startsWith("{\"iteration\":12,");
    for (String ranks : List.of("1", "3")) {
      String out =
          run("evaluate", model, "-np", ranks, "--threads", "2", "--corpus", unseen, "--seed", "3")
              .out();
      assertThat(out.lines()).hasSize(4);
      assertThat(field(out, "documents")).isEqualTo("200");
      String perplexity = "\"held_out_perplexity\":" + field(out, "perplexity");
      String perToken =
          "\"held_out_log_likelihood_per_token\":" + field(out, "log_likelihood_per_token");
      assertThat(scored.get(2)).as("%s ranks", ranks).contains(perplexity).contains(perToken);
      assertThat(Files.readString(Path.of(model, "model.json")).replace(" : ", ":"))
          .contains(perplexity)
          .contains(perToken);
    }
  }

  @Test
  void aRunThatGoesOnKeepsItsScores() throws IOException {
    String other = trained("stopped", "--iterations", "5");
    trained("stopped", "--iterations", "12");
    List<String> ours = scores(Path.of(other, "metrics.jsonl"));
    assertThat(ours).isEqualTo(scores(Path.of(model, "metrics.jsonl")));
  }

  private static List<String> scores(Path metrics) throws IOException {
    return Files.readAllLines(metrics).stream()
        .filter(line -> line.contains("held_out"))
        .map(line -> line.replaceAll(",.*\"held_out_perplexity\"", " ..."))
        .toList();
  }

  @Test
  void numpyGivesTheSameFigures() {
    String numpys = outputOf("python3", SCRIPT.toString(), model, "--corpus", unseen, "3");
    String ours = run("evaluate", model, "--corpus", unseen, "--seed", "3").out();
    assertSame(ours, numpys);
    String pair = outputOf("python3", SCRIPT.toString(), model, "--pair", corpus, corpus);
    assertSame(
        run("evaluate", model, "-np", "2", "--observed", corpus, "--held-out", corpus).out(), pair);
  }

  private static void assertSame(String ours, String numpys) {
    assertThat(field(ours, "documents")).isEqualTo(field(numpys, "documents"));
    assertThat(field(ours, "tokens")).isEqualTo(field(numpys, "tokens"));
    double expected = Double.parseDouble(field(numpys, "perplexity"));
    assertThat(Double.parseDouble(field(ours, "perplexity")))
        .isCloseTo(expected, within(1e-9 * expected));
  }

  @Test
  void numpyInfersTheSameProportions() {
    Path numpys = folder.resolve("numpys.npy");
    outputOf("python3", SCRIPT.toString(), model, "--proportions", unseen, numpys.toString());
    Path ours = folder.resolve("out/theta.npy");
    Program.Result result =
        run(
            "infer",
            model,
            "-np",
            "2",
            "--corpus",
            unseen,
            "--output",
            ours.toString(),
            "--block-size",
            "17");
    assertThat(field(result.out(), "empty_documents")).isEqualTo("41");
    assertThat(all(ours)).containsExactly(all(numpys), within(1e-9));
    Path table = folder.resolve("out/theta.tsv");
    run("infer", model, "--json", "--corpus", unseen, "--output", table.toString());
    assertThat(folder.resolve("out").toFile().list())
        .containsExactlyInAnyOrder("theta.npy", "theta.tsv");
  }

  private static double[] all(Path npy) {
    List<Double> values = new ArrayList<>();
    assertThat(Npy.scan(npy, values::add).shape()).containsExactly(200L, 4L);
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  @Test
  void topicsAreComparedWithAReference() throws IOException {
    Path csv = folder.resolve("topics.csv");
    String[] command = {
      "evaluate", model, "--reference", corpus, "--words", "5", "--csv", csv.toString()
    };
    String one = run(command).out();
    assertThat(one.lines()).hasSize(2 + 1 + 4).allMatch(line -> line.length() <= 100);
    String figures = Files.readString(csv);
    List<String> three = new ArrayList<>(List.of(command));
    three.addAll(List.of("-np", "3", "--threads", "2"));
    assertThat(run(three.toArray(String[]::new)).out()).isEqualTo(one);
    assertThat(csv).hasContent(figures);
  }

  @ParameterizedTest
  @ValueSource(ints = 2)
  void damageAndMisfitsAreTold(int ranks) throws IOException {
    String np = String.valueOf(ranks);
    Path broken = folder.resolve("broken" + ranks);
    Files.createDirectories(broken);
    for (String name : List.of("model.json", "vocab.txt", "lambda.npy", "alpha.npy")) {
      Files.copy(Path.of(model, name), broken.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
    byte[] lambda = Files.readAllBytes(broken.resolve("lambda.npy"));
    Files.write(broken.resolve("lambda.npy"), Arrays.copyOf(lambda, lambda.length - 8));
    refused("lambda.npy", "evaluate", broken.toString(), "-np", np, "--corpus", unseen);

    Files.write(broken.resolve("lambda.npy"), lambda);
    Npy.writeRows(broken.resolve("alpha.npy"), new BlockedDoubleMatrix(RowLayout.of(5, 1)));
    refused("alpha.npy", "evaluate", broken.toString(), "-np", np, "--corpus", unseen);

    Path other = folder.resolve("other" + ranks);
    String words = "x1\nx2\nw3\n";
    ToyFiles.write(other.resolve("vocab.txt"), words);
    String foreign = ToyFiles.write(other.resolve("f.ldac"), "2 0:1 2:1\n").toString();
    String output = folder.resolve("never.npy").toString();
    refused(
        "found another vocabulary",
        "infer",
        model,
        "-np",
        np,
        "--corpus",
        foreign,
        "--output",
        output);
    assertThat(Path.of(output)).doesNotExist();
    refused(
        "found 150 documents, expected 200",
        "evaluate",
        model,
        "-np",
        np,
        "--observed",
        unseen,
        "--held-out",
        corpus);
  }

  private static void refused(String message, String... arguments) {
    Program.Result result = new Program().run(arguments);
    assertThat(result.exitCode()).as(result.toString()).isEqualTo(65);
    assertThat(result.err()).contains(message).doesNotContain("\tat ");
    assertThat(result.out()).isEmpty();
  }

  /** All of Daily KOS, by numpy. */
  @Test
  @EnabledIfSystemProperty(named = "mpjlda.full", matches = "true")
  void kosIsScoredAsByNumpy() throws IOException {
    Path docword = KOS.resolve("docword.kos.txt");
    Assumptions.assumeTrue(Files.exists(docword), () -> docword + " is not there");
    Corpus all = ToyCorpora.kos(docword);
    String documents = ToyFiles.ldac(folder.resolve("kos/all.ldac"), all).toString();
    String kos = kosModel(docword);
    String vocabulary = KOS.resolve("vocab.kos.txt").toString();
    assertSame(
        run("evaluate", kos, "-np", "2", "--corpus", documents, "--vocab", vocabulary).out(),
        outputOf("python3", SCRIPT.toString(), kos, "--corpus", documents, "1"));
  }

  private String kosModel(Path docword) {
    String kos = folder.resolve("kos/model").toString();
    run(
        "train",
        "-q",
        "-np",
        "2",
        "--corpus",
        docword.toString(),
        "-k",
        "10",
        "--iterations",
        "4",
        "--output",
        kos);
    return kos;
  }

  /** With -Dmpjlda.full=true and gensim (Debian: python3-gensim): coherences of KOS topics. */
  @ParameterizedTest
  @CsvSource({"2", "20"})
  void gensimGivesTheSameCoherences(int topWords) throws IOException {
    Assumptions.assumeTrue(
        Boolean.getBoolean("mpjlda.full"), "skipped: only with -Dmpjlda.full=true");
    Path docword = KOS.resolve("docword.kos.txt");
    Assumptions.assumeTrue(Files.exists(docword), () -> docword + " is not there");
    String kos = kosModel(docword);
    Path csv = folder.resolve("kos/topics.csv");
    run(
        "evaluate",
        kos,
        "--reference",
        docword.toString(),
        "--words",
        String.valueOf(topWords),
        "--csv",
        csv.toString());
    List<String> words = Files.readAllLines(KOS.resolve("vocab.kos.txt"));
    StringBuilder topics = new StringBuilder();
    List<double[]> found = new ArrayList<>();
    for (String line : Files.readAllLines(csv).subList(1, 11)) {
      String[] fields = line.split(",", 9);
      found.add(new double[] {Double.parseDouble(fields[4]), Double.parseDouble(fields[5])});
      List<String> ids =
          Arrays.stream(fields[8].replace("\"", "").split(" ", -1))
              .map(word -> String.valueOf(words.indexOf(word)))
              .toList();
      topics.append(String.join(",", ids)).append('\n');
    }
    Path top = ToyFiles.write(folder.resolve("kos/top.csv"), topics.toString());
    Path bags = ToyFiles.ldac(folder.resolve("kos/all.ldac"), ToyCorpora.kos(docword));
    String vocabulary = KOS.resolve("vocab.kos.txt").toString();
    String[] gensims =
        outputOf(
                "/usr/bin/python3",
                GENSIM_SCRIPT.toString(),
                bags.toString(),
                vocabulary,
                top.toString())
            .split("\n", -1);
    for (int k = 0; k < found.size(); k++) {
      String[] fields = gensims[k].split(",", -1);
      String topic = String.format(Locale.ROOT, "topic %d, %d words", k, topWords);
      assertThat(found.get(k)[0]).as(topic).isCloseTo(Double.parseDouble(fields[1]), within(1e-6));
      assertThat(found.get(k)[1]).as(topic).isCloseTo(Double.parseDouble(fields[2]), within(1e-6));
    }
  }
}
