package mpjlda.cluster.launch.remote;

import java.time.Duration;
import java.util.Optional;
import mpjlda.core.errors.ExitCode;

/**
 * How a run is watched, started again and stopped.
 *
 * @param heartbeatTimeout after which a rank that says nothing counts as frozen; ranks say
 *     something once a second
 * @param stallTimeout after which a run whose ranks are all alive, but make no progress, counts as
 *     deadlocked; empty for never, since one phase may take hours
 * @param maxRestarts how often a failed run is started again; a restart without progress since the
 *     one before counts twice
 * @param firstPause before the first restart; doubled for each further one, up to 30 s
 * @param stopPatience within which the ranks must have come to a good place after a stop request,
 *     or they are ended as by a second signal; empty to wait for as long as that takes
 * @param requeueCode in place of the exit code 75: for batch systems that start a job again
 *     themselves
 */
public record Supervision(
    Duration heartbeatTimeout,
    Optional<Duration> stallTimeout,
    int maxRestarts,
    Duration firstPause,
    Optional<Duration> stopPatience,
    int requeueCode) {
  /** No restarts, a minute of silence, and all the time to stop. */
  public static final Supervision DEFAULT =
      new Supervision(
          Duration.ofSeconds(60),
          Optional.empty(),
          0,
          Duration.ofSeconds(1),
          Optional.empty(),
          ExitCode.STOPPED);

  /** As good as for ever, and safe to compute with: a century. */
  static final Duration FOR_EVER = Duration.ofDays(36_500);

  public Supervision {
    if (heartbeatTimeout.isNegative() || heartbeatTimeout.isZero()) {
      throw new IllegalArgumentException("no time for a sign of life: " + heartbeatTimeout);
    }
    if (maxRestarts < 0) {
      throw new IllegalArgumentException("a negative number of restarts: " + maxRestarts);
    }
  }

  /**
   * For a run whose ranks a debugger holds: no rank is silent or stalled for too long, and one that
   * fails does not come again by itself.
   */
  public Supervision withoutTimeouts() {
    return new Supervision(FOR_EVER, Optional.empty(), 0, firstPause, stopPatience, requeueCode);
  }

  public Supervision withHeartbeatTimeout(Duration timeout) {
    return new Supervision(
        timeout, stallTimeout, maxRestarts, firstPause, stopPatience, requeueCode);
  }

  public Supervision withStallTimeout(Duration timeout) {
    return new Supervision(
        heartbeatTimeout, Optional.of(timeout), maxRestarts, firstPause, stopPatience, requeueCode);
  }

  public Supervision withMaxRestarts(int restarts) {
    return new Supervision(
        heartbeatTimeout, stallTimeout, restarts, firstPause, stopPatience, requeueCode);
  }

  public Supervision withFirstPause(Duration pause) {
    return new Supervision(
        heartbeatTimeout, stallTimeout, maxRestarts, pause, stopPatience, requeueCode);
  }

  public Supervision withStopPatience(Duration patience) {
    return new Supervision(
        heartbeatTimeout,
        stallTimeout,
        maxRestarts,
        firstPause,
        Optional.of(patience),
        requeueCode);
  }

  public Supervision withRequeueCode(int code) {
    return new Supervision(
        heartbeatTimeout, stallTimeout, maxRestarts, firstPause, stopPatience, code);
  }
}
