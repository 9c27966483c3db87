package mpjlda.train;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import mpjlda.inference.FixedTopics;
import mpjlda.model.TopicParameters;

/**
 * What goes along with the iterations on a rank: on rank 0 metrics, progress and checkpoints; on
 * all of them the wish to stop.
 */
final class RunCompanion implements BatchTrainer.Companion, AutoCloseable {
  private final IterationLog log;
  private final Optional<HeldOutTracker> heldOut;
  private final Optional<Checkpoints> checkpoints;
  private final StopConditions stop;
  private final Goal goal;
  private final PhaseClock clock;
  private long longestNanos;

  /** What goes along, where it is there. */
  record Parts(
      IterationLog log, Optional<HeldOutTracker> heldOut, Optional<Checkpoints> checkpoints) {}

  /**
   * What the run knows of its topics and its end.
   *
   * @param alpha (K) the documents' prior
   * @param reached whether a state is the end of the training
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Goal(double[] alpha, Predicate<RunState> reached) {}

  RunCompanion(Parts parts, StopConditions stop, Goal goal, PhaseClock clock) {
    this.log = parts.log();
    this.heldOut = parts.heldOut();
    this.checkpoints = parts.checkpoints();
    this.stop = stop;
    this.goal = goal;
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
    long start = System.nanoTime();
    boolean last = report.totals().stop() || goal.reached().test(report.state());
    OptionalDouble score = scored(report.state(), last, topics);
    longestNanos = Math.max(longestNanos, report.nanos() + System.nanoTime() - start);
    log.iteration(report, score);
    checkpoints.ifPresent(c -> c.iteration(report.state(), topics));
  }

  /** The held-out score of the end of the training, if held-out documents were given. */
  OptionalDouble heldOut(BatchTrainer.Outcome outcome) {
    return scored(outcome.state(), true, outcome.topics());
  }

  private OptionalDouble scored(RunState state, boolean last, TopicParameters topics) {
    if (heldOut.isEmpty()) {
      return OptionalDouble.empty();
    }
    return clock.time(
        Phase.HELD_OUT,
        state.iteration(),
        () ->
            heldOut
                .get()
                .iteration(state, last, () -> new FixedTopics(topics.lambda(), goal.alpha())));
  }

  /**
   * The last checkpoint.
   *
   * @return whether it is safe; true on ranks that write none
   */
  boolean saveNow(BatchTrainer.Outcome outcome) {
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
