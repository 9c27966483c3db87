package mpjlda.app.train;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import mpjlda.core.console.Console;
import mpjlda.core.console.Phase;
import mpjlda.core.console.PhaseClock;
import mpjlda.core.errors.LdaException;
import mpjlda.core.priors.DirichletPriors;
import mpjlda.data.io.AtomicFile;
import mpjlda.data.modelio.IterationMetrics;
import mpjlda.data.modelio.MetricsLog;
import mpjlda.data.modelio.ModelDirectory;
import mpjlda.data.modelio.PriorFigures;

/**
 * Tells of the iterations: on rank 0 a line for the user and one in {@code metrics.jsonl} for each;
 * on the others nothing.
 */
final class IterationLog implements AutoCloseable {
  private final Optional<MetricsLog> metrics;
  private final Console console;
  private final PhaseClock clock;
  private final ProgressLine line;
  private final int restarts;
  private final boolean withPriors;
  private boolean complete = true;
  private final Map<Phase, Double> before = new EnumMap<>(Phase.class);

  /**
   * Its destinations.
   *
   * @param folder of the model; empty on ranks other than 0
   * @param doneBefore iterations of this run that an earlier start has done and logged
   * @param restarts of the run so far
   * @param withPriors whether they are learned, and so belong to each line
   */
  record Target(Optional<Path> folder, int doneBefore, int restarts, boolean withPriors) {}

  IterationLog(Target target, Console console, PhaseClock clock, ProgressLine line) {
    target.folder().ifPresent(AtomicFile::createFolders);
    this.metrics =
        target
            .folder()
            .map(folder -> folder.resolve(ModelDirectory.METRICS))
            .map(path -> open(path, target.doneBefore(), console));
    this.console = console;
    this.clock = clock;
    this.line = line;
    this.restarts = target.restarts();
    this.withPriors = target.withPriors();
  }

  private static MetricsLog open(Path path, int doneBefore, Console console) {
    return doneBefore == 0
        ? MetricsLog.create(path)
        : MetricsLog.resume(path, doneBefore, found -> console.say("warning: " + found));
  }

  /**
   * @param heldOut log-likelihood per held-out token, if it was made
   */
  void iteration(Trainer.IterationReport report, OptionalDouble heldOut) {
    double bound = report.state().bound();
    IterationMetrics entry =
        new IterationMetrics(
            report.state().iteration(),
            bound,
            bound / line.tokens(),
            (double) report.totals().sweeps() / line.documents(),
            report.nanos() / 1e9,
            report.totals().slowestNanos() / 1e9,
            sinceLast(Phase.WAIT) + sinceLast(Phase.TRANSFER),
            sinceLast(Phase.M_STEP),
            sinceLast(Phase.CHECKPOINT),
            report.totals().imbalance(),
            restarts,
            heldOut,
            withPriors ? Optional.of(figures(report)) : Optional.empty());
    metrics.ifPresent(
        log -> {
          append(log, entry);
          console.progress(line.of(report, heldOut));
        });
  }

  private static PriorFigures figures(Trainer.IterationReport report) {
    DirichletPriors priors = report.state().priors();
    return new PriorFigures(priors.alphaSum(), priors.eta(), report.withheld());
  }

  /** A line for the user at times. */
  void batch(Trainer.BatchReport report) {
    if (metrics.isPresent()) {
      line.of(report, System.nanoTime()).ifPresent(console::progress);
    }
  }

  /** A full disk is no reason to lose the work: what is missing is written when it can be. */
  private void append(MetricsLog log, IterationMetrics entry) {
    try {
      log.append(entry);
      complete = true;
    } catch (LdaException e) {
      if (complete) {
        console.say("warning: " + e.getMessage() + " The run continues and tries again.");
      }
      complete = false;
    }
  }

  /**
   * Makes up for lines that could not be written.
   *
   * @throws LdaException (70) if they still cannot
   */
  void flush() {
    metrics.ifPresent(MetricsLog::flush);
  }

  private double sinceLast(Phase phase) {
    double now = clock.nanos(phase) / 1e9;
    Double last = before.put(phase, now);
    return now - (last == null ? 0 : last);
  }

  @Override
  public void close() {
    metrics.ifPresent(MetricsLog::close);
  }
}
