package mpjlda.cluster.launch.supervisor;

import java.time.Duration;
import mpjlda.cluster.launch.protocol.Progress;
import mpjlda.cluster.launch.protocol.RankEnd;
import mpjlda.cluster.launch.remote.Supervision;

/**
 * Decides after each failed attempt whether another one is worth it. Restarts without progress in
 * between count twice and their pauses grow, so that a failure that always comes again ends the run
 * sooner than one that strikes now and then.
 */
final class RestartPolicy {
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final int maxRestarts;
  private final Duration firstPause;
  private Duration nextPause;
  private int restarts;
  private int counted;
  private int rankOutOfMemory = -1;
  private Progress best = Progress.NONE;

  /** A decision after a failure. */
  sealed interface Decision {
    /**
     * Start again.
     *
     * @param counted the restarts so far and this one, as they count
     * @param twice whether this one counts twice
     * @param pause to be waited before
     */
    record Restart(int counted, boolean twice, Duration pause) implements Decision {}

    /**
     * Let it be.
     *
     * @param restarts that there were
     */
    record GiveUp(int restarts) implements Decision {}
  }

  RestartPolicy(Supervision supervision) {
    this.maxRestarts = supervision.maxRestarts();
    this.firstPause = supervision.firstPause();
    this.nextPause = firstPause;
  }

  /** The number of restarts decided on so far, each taken as one. */
  int restarts() {
    return restarts;
  }

  /** The progress of all attempts together. */
  Progress best() {
    return best;
  }

  /**
   * @param cause of the failure
   * @param reached by the attempt that failed
   */
  Decision afterFailure(RankEnd cause, Progress reached) {
    boolean progress = reached.isBeyond(best);
    note(reached);
    boolean again = !cause.isBeyondRestart() && !isOutOfMemoryAgain(cause);
    int cost = restarts == 0 || progress ? 1 : 2;
    if (!again || counted + cost > maxRestarts) {
      return new Decision.GiveUp(restarts);
    }
    restarts++;
    counted += cost;
    Duration pause = progress ? firstPause : nextPause;
    Duration doubled = pause.multipliedBy(2);
    nextPause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    return new Decision.Restart(counted, cost > 1, pause);
  }

  /** Records an attempt that ended in another way. */
  void note(Progress reached) {
    best = best.orBetter(reached);
  }

  private boolean isOutOfMemoryAgain(RankEnd cause) {
    int before = rankOutOfMemory;
    rankOutOfMemory = cause.outOfMemory() ? cause.rank() : -1;
    return cause.outOfMemory() && cause.rank() == before;
  }
}
