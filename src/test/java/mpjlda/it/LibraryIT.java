package mpjlda.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import mpjlda.app.api.Evaluation;
import mpjlda.app.api.Lda;
import mpjlda.app.api.LdaCorpus;
import mpjlda.app.api.LdaModel;
import mpjlda.data.modelio.ModelDirectory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The library beside the command line, on the sample corpus: the same bytes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LibraryIT {
  private static final Path API = Path.of("src/main/java/mpjlda/app/api");
  private static final Path PAGE = Path.of("src/site/markdown/java.md");
  private static final Path PROJECT = Path.of("src/test/example-project");
  private static final int TOPICS = 6;

  private Path folder = Path.of("");
  private Path model = Path.of("");
  private LdaCorpus songs = LdaCorpus.ofWords(List.of());

  @BeforeAll
  void train(@TempDir Path shared) throws IOException {
    folder = shared;
    Files.copy(Program.SAMPLE, folder.resolve("songs.txt"));
    songs = LdaCorpus.read(folder.resolve("songs.txt"));
    model = trained("songs-model", "--iterations", "20");
  }

  private Path trained(String name, String... options) {
    Path output = folder.resolve(name);
    List<String> arguments = new ArrayList<>(List.of("train", "-q"));
    arguments.addAll(List.of("--corpus", folder.resolve("songs.txt").toString()));
    arguments.addAll(List.of("-k", String.valueOf(TOPICS), "--output", output.toString()));
    arguments.addAll(List.of(options));
    run(new Program().asTyped(arguments.toArray(String[]::new)));
    return output;
  }

  private static Program.Result run(ProcessBuilder builder) {
    Program.Result result = Program.run(builder);
    assertThat(result.exitCode()).as(result.toString()).isZero();
    return result;
  }

  private static byte[] lambda(Path directory) throws IOException {
    return Files.readAllBytes(directory.resolve(ModelDirectory.LAMBDA));
  }

  private static Lda fit(String algorithm) {
    Lda lda = Lda.topics(TOPICS).iterations(12);
    return switch (algorithm) {
      case "online" -> lda.online(64);
      case "cvb0" -> lda.cvb0();
      default -> lda.batch();
    };
  }

  @ParameterizedTest
  @CsvSource({
    "batch,  --algorithm batch",
    "online, --algorithm online --batch-size 64",
    "cvb0,   --algorithm cvb0"
  })
  void fitGivesTheBytesOfTrain(String algorithm, String options) throws IOException {
    Path trained = trained(algorithm, (options + " --iterations 12").split(" "));
    Path fitted = folder.resolve("fitted-" + algorithm);
    fit(algorithm).threads(2).fit(songs).save(fitted);
    assertThat(lambda(fitted)).isEqualTo(lambda(trained));
    assertThat(ModelDirectory.readInfo(fitted).bound())
        .isEqualTo(ModelDirectory.readInfo(trained).bound());
    run(new Program().builder("info", fitted.toString(), "--verify"));
  }

  @ParameterizedTest
  @CsvSource({"batch, auto", "online, auto-symmetric", "cvb0, auto-symmetric"})
  void learnedPriorsAreThoseOfTrain(String algorithm, String alpha) throws IOException {
    Path trained =
        trained(
            algorithm + "-learned",
            ("--algorithm " + algorithm + " --alpha " + alpha + " --eta auto --iterations 12")
                .split(" "));
    Lda lda = algorithm.equals("online") ? Lda.topics(TOPICS).online() : fit(algorithm);
    Lda learning = alpha.equals("auto") ? lda.learnAlpha() : lda.learnSymmetricAlpha();
    LdaModel fitted = learning.learnEta().iterations(12).fit(songs);
    Path saved = folder.resolve("learned");
    fitted.save(saved);
    assertThat(lambda(saved)).isEqualTo(lambda(trained));
    assertThat(saved.resolve("alpha.npy")).hasSameBinaryContentAs(trained.resolve("alpha.npy"));
    assertThat(fitted.eta()).isEqualTo(ModelDirectory.readInfo(trained).eta());
  }

  @Test
  void theDefaultsAreThoseOfTrain() throws IOException {
    Path saved = folder.resolve("defaults");
    Lda.topics(TOPICS).fit(songs).save(saved);
    assertThat(lambda(saved)).isEqualTo(lambda(trained("default-options")));
  }

  @Test
  void continuingGivesTheBytesOfAnInitialModel() throws IOException {
    Path trained = trained("continued", "--initial-model", model.toString(), "--iterations", "5");
    Path saved = folder.resolve("continuing");
    Lda.continuing(LdaModel.load(model)).iterations(5).fit(songs).save(saved);
    assertThat(lambda(saved)).isEqualTo(lambda(trained));
  }

  @Test
  void evaluationGivesTheFiguresOfEvaluate() {
    String out =
        run(new Program()
                .builder(
                    "evaluate",
                    model.toString(),
                    "--corpus",
                    folder.resolve("songs.txt").toString()))
            .out();
    Evaluation score = LdaModel.load(model).evaluate(songs, 1, 2);
    assertThat(out)
        .contains("documents " + score.documents() + "\n")
        .contains("tokens " + score.tokens() + "\n")
        .contains("log_likelihood_per_token " + score.logLikelihoodPerToken() + "\n")
        .contains("perplexity " + score.perplexity() + "\n");
  }

  /** D rows of K numbers that infer writes. */
  private ByteBuffer inferred() throws IOException {
    Path file = folder.resolve("proportions.npy");
    run(
        new Program()
            .builder(
                "infer",
                model.toString(),
                "--corpus",
                folder.resolve("songs.txt").toString(),
                "--output",
                file.toString()));
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int payload = songs.documents() * TOPICS * Double.BYTES;
    return bytes.position(bytes.capacity() - payload);
  }

  @Test
  void inferenceGivesTheBytesOfInfer() throws IOException {
    ByteBuffer expected = inferred();
    for (double[] row : LdaModel.load(model).infer(songs, 3)) {
      for (double proportion : row) {
        assertThat(proportion).isEqualTo(expected.getDouble());
      }
    }
    assertThat(expected.hasRemaining()).isFalse();
  }

  /** With nothing but the jar: eight threads share one model. */
  @Test
  void theExampleProjectGivesTheBytesOfInfer() throws IOException {
    Path classes = folder.resolve("example-classes");
    compile(classes, PROJECT.resolve("src/main/java/example/InferWithThreads.java"));
    Path output = folder.resolve("example.bin");
    run(java(classes, "example.InferWithThreads", "songs-model", "songs.txt", output.toString()));
    ByteBuffer found = ByteBuffer.wrap(Files.readAllBytes(output));
    ByteBuffer expected = inferred();
    assertThat(found.remaining()).isEqualTo(expected.remaining());
    while (found.hasRemaining()) {
      assertThat(found.getDouble()).isEqualTo(expected.getDouble());
    }
  }

  /** Every snippet of the page as one program, and every example of the javadoc. */
  @Test
  void theExamplesOfPageAndJavadocRun() throws IOException {
    List<String> bodies = new ArrayList<>();
    bodies.add(
        String.join("\n", blocks("```java\n(.*?)```", Files.readString(PAGE).replace("\r", ""))));
    try (Stream<Path> files = Files.list(API)) {
      for (Path file : files.sorted().toList()) {
        for (String block : blocks("<pre>\\{@code\n(.*?)\n \\* }</pre>", Files.readString(file))) {
          bodies.add(block.replaceAll("(?m)^ \\* ?", ""));
        }
      }
    }
    assertThat(bodies).hasSizeGreaterThanOrEqualTo(5).allMatch(body -> body.contains(";"));
    StringBuilder source = new StringBuilder();
    source.append("import java.nio.file.Path;\nimport java.util.*;\nimport mpjlda.app.api.*;\n");
    source.append("import mpjlda.core.errors.LdaException;\npublic class Examples {\n");
    StringBuilder calls = new StringBuilder();
    for (int i = 0; i < bodies.size(); i++) {
      source.append(String.format(Locale.ROOT, "static void e%d() {%n%s%n}%n", i, bodies.get(i)));
      calls.append(String.format(Locale.ROOT, "e%d();%n", i));
    }
    source.append("public static void main(String[] args) {\n").append(calls).append("}\n}\n");
    Path file = Files.writeString(folder.resolve("Examples.java"), source);
    compile(folder.resolve("examples"), file);
    String out = run(java(folder.resolve("examples"), "Examples")).out();
    assertThat(out).contains("400 documents", "perplexity ", "no-such-model");
    assertThat(lambda(folder.resolve("fitted-model"))).isNotEmpty();
  }

  private static List<String> blocks(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern, Pattern.DOTALL).matcher(text);
    return matcher.results().map(result -> result.group(1)).toList();
  }

  private static void compile(Path classes, Path source) {
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-d",
                classes.toString(),
                "-cp",
                Program.JAR.toString(),
                source.toString());
    assertThat(code).as("javac of %s", source).isZero();
  }

  /** Java in the folder of the model, with the jar and nothing else of the program. */
  private ProcessBuilder java(Path classes, String main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", Program.JAR + ":" + classes, main));
    command.addAll(Arrays.asList(arguments));
    return new ProcessBuilder(command).directory(folder.toFile());
  }
}
