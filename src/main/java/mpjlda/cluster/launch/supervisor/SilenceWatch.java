package mpjlda.cluster.launch.supervisor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import mpjlda.cluster.launch.remote.Supervision;

/**
 * Finds ranks without heartbeats and runs without progress, from regular looks at all ranks. If
 * this process itself was suspended, that time does not count: all ranks begin a new period.
 */
final class SilenceWatch {
  private static final Duration LONGEST_TICK = Duration.ofSeconds(1);

  private final long timeoutNanos;
  private final long stallNanos;
  private final long[] lastHeard;
  private final long[] lastSteps;
  private final long[] heardAt;
  private long movedAt;
  private long checkedAt;
  private long stoodStillNanos;

  /**
   * A rank as it is seen from here.
   *
   * @param watched whether it is expected to give signs of life
   * @param heard how often it has given one
   * @param steps how often it has gone on to another place
   */
  record Sign(boolean watched, long heard, long steps) {}

  /** A problem that was found. */
  sealed interface Finding {
    /**
     * Some have not been heard for too long.
     *
     * @param ranks the one that is silent for longest first
     * @param time of silence of the first
     */
    record Silent(List<Integer> ranks, Duration time) implements Finding {}

    /** All ranks are alive, but none makes progress. */
    record Stalled(Duration time) implements Finding {}
  }

  /**
   * @param nanos now, by any clock that is used for all calls
   */
  SilenceWatch(Supervision supervision, int ranks, long nanos) {
    this.timeoutNanos = supervision.heartbeatTimeout().toNanos();
    this.stallNanos = supervision.stallTimeout().map(Duration::toNanos).orElse(Long.MAX_VALUE);
    this.lastHeard = new long[ranks];
    this.lastSteps = new long[ranks];
    this.heardAt = new long[ranks];
    restart(nanos);
  }

  /** The interval at which {@link #check} should be called. */
  long tickNanos() {
    return Math.min(LONGEST_TICK.toNanos(), Math.min(timeoutNanos, stallNanos) / 4);
  }

  /**
   * Looks once.
   *
   * @param signs of all ranks, by rank
   * @return empty if all is well
   */
  Optional<Finding> check(long nanos, List<Sign> signs) {
    boolean stoodStill = nanos - checkedAt > Math.min(timeoutNanos, stallNanos) / 2;
    if (stoodStill) {
      stoodStillNanos += nanos - checkedAt;
      restart(nanos);
    }
    checkedAt = nanos;
    List<Integer> silent = new ArrayList<>();
    for (int rank = 0; rank < signs.size(); rank++) {
      take(rank, signs.get(rank), nanos);
      if (nanos - heardAt[rank] >= timeoutNanos) {
        silent.add(rank);
      }
    }
    if (!silent.isEmpty()) {
      silent.sort(Comparator.comparingLong(rank -> heardAt[rank]));
      return Optional.of(
          new Finding.Silent(silent, Duration.ofNanos(nanos - heardAt[silent.get(0)])));
    }
    if (nanos - movedAt >= stallNanos) {
      return Optional.of(new Finding.Stalled(Duration.ofNanos(nanos - movedAt)));
    }
    return Optional.empty();
  }

  /** The time for which this process was suspended before the last check. */
  long stoodStillNanos() {
    return stoodStillNanos;
  }

  private void take(int rank, Sign sign, long nanos) {
    if (!sign.watched() || sign.heard() != lastHeard[rank]) {
      lastHeard[rank] = sign.heard();
      heardAt[rank] = nanos;
    }
    if (sign.steps() != lastSteps[rank]) {
      lastSteps[rank] = sign.steps();
      movedAt = nanos;
    }
  }

  private void restart(long nanos) {
    Arrays.fill(heardAt, nanos);
    movedAt = nanos;
    checkedAt = nanos;
  }
}
