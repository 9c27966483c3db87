package mpjlda.train;

import java.time.Duration;
import mpjlda.matrix.DoubleRows;

/**
 * What goes along with the iterations on a rank: on rank 0 metrics and progress; on all of them
 * checkpoints and the wish to stop.
 */
final class RunCompanion implements Trainer.Companion, AutoCloseable {
  private final IterationLog log;
  private final Checkpoints checkpoints;
  private final StopConditions stop;
  private final PhaseClock clock;
  private long longestNanos;

  RunCompanion(IterationLog log, Checkpoints checkpoints, StopConditions stop, PhaseClock clock) {
    this.log = log;
    this.checkpoints = checkpoints;
    this.stop = stop;
    this.clock = clock;
  }

  @Override
  public Trainer.Wishes wishes(int iteration) {
    return new Trainer.Wishes(
        stop.met(Duration.ofNanos(longestNanos), checkpoints.longest()),
        checkpoints.isDue(iteration));
  }

  @Override
  public void beforeMStep(int iteration) {
    clock.run(Phase.CHECKPOINT, iteration, checkpoints::awaitWriter);
  }

  @Override
  public void iteration(Trainer.IterationReport report, DoubleRows lambda) {
    longestNanos = Math.max(longestNanos, report.nanos());
    log.iteration(report);
    if (report.totals().wishes().checkpoint()) {
      clock.run(
          Phase.CHECKPOINT,
          report.state().iteration(),
          () -> checkpoints.start(report.state(), lambda));
    }
  }

  /**
   * The last checkpoint; called by all ranks.
   *
   * @return whether it is safe; true on ranks that write none
   */
  boolean saveNow(Trainer.Outcome outcome) {
    return clock.time(
        Phase.CHECKPOINT,
        outcome.state().iteration(),
        () -> checkpoints.saveNow(outcome.state(), outcome.lambda()));
  }

  @Override
  public void close() {
    checkpoints.close();
    log.close();
  }
}
