package mpjlda.train;

import java.time.Duration;
import java.util.Optional;
import mpjlda.model.TopicParameters;

/**
 * What goes along with the iterations on a rank: on rank 0 metrics, progress and checkpoints; on
 * all of them the wish to stop.
 */
final class RunCompanion implements BatchTrainer.Companion, AutoCloseable {
  private final IterationLog log;
  private final Optional<Checkpoints> checkpoints;
  private final StopConditions stop;
  private final PhaseClock clock;
  private long longestNanos;

  RunCompanion(
      IterationLog log, Optional<Checkpoints> checkpoints, StopConditions stop, PhaseClock clock) {
    this.log = log;
    this.checkpoints = checkpoints;
    this.stop = stop;
    this.clock = clock;
  }

  @Override
  public boolean wantsStop() {
    return stop.met(
        Duration.ofNanos(longestNanos),
        checkpoints.map(Checkpoints::longest).orElse(Duration.ZERO));
  }

  @Override
  public void beforeMStep(int iteration) {
    checkpoints.ifPresent(c -> clock.run(Phase.CHECKPOINT, iteration, c::awaitWriter));
  }

  @Override
  public void iteration(BatchTrainer.IterationReport report, TopicParameters topics) {
    longestNanos = Math.max(longestNanos, report.nanos());
    log.iteration(report);
    checkpoints.ifPresent(c -> c.iteration(report.state(), topics));
  }

  /**
   * The last checkpoint.
   *
   * @return whether it is safe; true on ranks that write none
   * @throws mpjlda.errors.LdaException (70) if metrics are missing that still cannot be written
   */
  boolean saveNow(BatchTrainer.Outcome outcome) {
    boolean safe = saveCheckpoint(outcome);
    log.flush();
    return safe;
  }

  private boolean saveCheckpoint(BatchTrainer.Outcome outcome) {
    return checkpoints
        .map(
            c ->
                clock.time(
                    Phase.CHECKPOINT,
                    outcome.state().iteration(),
                    () -> c.saveNow(outcome.state(), outcome.topics())))
        .orElse(true);
  }

  @Override
  public void close() {
    checkpoints.ifPresent(Checkpoints::close);
    log.close();
  }
}
