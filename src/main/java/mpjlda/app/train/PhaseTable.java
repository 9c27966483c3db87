package mpjlda.app.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import mpjlda.core.console.Phase;
import mpjlda.core.console.PhaseClock;
import mpjlda.core.parallel.Communicator;

/** The time of each rank in each phase: the closing table, and {@code timing.json}. */
final class PhaseTable {
  private final int ranks;
  private final double wallSeconds;
  private final Map<Phase, double[]> seconds;
  private final long[] peakBytes;

  private PhaseTable(
      int ranks, double wallSeconds, Map<Phase, double[]> seconds, long[] peakBytes) {
    this.ranks = ranks;
    this.wallSeconds = wallSeconds;
    this.seconds = seconds;
    this.peakBytes = peakBytes;
  }

  /** Brings the ranks' clocks together; called by all of them. */
  static PhaseTable gather(PhaseClock clock, long wallNanos, Communicator comm) {
    Map<Phase, double[]> seconds = new LinkedHashMap<>();
    for (Phase phase : Phase.values()) {
      long[] nanos = comm.allgather(clock.nanos(phase));
      seconds.put(phase, Arrays.stream(nanos).mapToDouble(each -> each / 1e9).toArray());
    }
    long[] peakBytes = comm.allgather(PeakMemory.bytes());
    return new PhaseTable(comm.size(), wallNanos / 1e9, seconds, peakBytes);
  }

  /** The table, a line an element. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%-20s %9s %9s %9s   %s",
            "seconds a rank",
            "min",
            "mean",
            "max",
            "share"));
    seconds.forEach(
        (phase, byRank) -> {
          double mean = Arrays.stream(byRank).average().orElse(0);
          lines.add(
              String.format(
                  Locale.ROOT,
                  "%-20s %9.3f %9.3f %9.3f   %4.1f %%",
                  phase.label(),
                  Arrays.stream(byRank).min().orElse(0),
                  mean,
                  Arrays.stream(byRank).max().orElse(0),
                  100 * mean / wallSeconds));
        });
    lines.add(
        String.format(
            Locale.ROOT,
            "%-20s %29.3f   imbalance of the E-step %.3f (slowest rank over the mean)",
            "whole run",
            wallSeconds,
            imbalance()));
    lines.add(
        String.format(
            Locale.ROOT,
            "%-20s %9d %9d %9d",
            "peak memory, MB",
            Arrays.stream(peakBytes).min().orElse(0) >> 20,
            (long) Arrays.stream(peakBytes).average().orElse(0) >> 20,
            Arrays.stream(peakBytes).max().orElse(0) >> 20));
    return lines;
  }

  private double imbalance() {
    double[] eStep = seconds.getOrDefault(Phase.E_STEP, new double[ranks]);
    double mean = Arrays.stream(eStep).average().orElse(0);
    return mean == 0 ? 1 : Arrays.stream(eStep).max().orElse(0) / mean;
  }

  /** The contents of {@code timing.json}: seconds by phase and rank. */
  Map<String, Object> toMap() {
    Map<String, Object> phases = new LinkedHashMap<>();
    seconds.forEach(
        (phase, byRank) -> {
          Map<String, Object> entry = new LinkedHashMap<>();
          entry.put("min", Arrays.stream(byRank).min().orElse(0));
          entry.put("mean", Arrays.stream(byRank).average().orElse(0));
          entry.put("max", Arrays.stream(byRank).max().orElse(0));
          entry.put("by_rank", Arrays.stream(byRank).boxed().toList());
          phases.put(phase.label(), entry);
        });
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("ranks", ranks);
    all.put("wall_seconds", wallSeconds);
    all.put("estep_imbalance", imbalance());
    all.put("peak_memory_bytes", Arrays.stream(peakBytes).boxed().toList());
    all.put("phase_seconds", phases);
    return all;
  }
}
