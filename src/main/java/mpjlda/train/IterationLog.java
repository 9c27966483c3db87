package mpjlda.train;

import java.nio.file.Path;
import java.util.Optional;
import mpjlda.console.Console;
import mpjlda.modelio.AtomicFile;
import mpjlda.modelio.IterationMetrics;
import mpjlda.modelio.MetricsLog;
import mpjlda.modelio.ModelDirectory;

/**
 * Follows the iterations: on rank 0 a line for the user and one in {@code metrics.jsonl} for each;
 * on the others nothing.
 */
final class IterationLog implements BatchTrainer.Listener, AutoCloseable {
  private final Optional<MetricsLog> metrics;
  private final Console console;
  private final PhaseClock clock;
  private final ProgressLine line;
  private double allreduceBefore;
  private double mStepBefore;
  private int iterations;
  private double bound = Double.NaN;

  /**
   * @param folder of the model; empty on ranks other than 0
   */
  IterationLog(Optional<Path> folder, Console console, PhaseClock clock, ProgressLine line) {
    folder.ifPresent(AtomicFile::createFolders);
    this.metrics = folder.map(path -> MetricsLog.create(path.resolve(ModelDirectory.METRICS)));
    this.console = console;
    this.clock = clock;
    this.line = line;
  }

  @Override
  public void iteration(BatchTrainer.IterationReport report) {
    iterations = report.iteration();
    bound = report.bound();
    double allreduce = (clock.nanos(Phase.WAIT) + clock.nanos(Phase.TRANSFER)) / 1e9;
    double mStep = clock.nanos(Phase.M_STEP) / 1e9;
    IterationMetrics entry =
        new IterationMetrics(
            report.iteration(),
            report.bound(),
            report.bound() / line.tokens(),
            (double) report.totals().sweeps() / line.documents(),
            report.nanos() / 1e9,
            report.totals().slowestNanos() / 1e9,
            allreduce - allreduceBefore,
            mStep - mStepBefore,
            0,
            report.totals().imbalance(),
            0);
    allreduceBefore = allreduce;
    mStepBefore = mStep;
    metrics.ifPresent(
        log -> {
          log.append(entry);
          console.progress(line.of(report));
        });
  }

  /** How many there were. */
  int iterations() {
    return iterations;
  }

  /** Of the last one, in nats over the whole corpus. */
  double bound() {
    return bound;
  }

  @Override
  public void close() {
    metrics.ifPresent(MetricsLog::close);
  }
}
