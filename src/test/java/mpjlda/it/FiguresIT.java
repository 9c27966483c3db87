package mpjlda.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@code src/bench/figures.py} on measurements written by hand, in the forms of JMH, bench and
 * train. Charts of lines are 320 high, from y = 404 up to 84, and begin at x = 70.
 */
class FiguresIT {
  private static final Path SCRIPTS = Path.of("src/bench").toAbsolutePath();
  private static final String FLAT_SPEED_UP = "\"70.0,404.0( [0-9.]+,404.0){10}\"";

  @TempDir private Path folder;

  @BeforeAll
  static void pythonIsThere() {
    boolean found;
    try {
      found = Program.run(new ProcessBuilder("python3", "-c", "pass")).exitCode() == 0;
    } catch (UncheckedIOException e) {
      found = false;
    }
    Assumptions.assumeTrue(found, "skipped: no python3 on this machine");
  }

  @Test
  void kernelsByTopicsAndByWords() throws Exception {
    write(
        "jmh.json",
        "["
            + String.join(
                ",",
                kernel("25.0.3", "SINGLE", "VECTOR", 10, 100, 5e9),
                kernel("25.0.3", "SINGLE", "VECTOR", 100, 100, 10e9),
                kernel("17.0.15", "SINGLE", "VECTOR", 10, 100, 1e9),
                kernel("17.0.15", "SINGLE", "VECTOR", 100, 100, 2.5e9),
                kernel("25.0.3", "SINGLE", "SCALAR", 10, 100, 90e9),
                kernel("25.0.3", "SINGLE", "VECTOR", 100, 5000, 5e9),
                peak("25.0.3", 160e9),
                peak("17.0.15", 120e9))
            + "]");
    assertThat(draws("--kernels", "jmh.json")).containsExactly("kernels.svg", "kernels-words.svg");
    // The axis ends at 1.05 times the largest: 404 - 320 * 5 / 10.5, and so on.
    String topics = picture("kernels.svg");
    assertThat(names(topics)).contains("single, JDK 25", "single, JDK 17");
    assertThat(lines(topics))
        .anySatisfy(line -> assertThat(line).startsWith("70.0,251.6 ").endsWith(",99.2"))
        .anySatisfy(line -> assertThat(line).startsWith("70.0,373.5 ").endsWith(",327.8"));
    assertThat(topics).contains("40.0 GFlop/s, 25 % of the 160 ").doesNotContain("double");
    assertThat(lines(picture("kernels-words.svg")))
        .anySatisfy(line -> assertThat(line).startsWith("70.0,99.2 ").endsWith(",251.6"));
  }

  @Test
  void sumsByLength() throws Exception {
    String row =
        "{\"elements\":%d,\"seconds\":%s,\"mpj_seconds\":%s,\"bare_seconds\":%s,\"transport\":\"%s\"}\n";
    write(
        "memory.jsonl",
        row.formatted(100, "1e-4", "1e-3", "1e-3", "shared memory")
            + row.formatted(10_000, "1e-3", "1e-1", "1e-2", "shared memory"));
    write(
        "network.jsonl",
        row.formatted(10_000, "1e-2", "1", "null", "MPJ Express (no shared memory: /nowhere)")
            + row.formatted(100, "1e-2", "1", "null", "MPJ Express (no shared memory: /nowhere)"));
    assertThat(draws("--allreduce", "memory.jsonl", "network.jsonl"))
        .containsExactly("allreduce.svg");
    String picture = picture("allreduce.svg");
    assertThat(names(picture))
        .contains(
            "ours, through memory",
            "ours, through MPJ Express",
            "MPJ Express's own",
            "bare socket",
            "10,000");
    // From 0.1 to 100 ms: three decades.
    assertThat(lines(picture))
        .anySatisfy(line -> assertThat(line).startsWith("70.0,404.0 ").endsWith(",297.3"))
        .anySatisfy(line -> assertThat(line).startsWith("70.0,297.3 ").endsWith(",84.0"))
        .anySatisfy(line -> assertThat(line).startsWith("70.0,297.3 ").endsWith(",190.7"))
        .anySatisfy(line -> assertThat(line).startsWith("70.0,190.7 ").endsWith(",190.7"));
  }

