package mpjlda.app.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import mpjlda.cluster.launch.supervisor.RankView;
import mpjlda.cluster.runfolder.RunOwner;
import mpjlda.core.errors.LdaException;
import mpjlda.data.io.Json;
import mpjlda.data.io.JsonFields;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusFileTest {
  private static final RankView IDLE = new RankView(0, "a", 12, "first steps", 0, false);
  private static final RankView FIRST = new RankView(0, "a", 12, "E-step", 7, true);
  private static final RankView SECOND = new RankView(1, "b", 13, "loading", 0, false);

  @TempDir Path folder;
  private StatusFile file;

  @BeforeEach
  void make() {
    file = new StatusFile(folder, folder.resolve("logs"), 100);
  }

  @Test
  void nothingIsWrittenBeforeTheFolderIsTheRuns() {
    file.running(0, List.of(IDLE, SECOND));
    file.ended(70);
    assertThat(folder).isEmptyDirectory();
    assertThat(StatusFile.read(folder)).isEmpty();
  }

  @Test
  void whatIsWrittenIsRead() {
    file.running(2, List.of(FIRST, SECOND));

    RunStatus status = StatusFile.read(folder).orElseThrow();
    assertThat(status.launcher().pid()).isEqualTo(ProcessHandle.current().pid());
    assertThat(status.launcher().isAliveHere()).isTrue();
    assertThat(status.isRunning()).isTrue();
    assertThat(status.restarts()).isEqualTo(2);
    assertThat(status.iterations()).isEqualTo(100);
    assertThat(status.logs()).isEqualTo(folder.resolve("logs"));
    assertThat(status.ranks()).containsExactly(FIRST, new RankView(1, "b", 13, "loading", 0, true));
    assertThat(RunStatus.from(JsonFields.parse("f", 1, Json.line(status.toMap()))))
        .isEqualTo(status);
  }

  @Test
  void theEndIsTold() {
    file.running(0, List.of(FIRST));
    file.ended(75);
    RunStatus status = StatusFile.read(folder).orElseThrow();
    assertThat(status.isRunning()).isFalse();
    assertThat(status.exitCode()).isEqualTo(75);
  }

  @Test
  void aRefusedStartLeavesWhatTheRunBeforeHadTold() {
    file.running(0, List.of(FIRST));
    file.ended(0);
    RunStatus before = StatusFile.read(folder).orElseThrow();

    StatusFile refused = new StatusFile(folder, folder, 3);
    refused.running(0, List.of(FIRST));
    refused.ended(2);

    assertThat(StatusFile.read(folder)).contains(before);
  }

  @Test
  void aDumpIsWantedUntilItWasTaken() throws IOException {
    Files.createFile(folder.resolve(StatusFile.DUMP));
    assertThat(file.wantsDump()).as("not this run's yet").isFalse();
    file.running(0, List.of(FIRST));
    assertThat(file.wantsDump()).isTrue();
    file.dumped();
    assertThat(file.wantsDump()).isFalse();
  }

  @Test
  void aFolderThatIsGoneDisturbsNobody() throws IOException {
    StatusFile lost = new StatusFile(folder.resolve("none"), folder, 1);
    lost.running(0, List.of(FIRST));
    lost.ended(0);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aFolderWithoutARunIsRefused() {
    assertThatThrownBy(() -> StatusReport.of(folder))
        .isInstanceOf(LdaException.class)
        .hasMessageContaining("found no run there");
  }

  @Test
  void aReportIsOfWhatIsThere() throws IOException {
    file.running(1, List.of(FIRST, SECOND));
    Files.writeString(
        folder.resolve("metrics.jsonl"),
        metrics(1, -200, 3) + metrics(2, -100, 1) + "{\"iteration\":3");

    StatusReport report = StatusReport.of(folder);

    assertThat(report.isRunning()).isTrue();
    assertThat(report.change()).isEqualTo(0.5);
    assertThat(report.secondsAnIteration()).isEqualTo(2);
    assertThat(report.secondsLeft()).contains(196.0);
    assertThat(report.toMap())
        .containsEntry("state", "running")
        .containsEntry("iteration", 2)
        .containsEntry("iterations", 100)
        .containsEntry("restarts", 1)
        .containsEntry("seconds_left", 196.0);
    assertThat(StatusText.lines(report))
        .contains(
            "iteration   2 of at most 100, rank 0 in the E-step",
            "bound       -100.0000 (-0.100000 a token), last change 5.0e-01",
            "seconds     2.000 an iteration; at most 3:16 left",
            "restarts    1",
            "checkpoint  none yet",
            "ranks       2: 0 on a, 1 on b")
        .element(0)
        .asString()
        .startsWith("state       running on " + RunOwner.self(false).host() + " (process ");
    assertThat(StatusText.line(report))
        .startsWith("running, iteration 2 of at most 100")
        .endsWith(", at most 3:16 left");
  }

  private static String metrics(int iteration, double bound, double seconds) {
    return "{\"iteration\":%d,\"bound\":%s,\"bound_per_token\":%s,\"estep_iterations\":25.5,\"seconds\":%s,\"estep_seconds\":1.5,\"allreduce_seconds\":0.25,\"mstep_seconds\":0.125,\"checkpoint_seconds\":0.0,\"imbalance\":1.0625,\"restarts\":0}\n"
        .formatted(iteration, bound, bound / 1000, seconds);
  }
}
