package mpjlda.app.tune;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Why a rank wants a search to stop before its end: a signal, or its time is up. */
final class StopRequest {
  private final BooleanSupplier signal;
  private final Optional<Instant> deadline;
  private long last = System.nanoTime();
  private long longest;

  /**
   * @param deadline when the run must have ended
   */
  StopRequest(BooleanSupplier signal, Optional<Instant> deadline) {
    this.signal = signal;
    this.deadline = deadline;
  }

  /** Notes that an iteration is done: how long they take decides when there is time for no more. */
  void worked(int iteration) {
    long now = System.nanoTime();
    longest = iteration == 1 ? longest : Math.max(longest, now - last);
    last = now;
  }

  boolean requested() {
    // Half as long again as the longest so far, and a second for the end of the processes.
    Duration needed = Duration.ofNanos(longest).multipliedBy(3).dividedBy(2).plusSeconds(1);
    return signal.getAsBoolean()
        || deadline.filter(end -> Instant.now().plus(needed).isAfter(end)).isPresent();
  }
}
