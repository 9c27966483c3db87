package mpjlda.core.kernel;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Two implementations of one interface, of which the second takes over after some work: see {@link
 * WarmUpProvider}. Safe for several threads.
 */
final class WarmUp<T> {
  /** Multiply-adds: about a third of a second of plain Java. */
  private static final long SHORT_RUN = 300_000_000;

  private final T first;
  private final T second;
  private final AtomicLong done = new AtomicLong();
  private volatile boolean over;

  WarmUp(T first, T second) {
    this.first = first;
    this.second = second;
  }

  /** The implementation that takes over. */
  T best() {
    return second;
  }

  /** The implementation for the next work, which is noted afterwards. */
  T next() {
    return over ? second : first;
  }

  /** The implementation for the next work, in multiply-adds. */
  T next(long work) {
    if (over) {
      return second;
    }
    note(work);
    return first;
  }

  /** Takes note of work, in multiply-adds. */
  void note(long work) {
    if (!over && done.addAndGet(work) > SHORT_RUN) {
      over = true;
    }
  }
}
