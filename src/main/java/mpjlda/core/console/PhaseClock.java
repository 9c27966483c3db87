package mpjlda.core.console;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;

/** Measures the time of each phase of this rank, and reports the present one to the console. */
public final class PhaseClock {
  private final Console console;
  private final Map<Phase, Long> nanos = new EnumMap<>(Phase.class);

  /** Time of the phases within the one that is being measured. */
  private long inner;

  /** Starts at no time in any phase. */
  public PhaseClock(Console console) {
    this.console = console;
  }

  /** Runs work as a phase of an iteration and returns its result. */
  public <T> T time(Phase phase, int iteration, Supplier<T> work) {
    console.phase(phase.label(), iteration);
    return measure(
        phase,
        () -> {
          long start = System.nanoTime();
          T result = work.get();
          console.phaseEnded(phase.label(), iteration, System.nanoTime() - start);
          return result;
        });
  }

  /** Counts a part of another phase as this one, without a report. */
  public void within(Phase phase, Runnable work) {
    Object unused =
        measure(
            phase,
            () -> {
              work.run();
              return phase;
            });
  }

  private <T> T measure(Phase phase, Supplier<T> work) {
    long outer = inner;
    inner = 0;
    long start = System.nanoTime();
    try {
      return work.get();
    } finally {
      long all = System.nanoTime() - start;
      nanos.merge(phase, all - inner, Long::sum);
      inner = outer + all;
    }
  }

  /** Runs work as a phase of an iteration. */
  public void run(Phase phase, int iteration, Runnable work) {
    Object unused =
        time(
            phase,
            iteration,
            () -> {
              work.run();
              return phase;
            });
  }

  /** Nanoseconds spent in the phase so far. */
  public long nanos(Phase phase) {
    return nanos.getOrDefault(phase, 0L);
  }
}