  @Test
  void iterationsByRanksAndThreads() throws Exception {
    training("b", "double", 2, 1, 0.16);
    training("a", "double", 1, 1, 0.4);
    training("c", "single", 1, 2, 0.1);
    assertThat(draws("--trainings", "a", "b", "c")).containsExactly("threads-ranks.svg");
    String picture = picture("threads-ranks.svg");
    assertThat(names(picture))
        .contains("1 rank", "2 ranks", "1 rank, 2 threads")
        .contains("0.400 s", "0.160 s, 2.50 times as fast", "0.100 s");
    List<Double> lengths =
        numbers(picture, "<rect x=\"[0-9.]+\" y=\"[0-9.]+\" width=\"([0-9.]+)\"");
    // An E-step of three quarters and the rest, of 0.4, 0.16 and 0.1 s.
    assertThat(lengths).hasSize(6);
    double second = (lengths.get(0) + lengths.get(1)) / 0.4;
    List<Double> expected = List.of(0.3, 0.1, 0.12, 0.04, 0.075, 0.025);
    for (int i = 0; i < 6; i++) {
      assertThat(lengths.get(i) / second).isCloseTo(expected.get(i), offset(3e-4));
    }
  }

  /** Messages of 8 V K b = 0.5 s, without latency, take (P - 1) / P s: no rank makes it faster. */
  @Test
  void scalingHasTheFormulasValues() throws Exception {
    write("scaling.json", scaling("0.75"));
    assertThat(draws("--scaling", "scaling.json"))
        .containsExactly("scaling.svg", "scaling-cost.svg");
    String speed = picture("scaling.svg");
    assertThat(speed).containsPattern(FLAT_SPEED_UP);
    // Ideal; and an E-step 1,000 times as long: 750.25 / (750.25 / 1024 + 1023 / 1024) = 433.2.
    assertThat(lines(speed))
        .anySatisfy(line -> assertThat(line).startsWith("70.0,404.0 ").endsWith(",84.0"))
        .anySatisfy(line -> assertThat(line).startsWith("70.0,404.0 ").endsWith(",123.7"));
    // One rank, and two that are twice as fast; four have but two cores.
    assertThat(numbers(speed, "<circle cx=\"[0-9.]+\" cy=\"([0-9.]+)\""))
        .containsExactly(404.0, 372.0);
    write("scaling.json", scaling("1.75"));
    assertThat(draws("--scaling", "scaling.json")).hasSize(2);
    assertThat(picture("scaling.svg")).doesNotContainPattern(FLAT_SPEED_UP);
  }

  @ParameterizedTest
  @CsvSource({
    "--kernels, absent.json, absent.json: No such file",
    "--kernels, empty, empty:1: no JSON",
    "--kernels, list, list: neither KernelBenchmark",
    "--kernels, object, object: ",
    "--allreduce, empty, empty: it is empty",
    "--allreduce, object, object: no member 'transport'",
    "--trainings, ., model.json: No such file",
    "--scaling, list, list: not what is expected",
    "--scaling, object, object: not what is expected",
  })
  void aWrongFileIsNamedInOneLine(String option, String file, String message) throws Exception {
    write("empty", "");
    write("list", "[]");
    write("object", "{\"a\": 1}");
    Program.Result result = figures(option, file);
    assertThat(result.exitCode()).as("%s", result).isEqualTo(65);
    assertThat(result.err()).startsWith("figures.py: ").contains(message).hasLineCount(1);
    assertThat(result.out()).isEmpty();
  }

  @Test
  void nothingToDrawIsWrongUsage() {
    assertThat(figures().exitCode()).isEqualTo(2);
  }

  @Test
  void trainingsOfDifferentModelsAreNotCompared() throws Exception {
    training("a", "double", 1, 1, 0.4);
    training("b", "double", 2, 1, 0.2);
    write("b/model.json", Files.readString(folder.resolve("b/model.json")).replace("7", "8"));
    Program.Result result = figures("--trainings", "a", "b");
    assertThat(result.exitCode()).as("%s", result).isEqualTo(65);
    assertThat(result.err()).startsWith("figures.py: b: ").contains("8").hasLineCount(1);
  }

