package mpjlda.app.cli;

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

/** Wrong command lines of evaluate and infer; no rank is started for them. */
class EvaluateCommandTest {
  @TempDir private Path folder;

  static Stream<Arguments> wrongEvaluate() {
    return Stream.of(
        Arguments.of(List.of(), "nothing to evaluate: give --corpus, or --observed and --held-out"),
        Arguments.of(List.of("--observed", "a"), "--observed and --held-out belong together"),
        Arguments.of(List.of("--held-out", "a"), "--observed and --held-out belong together"),
        Arguments.of(
            List.of("--corpus", "a", "--observed", "b", "--held-out", "c"),
            "give either --corpus, which is split, or --observed and --held-out, not both"),
        Arguments.of(List.of("--bound", "--topics"), "--bound needs documents"),
        Arguments.of(List.of("--corpus", "a", "--csv", "b"), "--csv is for the topics' figures"),
        Arguments.of(List.of("--topics", "--words", "1"), "--words must be from 2 to 100, found 1"),
        Arguments.of(List.of("--topics", "-np", "0"), "--ranks must be from 1"));
  }

  static Stream<Arguments> wrongInfer() {
    return Stream.of(
        Arguments.of(
            List.of("--output", "x.txt"), "--output must end in .npy or .tsv, found x.txt"),
        Arguments.of(List.of("--output", "x.npy", "--top", "3"), "--top is for an --output that"),
        Arguments.of(List.of("--output", "x.tsv", "--top", "0"), "--top must be >= 1, found 0"),
        Arguments.of(List.of("--output", "x.tsv", "--flags", "x.tsv"), "must be different files"),
        Arguments.of(List.of("--output", "x.tsv", "--block-size", "0"), "--block-size must be"));
  }

  @ParameterizedTest
  @MethodSource("wrongEvaluate")
  void evaluateExplains(List<String> options, String message) {
    CommandRun run =
        CommandRun.of(
            new EvaluateCommand(), Stream.concat(Stream.of("m"), options.stream()).toArray());
    assertThat(run.exitCode()).as(run.toString()).isEqualTo(2);
    assertThat(run.message()).contains(message);
  }

  @ParameterizedTest
  @MethodSource("wrongInfer")
  void inferExplains(List<String> options, String message) {
    CommandRun run =
        CommandRun.of(
            new InferCommand(),
            Stream.concat(Stream.of("m", "--corpus", "c"), options.stream()).toArray());
    assertThat(run.exitCode()).as(run.toString()).isEqualTo(2);
    assertThat(run.message()).contains(message);
  }

  @Test
  void aModelOfANewerVersionOrNoneIsRefused() throws IOException {
    Path model = SmallModel.save(folder);
    Path manifest = model.resolve("model.json");
    Files.writeString(
        manifest,
        Files.readString(manifest)
            .replaceFirst("\"format_version\" : \\d+", "\"format_version\" : 99"));
    CommandRun newer = CommandRun.of(new EvaluateCommand(), model, "--topics");
    assertThat(newer.exitCode()).isEqualTo(65);
    assertThat(newer.message()).contains("format version 99 found");
    CommandRun none =
        CommandRun.of(
            new InferCommand(), folder.resolve("none"), "--corpus", "c", "--output", "o.npy");
    assertThat(none.exitCode()).isEqualTo(65);
    assertThat(none.message()).contains("there is no such folder");
  }
}
