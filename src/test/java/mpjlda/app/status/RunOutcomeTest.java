package mpjlda.app.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import mpjlda.cluster.runfolder.RunOwner;
import mpjlda.data.modelio.ModelInfo;
import mpjlda.data.modelio.ModelInfos;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunOutcomeTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final RunOwner ALIVE = RunOwner.self(true);

  /** Our pid, but not our start: a process that is gone, its number used again. */
  private static final RunOwner GONE =
      new RunOwner(ALIVE.pid(), ALIVE.host(), Instant.parse("2001-01-01T00:00:00Z"), true, "gone");

  private static final RunOwner ELSEWHERE = new RunOwner(1, "no-host-of-ours", NOW, true, "x");

  private static RunStatus status(RunOwner launcher, int exitCode, long age) {
    return new RunStatus(
        launcher, NOW, NOW.minusSeconds(age), 0, 100, Path.of("logs"), exitCode, List.of());
  }

  private static Optional<ModelInfo> model(int iterations, boolean complete) {
    return Optional.of(
        ModelInfos.of(2, List.of("a", "b", "c"), 0.01).iterations(iterations, complete).build());
  }

  private static RunOutcome of(
      Optional<RunStatus> status,
      Optional<RunOwner> lock,
      Optional<ModelInfo> model,
      int lastIteration) {
    return RunOutcome.of(new RunOutcome.Evidence(status, lock, model, lastIteration), NOW);
  }

  @Test
  void aLauncherHereIsAskedForWhateverItsFileSays() {
    Optional<RunOwner> none = Optional.empty();
    assertThat(of(Optional.of(status(ALIVE, RunStatus.RUNNING, 9999)), none, Optional.empty(), 7))
        .isEqualTo(RunOutcome.RUNNING);
    assertThat(of(Optional.of(status(GONE, RunStatus.RUNNING, 0)), none, Optional.empty(), 7))
        .isEqualTo(RunOutcome.DIED);
  }

  @ParameterizedTest
  @CsvSource({"0, RUNNING", "59, RUNNING", "61, DIED"})
  void oneElsewhereIsJudgedByItsLastSign(long age, RunOutcome expected) {
    RunStatus status = status(ELSEWHERE, RunStatus.RUNNING, age);
    assertThat(of(Optional.of(status), Optional.empty(), Optional.empty(), 7)).isEqualTo(expected);
  }

  @Test
  void aDeadLauncherWithTheModelOfItsLastIterationHadDoneItsWork() {
    Optional<RunStatus> dead = Optional.of(status(GONE, RunStatus.RUNNING, 0));
    assertThat(of(dead, Optional.empty(), model(7, true), 7)).isEqualTo(RunOutcome.COMPLETE);
    assertThat(of(dead, Optional.empty(), model(5, true), 7)).isEqualTo(RunOutcome.DIED);
    assertThat(of(dead, Optional.empty(), model(7, false), 7)).isEqualTo(RunOutcome.DIED);
  }

  @ParameterizedTest
  @CsvSource({
    // exit code, model: none, complete or partial, state
    "0, complete, COMPLETE",
    "75, partial, STOPPED",
    "75, none, STOPPED",
    "99, partial, STOPPED",
    "99, none, FAILED",
    "143, none, STOPPED",
    "70, partial, FAILED",
    "69, none, FAILED",
    "65, none, FAILED",
    "2, partial, FAILED",
  })
  void anEndWasTold(int exitCode, String model, RunOutcome expected) {
    Optional<ModelInfo> found =
        model.equals("none") ? Optional.empty() : model(7, model.equals("complete"));
    Optional<RunStatus> status = Optional.of(status(GONE, exitCode, 0));
    assertThat(of(status, Optional.empty(), found, 7)).isEqualTo(expected);
    assertThat(of(status, Optional.of(GONE), found, 7)).isEqualTo(expected);
  }

  @Test
  void aRunWithoutALauncherIsKnownByItsLock() {
    Optional<RunStatus> none = Optional.empty();
    assertThat(of(none, Optional.of(ALIVE), Optional.empty(), 0)).isEqualTo(RunOutcome.RUNNING);
    assertThat(of(none, Optional.of(ELSEWHERE), Optional.empty(), 0)).isEqualTo(RunOutcome.RUNNING);
    assertThat(of(none, Optional.of(GONE), model(3, true), 3)).isEqualTo(RunOutcome.DIED);
    assertThat(of(none, Optional.empty(), model(3, true), 3)).isEqualTo(RunOutcome.COMPLETE);
    assertThat(of(none, Optional.empty(), model(3, false), 3)).isEqualTo(RunOutcome.STOPPED);
    assertThat(of(none, Optional.empty(), Optional.empty(), 3)).isEqualTo(RunOutcome.DIED);
    // One that mpjrun has started in the folder of a run that had ended.
    Optional<RunStatus> before = Optional.of(status(GONE, 75, 9));
    assertThat(of(before, Optional.of(ALIVE), model(3, false), 3)).isEqualTo(RunOutcome.RUNNING);
  }
}