  @Test
  void theScriptThatMeasuresIsGoodShell() {
    Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/shellcheck")), "no shellcheck");
    Program.Result lint =
        Program.run(
            new ProcessBuilder(
                "shellcheck", "-x", "src/bench/measure.sh", "src/bench/allreduce.sh"));
    assertThat(lint.exitCode()).as("%s", lint).isZero();
  }

  private Program.Result figures(String... arguments) {
    List<String> command = new ArrayList<>();
    // -B: no compiled copies beside the sources.
    command.addAll(List.of("python3", "-B", SCRIPTS.resolve("figures.py").toString()));
    command.addAll(List.of(arguments));
    command.addAll(List.of("--output", "pictures"));
    return Program.run(new ProcessBuilder(command).directory(folder.toFile()));
  }

  /** The names of the pictures that it says it drew. */
  private List<String> draws(String... arguments) {
    Program.Result result = figures(arguments);
    assertThat(result.exitCode()).as("%s", result).isZero();
    return result.out().lines().map(line -> Path.of(line).getFileName().toString()).toList();
  }

  /** A picture's text, after an XML parser and a look at its size. */
  private String picture(String name) throws Exception {
    Path file = folder.resolve("pictures").resolve(name);
    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
    assertThat(file).isNotEmptyFile();
    assertThat(Files.size(file)).isLessThan(30_000);
    return Files.readString(file);
  }

  private static List<String> names(String picture) {
    return groups(picture, "<text[^>]*>([^<]*)<").stream()
        .map(text -> text.replace("&#x27;", "'"))
        .toList();
  }

  private static List<String> lines(String picture) {
    return groups(picture, "<polyline points=\"([^\"]*)\"");
  }

  private static List<Double> numbers(String picture, String pattern) {
    return groups(picture, pattern).stream().map(Double::valueOf).toList();
  }

  private static List<String> groups(String picture, String pattern) {
    return Pattern.compile(pattern)
        .matcher(picture)
        .results()
        .map((MatchResult found) -> found.group(1))
        .toList();
  }

  private void write(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private static String kernel(
      String jdk, String precision, String kind, int topics, int words, double score) {
    return """
        {"jdkVersion": "%s", "benchmark": "mpjlda.bench.KernelBenchmark.infer",
         "params": {"kind": "%s", "precision": "%s", "topics": "%d", "words": "%d"},
         "primaryMetric": {"score": 1, "scoreError": "NaN"},
         "secondaryMetrics": {"nnzTopics": {"score": %s, "scoreError": "NaN"}}}
        """
        .formatted(jdk, kind, precision, topics, words, score);
  }

  private static String peak(String jdk, double flops) {
    return """
        {"jdkVersion": "%s", "benchmark": "mpjlda.bench.PeakBenchmark.fma",
         "primaryMetric": {"score": 1}, "secondaryMetrics": {"flops": {"score": %s}}}
        """
        .formatted(jdk, flops);
  }

  /** Four iterations, of which the first two are slow as a young JVM's are. */
  private void training(String name, String precision, int ranks, int threads, double seconds)
      throws IOException {
    write(
        name + "/model.json",
        """
        {"K": 7, "D": 1234, "options": {"algorithm": "batch", "precision": "%s", "ranks": %d, "threads": %d}}
        """
            .formatted(precision, ranks, threads));
    StringBuilder lines = new StringBuilder();
    for (double factor : new double[] {50, 20, 0.5, 1.5}) {
      lines.append(
          "{\"seconds\": %s, \"estep_seconds\": %s}%n"
              .formatted(factor * seconds, 0.75 * factor * seconds));
    }
    write(name + "/metrics.jsonl", lines.toString());
  }

  /** An M-step of 0.25 s, two cores. */
  private static String scaling(String estepSeconds) {
    return """
        {"topics": 5, "entries": 1000000, "estep_seconds": %s, "mstep_seconds": 0.25,
         "message_seconds": 0.0, "byte_seconds": 6.25e-8, "cores": 2,
         "iterations": [[1, 1.0], [2, 0.5], [4, 0.25]]}
        """
        .formatted(estepSeconds);
  }
}
