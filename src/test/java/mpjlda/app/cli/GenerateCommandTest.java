package mpjlda.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import mpjlda.data.modelio.Npy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerateCommandTest {
  @TempDir Path folder;
  private Path output;

  @BeforeEach
  void name() {
    output = folder.resolve("out");
  }

  private CommandRun run(Object... arguments) {
    return CommandRun.of(new GenerateCommand(), arguments);
  }

  @Test
  void writesCorpusAndModel() throws IOException {
    CommandRun run =
        run(
            "--documents",
            5,
            "-k",
            2,
            "--vocabulary",
            30,
            "--mean-length",
            8,
            "--alpha",
            "0.5,2",
            "--seed",
            3,
            "--format",
            "ldac",
            "--output",
            output);

    assertThat(run.exitCode()).as(run.message()).isZero();
    assertThat(names())
        .containsExactly(
            "corpus.ldac", "generate.json", "true-alpha.npy", "true-topics.npy", "vocab.txt");
    assertThat(Npy.readVector(output.resolve("true-alpha.npy"), 2)).containsExactly(0.5, 2);
    assertThat(Npy.readHeader(output.resolve("true-topics.npy")).shape()).containsExactly(2L, 30L);
    JsonNode json = new ObjectMapper().readTree(output.resolve("generate.json").toFile());
    assertThat(json.get("tokens").intValue()).isBetween(5, 100);
    assertThat(run.out())
        .contains("corpus.ldac: 5 documents, " + json.get("tokens").intValue() + " tokens");
    assertThat(json.get("eta").doubleValue()).isEqualTo(0.1);
    assertThat(json.get("format").textValue()).isEqualTo("ldac");
  }

  @Test
  void takesTopicsFromAModel() throws IOException {
    Path model = SmallModel.save(folder);

    CommandRun run = run("--model", model, "--documents", 5, "--format", "mxm", "--output", output);

    assertThat(run.exitCode()).as(run.message()).isZero();
    assertThat(Files.readAllLines(output.resolve("corpus.txt")).get(1))
        .isEqualTo("%love,naïve,恋,you");
    assertThat(Npy.readVector(output.resolve("true-alpha.npy"), 3)).containsExactly(0.1, 0.2, 0.3);
    double[] expected = {0.5, 0.0625, 0.5, 0.25, 0.3125, 0.25, 0.125, 0.3125, 0.125};
    assertThat(Npy.readTransposed(output.resolve("true-topics.npy"), 3, 4).block(0))
        .startsWith(expected);
  }

  @Test
  void allWrongOptionsAreToldTogether() {
    CommandRun run =
        run(
            "--documents",
            0,
            "-k",
            3,
            "--vocabulary",
            0,
            "--mean-length",
            -1,
            "--alpha",
            "1,0",
            "--eta",
            "NaN",
            "--format",
            "csv",
            "--output",
            output);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.message().lines())
        .containsExactly(
            "--documents must be from 1 to 1000000000, found 0",
            "--vocabulary must be from 1 to 100000000, found 0",
            "--mean-length must be > 0 and at most 10000000, found -1",
            "--alpha must be a number > 0 and at most 1e15, or one for each topic separated by"
                + " commas, found 0",
            "--eta must be a number > 0 and at most 1e15, found NaN",
            "--format must be mxm, uci, ldac, svmlight or store, found \"csv\"");
    assertThat(output).doesNotExist();
  }

  @Test
  void impossibleSizesAreRefused() {
    CommandRun single = run("--documents", 2147483647, "--alpha", "1e300", "--output", "");
    assertThat(single.exitCode()).isEqualTo(2);
    assertThat(single.message().lines())
        .containsExactly(
            "--documents must be from 1 to 1000000000, found 2147483647",
            "--alpha must be a number > 0 and at most 1e15, or one for each topic separated by"
                + " commas, found 1e300",
            "--output must be a path, found \"\"");

    CommandRun product = run("-k", 100_000, "--vocabulary", 100_000_000, "--output", output);
    assertThat(product.exitCode()).isEqualTo(2);
    assertThat(product.message())
        .isEqualTo("--topics times --vocabulary must be at most 10000000000");
    assertThat(output).doesNotExist();
  }

  @Test
  void optionsThatTheModelHasAreRefusedWithIt() {
    CommandRun run = run("--model", folder, "-k", 3, "--output", output);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.message()).contains("cannot be given with --model");
  }

  @Test
  void overwritesOnRequestOnly() throws IOException {
    run("--documents", 5, "--output", output);
    byte[] first = Files.readAllBytes(output.resolve("docword.corpus.txt"));

    CommandRun refused = run("--documents", 6, "--output", output);
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.message().lines())
        .hasSize(5)
        .allMatch(line -> line.endsWith("choose another --output or add --overwrite"));
    assertThat(output.resolve("docword.corpus.txt")).hasBinaryContent(first);

    CommandRun allowed = run("--documents", 6, "--output", output, "--overwrite");
    assertThat(allowed.exitCode()).isZero();
    assertThat(Files.readAllLines(output.resolve("docword.corpus.txt")).get(0)).isEqualTo("6");
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(output)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
