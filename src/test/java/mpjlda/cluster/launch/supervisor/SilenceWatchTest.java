package mpjlda.cluster.launch.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import mpjlda.cluster.launch.remote.Supervision;
import mpjlda.cluster.launch.supervisor.SilenceWatch.Finding;
import mpjlda.cluster.launch.supervisor.SilenceWatch.Sign;
import org.junit.jupiter.api.Test;

/** The clock is the test's own; it starts near the end of what a long can count. */
class SilenceWatchTest {
  private static final long START = Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(30);

  private final long[] heard = new long[3];
  private final long[] steps = new long[3];
  private final boolean[] watched = {true, true, true};
  private long now = START;

  private SilenceWatch watch =
      new SilenceWatch(Supervision.DEFAULT.withHeartbeatTimeout(Duration.ofSeconds(60)), 3, START);

  @Test
  void silentRankIsFoundWhenItsTimeIsUp() {
    beatExcept(100, 9);
    beatExcept(59, 2);
    assertThat(look()).isEmpty();

    beatExcept(1, 2);

    assertThat(look()).contains(new Finding.Silent(List.of(2), Duration.ofSeconds(60)));
  }

  @Test
  void signOfLifeBeginsANewPeriod() {
    beatExcept(59, 1);
    beatExcept(1, 9);
    beatExcept(59, 1);

    assertThat(look()).isEmpty();
  }

  @Test
  void longestSilenceComesFirst() {
    beatExcept(10, 2);
    look();
    for (int i = 0; i < 60; i++) {
      now += TimeUnit.SECONDS.toNanos(1);
      heard[0]++;
      look();
    }

    assertThat(look()).contains(new Finding.Silent(List.of(2, 1), Duration.ofSeconds(70)));
  }

  @Test
  void nobodyIsBlamedForThisProcessesOwnPause() {
    beatExcept(10, 9);
    assertThat(watch.stoodStillNanos()).isZero();
    now += TimeUnit.HOURS.toNanos(3);
    assertThat(look()).isEmpty();
    assertThat(watch.stoodStillNanos())
        .isBetween(TimeUnit.HOURS.toNanos(3), TimeUnit.HOURS.toNanos(3) + 2_000_000_000L);

    // They have not been read yet, but have a minute for it.
    beatExcept(59, 2);
    assertThat(look()).isEmpty();
    beatExcept(1, 2);
    assertThat(look()).contains(new Finding.Silent(List.of(2), Duration.ofSeconds(60)));
  }

  @Test
  void rankThatHasNotBegunOrHasEndedIsNotWatched() {
    watched[1] = false;
    beatExcept(200, 1);
    assertThat(look()).isEmpty();

    watched[1] = true;
    beatExcept(59, 1);
    assertThat(look()).isEmpty();
    beatExcept(1, 1);
    assertThat(look()).isPresent();
  }

  @Test
  void standstillIsNoFindingUnlessAskedFor() {
    beatExcept(100_000, 9);

    assertThat(look()).isEmpty();
  }

  @Test
  void standstillOfAllIsADeadlock() {
    watch =
        new SilenceWatch(Supervision.DEFAULT.withStallTimeout(Duration.ofMinutes(10)), 3, START);
    beatExcept(599, 9);
    steps[1]++;
    beatExcept(599, 9);
    assertThat(look()).isEmpty();

    beatExcept(1, 9);

    assertThat(look()).contains(new Finding.Stalled(Duration.ofMinutes(10)));
  }

  @Test
  void looksAreAtLeastOnceASecondAndFourInATimeout() {
    assertThat(watch.tickNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(1));
    assertThat(
            new SilenceWatch(
                    Supervision.DEFAULT.withHeartbeatTimeout(Duration.ofSeconds(2)), 1, START)
                .tickNanos())
        .isEqualTo(TimeUnit.MILLISECONDS.toNanos(500));
  }

  /** Seconds in which all ranks but one give their sign. */
  private void beatExcept(int seconds, int silent) {
    for (int i = 0; i < seconds; i++) {
      look();
      now += TimeUnit.SECONDS.toNanos(1);
      for (int rank = 0; rank < 3; rank++) {
        heard[rank] += rank == silent ? 0 : 1;
      }
    }
  }

  private Optional<Finding> look() {
    return watch.check(
        now,
        List.of(
            new Sign(watched[0], heard[0], steps[0]),
            new Sign(watched[1], heard[1], steps[1]),
            new Sign(watched[2], heard[2], steps[2])));
  }
}
