package mpjlda.core.math;

import java.util.concurrent.atomic.AtomicLong;

/**
 * When to go over from plain Java to vectors. The Vector API is slow, and makes much garbage, until
 * HotSpot has compiled what uses it, which takes it about a second: a run that is over sooner must
 * not wait for that. Both give the same bits, so one may take the other's place at any time.
 */
public final class WarmUp {
  /** Multiply-adds: about a third of a second of plain Java. */
  private static final long SHORT_RUN = 300_000_000;

  private final AtomicLong done = new AtomicLong();
  private volatile boolean over;

  /** Whether the run is long enough for vectors to pay. */
  public boolean isOver() {
    return over;
  }

  /** Takes note of work done in plain Java, in multiply-adds. */
  public void note(long work) {
    if (done.addAndGet(work) > SHORT_RUN) {
      over = true;
    }
  }
}
