package mpjlda.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What users get for wrong command lines and bad input: the exit code and a sentence, on one rank
 * and on several.
 */
class InputIT {
  @TempDir private Path folder;

  static Stream<Arguments> wrongUsage() {
    return Stream.of(
        Arguments.of(List.of(), "a command is missing"),
        Arguments.of(List.of("tran"), "there is no command tran; did you mean train?"),
        Arguments.of(List.of("train"), "--corpus is missing\nmpj-lda: --topics is missing"),
        Arguments.of(train("--topics", "0"), "--topics must be from 1 to 100000, found 0"),
        Arguments.of(train("--topics", "ten"), "--topics must be from 1 to 100000, found \"ten\""),
        Arguments.of(train("-k", "3", "--alpha", "0"), "--alpha must be a number > 0"),
        Arguments.of(train("-k", "3", "--alpha", "1,2"), "the 3 topics, found 2"),
        Arguments.of(train("-k", "3", "--alpha", "NaN"), "--alpha must be a number > 0"),
        Arguments.of(
            train("-k", "3", "--eta", "-1"), "--eta must be a number > 0 or auto, found \"-1\""),
        Arguments.of(train("-k", "3", "--iterations", "0"), "--iterations must be >= 1"),
        Arguments.of(train("-k", "3", "--tolerance", "2"), "--tolerance must be >= 0 and < 1"),
        Arguments.of(train("-k", "3", "--format", "xml"), "--format must be auto, mxm, uci,"),
        Arguments.of(train("-k", "3", "-np", "0"), "--ranks must be from 1"),
        Arguments.of(train("-k", "3", "--threads", "0"), "--threads must be from 1"),
        Arguments.of(
            train("-k", "3", "--algorithm", "gibbs"),
            "--algorithm must be batch, online or cvb0, found \"gibbs\""),
        Arguments.of(train("-k", "3", "--nonsense"), "there is no option --nonsense of train"));
  }

  private static List<String> train(String... more) {
    return Stream.concat(
            Stream.of("train", "--corpus", Program.SAMPLE.toString(), "--output", "never-made"),
            Stream.of(more))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("wrongUsage")
  void wrongUsageIsExplained(List<String> arguments, String message) {
    Program.Result result = new Program().run(arguments.toArray(String[]::new));
    assertThat(result.exitCode()).as(result.toString()).isEqualTo(2);
    assertThat(result.err()).contains(message).doesNotContain("\tat ");
    assertThat(result.out()).isEmpty();
    assertThat(Path.of("never-made")).doesNotExist();
  }

  @Test
  void allProblemsAreToldTogether() {
    Program.Result result =
        new Program()
            .run(train("-k", "0", "--eta", "0", "--iterations", "-3").toArray(String[]::new));
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("--topics must", "--eta must", "--iterations must");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void badInputNamesFileAndLineAndLeavesNoModel(int ranks) throws IOException {
    Path corpus = folder.resolve("bad songs.txt");
    Files.writeString(
        corpus, "# songs\n%a,b,c\nT1,1,1:2,9:1\nT2,2,1:-1\nT3,3,1:1,2:x\nT4,4,1:1,1:1\nT5,5,2:1\n");
    Path output = folder.resolve("model " + ranks);
    Program.Result result =
        new Program()
            .run(
                "train",
                "-np",
                "" + ranks,
                "--corpus",
                corpus.toString(),
                "-k",
                "2",
                "--output",
                output.toString());
    assertThat(result.exitCode()).as(result.toString()).isEqualTo(65);
    assertThat(result.err())
        .contains(corpus + ":3: ", corpus + ":4: ", corpus + ":5: ", corpus + ":6: ")
        .doesNotContain(corpus + ":7: ")
        .doesNotContain("\tat ")
        .doesNotContain("rank 1");
    assertThat(result.err().split(corpus + ":3: ", -1)).as("told once").hasSize(2);
    assertThat(output.resolve("model.json")).doesNotExist();
    assertThat(output.resolve("lambda.npy")).doesNotExist();
  }

  @Test
  void anInitialLambdaMustFit() throws IOException {
    Path npy = folder.resolve("start.npy");
    Files.writeString(npy, "no numpy file");
    Program.Result result =
        new Program()
            .run(
                train("-k", "3", "--initial-lambda", npy.toString(), "-np", "2")
                    .toArray(String[]::new));
    assertThat(result.exitCode()).as(result.toString()).isEqualTo(65);
    assertThat(result.err()).contains(npy.toString()).doesNotContain("\tat ");
    assertThat(Path.of("never-made")).doesNotExist();
  }

  @Test
  void aCorpusWithoutWordsIsRefused() throws IOException {
    Path corpus = folder.resolve("empty.dat");
    Files.writeString(corpus, "0\n0\n");
    Files.writeString(folder.resolve("vocab.txt"), "a\nb\n");
    Program.Result result =
        new Program()
            .run(
                "train",
                "--corpus",
                corpus.toString(),
                "--format",
                "ldac",
                "-k",
                "2",
                "--output",
                folder.resolve("model").toString());
    assertThat(result.exitCode()).as(result.toString()).isEqualTo(65);
    assertThat(result.err()).contains("2 documents without a single word");
  }

  @Test
  void anUnwritableOutputIsAFailureWithItsPath() throws IOException {
    Path file = folder.resolve("file");
    Files.writeString(file, "in the way");
    Program.Result result =
        new Program()
            .run(
                "train",
                "--corpus",
                Program.SAMPLE.toString(),
                "-k",
                "2",
                "--output",
                file.resolve("model").toString());
    assertThat(result.exitCode()).as(result.toString()).isEqualTo(70);
    assertThat(result.err()).contains(file.toString()).doesNotContain("\tat ");
  }

  @Test
  void foreignFilesAreNotOverwritten() throws IOException {
    Files.writeString(folder.resolve("thesis.tex"), "precious");
    Program.Result result =
        new Program()
            .run(
                "train",
                "--corpus",
                Program.SAMPLE.toString(),
                "-k",
                "2",
                "--output",
                folder.toString());
    assertThat(result.exitCode()).as(result.toString()).isEqualTo(2);
    assertThat(result.err()).contains("thesis.tex");
    assertThat(folder.resolve("thesis.tex")).hasContent("precious");
  }
}
