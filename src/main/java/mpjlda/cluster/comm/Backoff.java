package mpjlda.cluster.comm;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits for another process that writes to memory, which wakes no thread. As a rule it is about to:
 * so some microseconds without letting the core go; then every other thread is let go first, for
 * there may be more ranks than cores; then sleep, for a small part of what was waited so far, so
 * that a wait of minutes costs no core and no wait gets longer by more than a few hundredths.
 */
final class Backoff {
  private static final int SPINS = 300;
  private static final long YIELD_NANOS = TimeUnit.MICROSECONDS.toNanos(100);
  private static final long SHORTEST_NANOS = TimeUnit.MICROSECONDS.toNanos(10);
  private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final int PART_OF_WAIT = 64;

  private int spins;
  private long since;

  /** Starts again from short pauses, after progress. */
  void reset() {
    spins = 0;
  }

  /**
   * Waits a little, longer and longer until {@link #reset}.
   *
   * @return false if the thread has been told to give up
   */
  // Nothing is right or wrong by what the scheduler does with the yield.
  @SuppressWarnings("ThreadPriorityCheck")
  boolean pause() {
    if (spins < SPINS) {
      spins++;
      Thread.onSpinWait();
      if (spins == SPINS) {
        since = System.nanoTime();
      }
      return true;
    }
    long waited = System.nanoTime() - since;
    if (waited < YIELD_NANOS) {
      Thread.yield();
    } else {
      LockSupport.parkNanos(
          Math.max(SHORTEST_NANOS, Math.min(LONGEST_NANOS, waited / PART_OF_WAIT)));
    }
    return !Thread.currentThread().isInterrupted();
  }
}
