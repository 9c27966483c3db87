package mpjlda.app.train;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import mpjlda.app.evaluate.HeldOutScore;

/** One iteration, or a part of it, in one line. */
final class ProgressLine {
  private static final int PAUSE_SECONDS = 2;

  private final int maxIterations;
  private final long tokens;
  private final long documents;
  private double secondsSoFar;
  private int iterationsSoFar;
  private long lastNanos = System.nanoTime();

  ProgressLine(int maxIterations, long tokens, long documents) {
    this.maxIterations = maxIterations;
    this.tokens = tokens;
    this.documents = documents;
  }

  long tokens() {
    return tokens;
  }

  long documents() {
    return documents;
  }

  /** The time to come is for all iterations asked for; convergence may end the run before. */
  String of(Trainer.IterationReport report, OptionalDouble heldOut) {
    double seconds = report.nanos() / 1e9;
    secondsSoFar += seconds;
    iterationsSoFar++;
    int iteration = report.state().iteration();
    double left = secondsSoFar / iterationsSoFar * (maxIterations - iteration);
    return String.format(
        Locale.ROOT,
        "iteration %d/%d  bound/token %.6f%s  sweeps %.1f  %.3f s  %,.0f documents/s  at most %s left",
        iteration,
        maxIterations,
        report.state().bound() / tokens,
        perplexity(heldOut),
        (double) report.totals().sweeps() / documents,
        seconds,
        documents / Math.max(seconds, 1e-9),
        clock(left));
  }

  /**
   * A batch within an iteration; empty if the last such line is less than {@value #PAUSE_SECONDS} s
   * ago. The documents' part of the bound so far stands for that of all.
   *
   * @param now {@link System#nanoTime}
   */
  Optional<String> of(Trainer.BatchReport report, long now) {
    if (now - lastNanos < PAUSE_SECONDS * 1_000_000_000L) {
      return Optional.empty();
    }
    lastNanos = now;
    TrainingState.Within within = report.state().within();
    double tokensPerDocument = (double) tokens / documents;
    return Optional.of(
        String.format(
            Locale.ROOT,
            "iteration %d/%d  batch %,d/%,d  documents' bound/token %.6f  sweeps %.1f  a batch takes"
                + " %.3f s",
            report.state().iteration() + 1,
            maxIterations,
            within.batches(),
            report.batches(),
            within.bound() / (report.documents() * tokensPerDocument),
            (double) within.sweeps() / report.documents(),
            report.nanos() / 1e9));
  }

  private static String perplexity(OptionalDouble heldOut) {
    return heldOut.isEmpty()
        ? ""
        : String.format(
            Locale.ROOT,
            "  held-out perplexity %.2f",
            HeldOutScore.perplexity(heldOut.getAsDouble()));
  }

  private static String clock(double seconds) {
    long s = Math.round(seconds);
    return s < 3600
        ? String.format(Locale.ROOT, "%d:%02d", s / 60, s % 60)
        : String.format(Locale.ROOT, "%d:%02d:%02d", s / 3600, s / 60 % 60, s % 60);
  }
}
