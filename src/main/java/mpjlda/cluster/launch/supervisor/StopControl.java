package mpjlda.cluster.launch.supervisor;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import mpjlda.cluster.console.StableMessages;
import mpjlda.core.console.UserConsole;
import org.jspecify.annotations.Nullable;

/** Signals as stop requests: the first one stops at a good place, a further one at once. */
final class StopControl {
  /**
   * {@code timeout} and some batch systems send a signal to a process and again to its group, and
   * the start script hands on what this process may have got itself.
   */
  static final long SAME_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

  /** The kernel repeats it once a second for as long as a CPU limit is passed. */
  private static final String REPEATED_BY_ITSELF = "XCPU";

  private final UserConsole user;
  private final LongSupplier clock;
  private @Nullable Target target;
  private Signals.@Nullable Received last;
  private long lastNanos;
  private boolean requested;
  private boolean atOnce;

  /** The run that signals stop. Its methods return at once. */
  interface Target {
    /** Stop at the next good place. */
    void requestStop();

    /** Leave everything as it is. */
    void abandon();
  }

  /**
   * @param clock as {@link System#nanoTime}
   */
  StopControl(UserConsole user, LongSupplier clock) {
    this.user = user;
    this.clock = clock;
  }

  /** Stops this target from now on, also by what was asked for before. */
  synchronized void attach(Target next) {
    target = next;
    if (atOnce) {
      next.abandon();
    } else if (requested) {
      next.requestStop();
    }
  }

  /** A signal has arrived. */
  void receive(Signals.Received signal) {
    String line;
    synchronized (this) {
      if (atOnce || isSameAgain(signal)) {
        return;
      }
      last = signal;
      lastNanos = clock.getAsLong();
      line = requested ? endNow(signal) : endSoon(signal);
      notifyAll();
    }
    // A console may block, if its reader has stopped: only now.
    user.say(line);
  }

  /** The process is ending: nothing is to be started any more. */
  synchronized void close() {
    requested = true;
    atOnce = true;
    notifyAll();
    if (target != null) {
      target.abandon();
    }
  }

  synchronized boolean isRequested() {
    return requested;
  }

  /** The last signal that asked for more. */
  synchronized Optional<Signals.Received> signal() {
    return Optional.ofNullable(last);
  }

  /**
   * Waits.
   *
   * @return false if a stop was asked for, before or meanwhile
   */
  synchronized boolean pause(Duration duration) throws InterruptedException {
    long until = clock.getAsLong() + duration.toNanos();
    for (long left = duration.toNanos(); !requested && left > 0; left = until - clock.getAsLong()) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return !requested;
  }

  private boolean isSameAgain(Signals.Received signal) {
    return signal.equals(last)
        && (signal.name().equals(REPEATED_BY_ITSELF) || clock.getAsLong() - lastNanos < SAME_NANOS);
  }

  private String endSoon(Signals.Received signal) {
    requested = true;
    if (target != null) {
      target.requestStop();
    }
    return signal + ": " + StableMessages.STOPPING + "; again: at once";
  }

  private String endNow(Signals.Received signal) {
    atOnce = true;
    if (target != null) {
      target.abandon();
    }
    return signal + ": stopping at once";
  }
}
