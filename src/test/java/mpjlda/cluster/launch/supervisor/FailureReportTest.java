package mpjlda.cluster.launch.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import mpjlda.cluster.comm.PeerLostException;
import mpjlda.cluster.launch.protocol.RankEnd;
import mpjlda.cluster.launch.protocol.RankFailure;
import mpjlda.cluster.launch.protocol.RankPosition;
import mpjlda.core.errors.LdaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureReportTest {
  private static final RankPosition PLACE = new RankPosition("E-step", 12);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "137 | killed by signal 9 (SIGKILL)",
        "143 | ended by signal 15 (SIGTERM)",
        "134 | ended by signal 6 (SIGABRT)",
        "165 | ended by signal 37",
        "3   | its process ended with exit code 3 before the work was done",
        "0   | its process ended with exit code 0 before the work was done",
        "255 | its process ended with exit code 255 before the work was done",
      })
  void processEndIsExplained(int status, String reason) {
    assertThat(FailureReport.text(silent(status), false))
        .startsWith("rank 2 on node7 failed in the E-step of iteration 12: " + reason);
  }

  @Test
  void reportNamesLogAndLastWords() {
    List<String> said = IntStream.range(0, 20).mapToObj(i -> "word " + i).toList();

    String text =
        FailureReport.text(
            new RankEnd(1, "h", PLACE, null, 1, said, Path.of("/logs/rank-0001.log"), 0), false);

    assertThat(text)
        .contains("\n  Its last words:\n    word 12\n")
        .contains("    word 19\n")
        .doesNotContain("word 11")
        .endsWith("\n  Its log: /logs/rank-0001.log");
  }

  @Test
  void onlyStatusThreeWithTheMachinesOwnLineIsOutOfMemory() {
    String line = "Terminating due to java.lang.OutOfMemoryError: Java heap space";

    assertThat(FailureReport.text(ended(3, line), false)).contains(": out of memory\n");
    assertThat(FailureReport.text(ended(1, line), false)).contains("exit code 1");
  }

  @Test
  void mistakesOfTheUserComeWithoutARank() {
    RankFailure told = RankFailure.of(LdaException.badInput("f:1: bad"), PLACE);
    RankEnd end = said(told);

    assertThat(FailureReport.text(end, false)).isEqualTo("f:1: bad");
    assertThat(FailureReport.exitCode(end)).isEqualTo(65);
    assertThat(FailureReport.text(said(RankFailure.of(LdaException.failed("odd"), PLACE)), false))
        .isEqualTo("rank 0 on h failed in the E-step of iteration 12: odd");
  }

  @Test
  void silenceAndStandstillAreToldAsTheyAreSeen() {
    RankEnd silent =
        silent(RankEnd.RUNNING)
            .withFailure(
                new RankFailure(RankFailure.Kind.SILENT, 70, PLACE, "silent for 61 s", ""));
    RankEnd stalled =
        silent(RankEnd.RUNNING)
            .withFailure(new RankFailure(RankFailure.Kind.STALLED, 70, PLACE, "none goes on", ""));

    assertThat(FailureReport.headline(silent))
        .isEqualTo(
            "rank 2 on node7 has been silent for 61 s, last seen in the E-step of iteration 12");
    assertThat(FailureReport.text(silent, false))
        .startsWith(FailureReport.headline(silent) + "\n  Its process is stopped, its host swaps");
    assertThat(FailureReport.headline(stalled)).isEqualTo("none goes on");
    assertThat(FailureReport.exitCode(stalled)).isEqualTo(70);
  }

  @Test
  void headlineIsOneLine() {
    RankFailure told = RankFailure.of(LdaException.failed("disk full\nMake room."), PLACE);

    assertThat(FailureReport.headline(said(told)))
        .isEqualTo("rank 0 on h failed in the E-step of iteration 12: disk full");
  }

  @Test
  void causeComesBeforeItsConsequences() {
    List<RankEnd> inOrder =
        Arrays.asList(
            said(RankFailure.of(new IllegalStateException("x"), PLACE)),
            silent(137),
            silent(3),
            silent(0),
            said(RankFailure.of(new PeerLostException("gone", new Exception()), PLACE)));
    List<RankEnd> shuffled = Arrays.asList(inOrder.toArray(RankEnd[]::new));
    Collections.reverse(shuffled);

    assertThat(shuffled.stream().sorted(Comparator.comparingInt(RankEnd::remoteness)))
        .containsExactlyElementsOf(inOrder);
  }

  @Test
  void kindOfAFailureIsFoundInItsCauses() {
    Exception wrapped = new Exception("w", new PeerLostException("gone", new Exception()));

    assertThat(RankFailure.of(wrapped, PLACE).kind()).isEqualTo(RankFailure.Kind.PEER_LOST);
    assertThat(RankFailure.of(new Exception(new OutOfMemoryError("heap")), PLACE).kind())
        .isEqualTo(RankFailure.Kind.OUT_OF_MEMORY);
    assertThat(RankFailure.of(new NullPointerException(), PLACE).message())
        .isEqualTo("java.lang.NullPointerException");
  }

  private static RankEnd silent(int status) {
    return new RankEnd(2, "node7", PLACE, null, status, List.of(), null, 0);
  }

  private static RankEnd ended(int status, String line) {
    return new RankEnd(2, "node7", PLACE, null, status, List.of(line), null, 0);
  }

  private static RankEnd said(RankFailure failure) {
    return new RankEnd(0, "h", PLACE, failure, 70, List.of(), null, 0);
  }
}
