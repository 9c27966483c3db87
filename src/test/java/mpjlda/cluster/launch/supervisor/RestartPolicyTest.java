package mpjlda.cluster.launch.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import mpjlda.cluster.launch.protocol.Progress;
import mpjlda.cluster.launch.protocol.RankEnd;
import mpjlda.cluster.launch.protocol.RankFailure;
import mpjlda.cluster.launch.protocol.RankPosition;
import mpjlda.cluster.launch.remote.Supervision;
import mpjlda.cluster.launch.supervisor.RestartPolicy.Decision;
import mpjlda.core.errors.LdaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RestartPolicyTest {
  private static final RankPosition PLACE = new RankPosition("E-step", 12);

  @Test
  void pausesDoubleUpToHalfAMinuteUntilThereIsProgress() {
    RestartPolicy policy = policy(15);
    assertThat(policy.afterFailure(killed(1), Progress.NONE)).isEqualTo(restart(1, false, 1));
    int[] pauses = {2, 4, 8, 16, 30, 30};
    for (int i = 0; i < pauses.length; i++) {
      assertThat(policy.afterFailure(killed(1), Progress.NONE))
          .isEqualTo(restart(3 + 2 * i, true, pauses[i]));
    }
    assertThat(policy.afterFailure(killed(1), iteration(1))).isEqualTo(restart(14, false, 1));
    assertThat(policy.afterFailure(killed(1), iteration(2))).isEqualTo(restart(15, false, 1));
    assertThat(policy.afterFailure(killed(1), iteration(3))).isEqualTo(new Decision.GiveUp(9));
    assertThat(policy.restarts()).isEqualTo(9);
  }

  @Test
  void noRestartIsAllowedByDefault() {
    RestartPolicy policy = new RestartPolicy(Supervision.DEFAULT);

    assertThat(policy.afterFailure(killed(1), iteration(5))).isEqualTo(new Decision.GiveUp(0));
  }

  @Test
  void restartsWithoutProgressSinceTheLastOneCountTwice() {
    RestartPolicy policy = policy(6);

    // 1: the first one, whatever was reached; 3: nothing new; 4: further; 6: back again.
    assertThat(policy.afterFailure(killed(1), Progress.NONE)).isEqualTo(restart(1, false, 1));
    assertThat(policy.afterFailure(killed(1), Progress.NONE)).isEqualTo(restart(3, true, 2));
    assertThat(policy.afterFailure(killed(1), iteration(7))).isEqualTo(restart(4, false, 1));
    assertThat(policy.afterFailure(killed(1), iteration(6))).isEqualTo(restart(6, true, 2));
    assertThat(policy.afterFailure(killed(1), iteration(8))).isEqualTo(new Decision.GiveUp(4));
  }

  @Test
  void restartThatWouldCountTwiceNeedsTwo() {
    RestartPolicy policy = policy(2);

    assertThat(policy.afterFailure(killed(1), iteration(3))).isEqualTo(restart(1, false, 1));
    assertThat(policy.afterFailure(killed(1), iteration(3))).isEqualTo(new Decision.GiveUp(1));
  }

  @Test
  void newCheckpointIsProgressInTheSameIteration() {
    RestartPolicy policy = policy(9);

    policy.afterFailure(killed(1), new Progress(3, 0));
    assertThat(policy.afterFailure(killed(1), new Progress(3, 2))).isEqualTo(restart(2, false, 1));
    assertThat(policy.afterFailure(killed(1), new Progress(2, 2))).isEqualTo(restart(4, true, 2));
    assertThat(policy.best()).isEqualTo(new Progress(3, 2));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 65, 69})
  void whatEveryAttemptWouldMeetIsNotTriedAgain(int exitCode) {
    RankFailure told = RankFailure.of(new LdaException(exitCode, "so", null), PLACE);

    assertThat(policy(5).afterFailure(said(1, told), iteration(1)))
        .isEqualTo(new Decision.GiveUp(0));
  }

  /** Another attempt mends no disk. */
  @ParameterizedTest
  @CsvSource({
    "cannot write m/lambda.npy: No space left on device. Free space there. , true",
    "cannot write m/lambda.npy: permission denied. Choose a folder, true",
    "cannot create the folder m: Read-only file system., true",
    "cannot write m/lambda.npy: Input/output error., false",
    "m/x: found 3 bytes of a file named No space left on device, false"
  })
  void aDiskThatStaysFullIsNotTriedAgain(String message, boolean hopeless) {
    RankEnd end =
        killed(1).withFailure(new RankFailure(RankFailure.Kind.TOLD, 70, PLACE, message, ""));
    assertThat(policy(3).afterFailure(end, Progress.NONE))
        .isEqualTo(hopeless ? new Decision.GiveUp(0) : restart(1, false, 1));
  }

  @Test
  void failureThatNeedNotComeAgainIsTriedAgain() {
    for (RankFailure failure :
        List.of(
            RankFailure.of(LdaException.failed("no space"), PLACE),
            RankFailure.of(new IllegalStateException("x"), PLACE),
            RankFailure.connectionClosed(PLACE),
            new RankFailure(RankFailure.Kind.SILENT, 70, PLACE, "silent for 61 s", ""))) {
      assertThat(policy(5).afterFailure(said(1, failure), iteration(1)))
          .as(failure.message())
          .isEqualTo(restart(1, false, 1));
    }
  }

  @Test
  void javaThatDoesNotStartIsNotTriedAgain() {
    RankEnd end =
        new RankEnd(
            0,
            "h",
            PLACE,
            null,
            1,
            List.of("Error: Could not create the Java Virtual Machine."),
            null,
            0);

    assertThat(policy(5).afterFailure(end, Progress.NONE)).isEqualTo(new Decision.GiveUp(0));
  }

  @Test
  void onlyTheSameRankOutOfMemoryTwiceInARowIsHopeless() {
    RestartPolicy policy = policy(9);

    assertThat(policy.afterFailure(outOfMemory(1), iteration(1))).isInstanceOf(restart());
    assertThat(policy.afterFailure(outOfMemory(2), iteration(2))).isInstanceOf(restart());
    assertThat(policy.afterFailure(killed(2), iteration(3))).isInstanceOf(restart());
    assertThat(policy.afterFailure(outOfMemory(2), iteration(4))).isInstanceOf(restart());
    assertThat(policy.afterFailure(outOfMemory(2), iteration(5))).isEqualTo(new Decision.GiveUp(4));
  }

  private static Class<Decision.Restart> restart() {
    return Decision.Restart.class;
  }

  private static RestartPolicy policy(int restarts) {
    return new RestartPolicy(Supervision.DEFAULT.withMaxRestarts(restarts));
  }

  private static Decision restart(int counted, boolean twice, int seconds) {
    return new Decision.Restart(counted, twice, Duration.ofSeconds(seconds));
  }

  private static Progress iteration(int iteration) {
    return new Progress(iteration, Progress.NO_CHECKPOINT);
  }

  private static RankEnd killed(int rank) {
    return new RankEnd(rank, "h", PLACE, null, 137, List.of(), null, 0);
  }

  private static RankEnd outOfMemory(int rank) {
    return said(rank, RankFailure.of(new OutOfMemoryError("heap"), PLACE));
  }

  private static RankEnd said(int rank, RankFailure failure) {
    return new RankEnd(rank, "h", PLACE, failure, 70, List.of(), null, 0);
  }
}
