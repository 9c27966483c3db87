package mpjlda.app.train;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import mpjlda.cluster.distributed.ControlFlags;
import mpjlda.cluster.distributed.Reduction;
import mpjlda.core.console.Phase;
import mpjlda.core.console.PhaseClock;
import mpjlda.core.matrix.BlockedDoubleMatrix;

/**
 * Follows the iterations on a rank: on rank 0 metrics and progress; on all of them held-out scores,
 * checkpoints and requests to stop.
 */
final class TrainingMonitor implements TrainingListener, AutoCloseable {
  /** The parts that follow, where present. */
  record Parts(
      IterationLog log,
      Optional<HeldOutTracker> heldOut,
      Checkpoints checkpoints,
      StopConditions stop) {}

  private final Parts parts;
  private final PhaseClock clock;

  /** The longest time between two places where the run can stop. */
  private long longestNanos;

  /** The time of the present iteration's batches. */
  private long batchNanos;

  TrainingMonitor(Parts parts, PhaseClock clock) {
    this.parts = parts;
    this.clock = clock;
  }

  @Override
  public ControlFlags flags(int iteration) {
    return new ControlFlags(
        parts.stop().met(Duration.ofNanos(longestNanos), parts.checkpoints().longest()),
        parts.checkpoints().isDue(iteration),
        parts.heldOut().filter(tracker -> tracker.isDue(iteration)).isPresent());
  }

  @Override
  public ControlFlags flagsWithin(int done) {
    return new ControlFlags(
        parts.stop().met(Duration.ofNanos(longestNanos), parts.checkpoints().longest()),
        parts.checkpoints().isDue(done),
        false);
  }

  @Override
  public void batchDone(Trainer.BatchReport report, BlockedDoubleMatrix lambda) {
    longestNanos = Math.max(longestNanos, report.nanos());
    batchNanos += report.nanos();
    parts.log().batch(report);
    startCheckpoint(report.totals(), report.state(), lambda);
  }

  @Override
  public void beforeMStep(int iteration) {
    clock.run(Phase.CHECKPOINT, iteration, parts.checkpoints()::awaitWriter);
  }

  @Override
  public void iterationDone(Trainer.IterationReport report, BlockedDoubleMatrix lambda) {
    long start = System.nanoTime();
    boolean wanted = report.last() || report.totals().flags().wholeLambda();
    OptionalDouble score = wanted ? scored(report.state(), lambda) : OptionalDouble.empty();
    long sinceBatch = report.nanos() - batchNanos + System.nanoTime() - start;
    batchNanos = 0;
    longestNanos = Math.max(longestNanos, sinceBatch);
    parts.log().iteration(report, score);
    startCheckpoint(report.totals(), report.state(), lambda);
  }

  private void startCheckpoint(
      Reduction.Totals totals, TrainingState state, BlockedDoubleMatrix lambda) {
    if (totals.flags().checkpoint()) {
      clock.run(
          Phase.CHECKPOINT, state.iteration(), () -> parts.checkpoints().start(state, lambda));
    }
  }

  /** The held-out score of the end of the training, if held-out documents were given. */
  OptionalDouble heldOut(Trainer.Outcome outcome) {
    return scored(outcome.state(), outcome.lambda());
  }

  private OptionalDouble scored(TrainingState state, BlockedDoubleMatrix lambda) {
    if (parts.heldOut().isEmpty()) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(
        clock.time(
            Phase.HELD_OUT, state.iteration(), () -> parts.heldOut().get().score(state, lambda)));
  }

  /**
   * The last checkpoint; called by all ranks.
   *
   * @return whether it is safe; true on ranks that write none
   * @throws mpjlda.core.errors.LdaException (70) if metrics are missing that still cannot be
   *     written
   */
  boolean saveNow(Trainer.Outcome outcome) {
    boolean safe =
        clock.time(
            Phase.CHECKPOINT,
            outcome.state().iteration(),
            () -> parts.checkpoints().saveNow(outcome.state(), outcome.lambda()));
    parts.log().flush();
    return safe;
  }

  @Override
  public void close() {
    parts.checkpoints().close();
    parts.log().close();
  }
}
