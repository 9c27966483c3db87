package mpjlda.train;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;
import mpjlda.console.Console;

/** Measures the time this rank spends in each phase, and tells the console which one it is in. */
final class PhaseClock {
  private final Console console;
  private final Map<Phase, Long> nanos = new EnumMap<>(Phase.class);

  PhaseClock(Console console) {
    this.console = console;
  }

  <T> T time(Phase phase, int iteration, Supplier<T> work) {
    console.phase(phase.label(), iteration);
    long start = System.nanoTime();
    try {
      T result = work.get();
      console.phaseEnded(phase.label(), iteration, System.nanoTime() - start);
      return result;
    } finally {
      nanos.merge(phase, System.nanoTime() - start, Long::sum);
    }
  }

  void run(Phase phase, int iteration, Runnable work) {
    Object unused =
        time(
            phase,
            iteration,
            () -> {
              work.run();
              return Phase.LOAD;
            });
  }

  /** Nanoseconds spent in the phase so far. */
  long nanos(Phase phase) {
    return nanos.getOrDefault(phase, 0L);
  }
}
