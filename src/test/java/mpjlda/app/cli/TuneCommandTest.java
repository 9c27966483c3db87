package mpjlda.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Wrong command lines of tune; no rank is started for them. */
class TuneCommandTest {
  @TempDir private Path folder;

  static Stream<Arguments> wrong() {
    String grid = "--grid";
    return Stream.of(
        Arguments.of(List.of(), "--grid"),
        Arguments.of(List.of(grid, "topics=2,x"), "\"topics=2,x\": a whole number"),
        Arguments.of(List.of(grid, "alpha=0.1"), "the number of topics is missing"),
        Arguments.of(
            List.of(grid, "topics=2,3", "-k", "2"), "--topics and topics= of --grid exclude"),
        Arguments.of(List.of(grid, "topics=2..5"), "--random N"),
        Arguments.of(List.of(grid, "topics=2", "--random", "0"), "--random must be from 1"),
        Arguments.of(List.of(grid, "topics=2", "--folds", "1"), "--folds must be from 2"),
        Arguments.of(
            List.of(grid, "topics=2", "--held-out-part", "1"), "--held-out-part must be > 0"),
        Arguments.of(
            List.of(grid, "topics=2", "--folds", "2", "--held-out", "x"), "give one of --folds"),
        Arguments.of(List.of(grid, "topics=2", "--halving", "1"), "--halving must be >= 2"),
        Arguments.of(List.of(grid, "topics=2", "--group-size", "0"), "--group-size must be >= 1"),
        Arguments.of(
            List.of(grid, "eta=1,2", "-k", "2", "--alpha", "1,2"), "--alpha must be one number"),
        Arguments.of(List.of(grid, "topics=2", "--initial-lambda", "x.npy"), "--initial-lambda"),
        Arguments.of(List.of(grid, "topics=2", "--dry-run"), "--dry-run"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void isExplained(List<String> options, String message) {
    Path output = folder.resolve("search");
    Object[] typed =
        Stream.concat(Stream.of("--corpus", "songs.txt", "--output", output), options.stream())
            .toArray();
    CommandRun run = CommandRun.of(new TuneCommand(), typed);
    assertThat(run.exitCode()).as(run.toString()).isEqualTo(2);
    assertThat(run.message()).contains(message);
    assertThat(Files.exists(output)).isFalse();
  }

  @Test
  void theHelpHasNoOptionsOfTrainThatDoNotApply() {
    CommandRun run = CommandRun.of(new TuneCommand(), "--help");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("--grid", "--halving", "--held-out-part", "--estep-tolerance")
        .doesNotContain("--initial-lambda", "--dry-run", "--evaluate-every");
  }
}
