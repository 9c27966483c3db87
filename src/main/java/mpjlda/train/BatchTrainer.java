package mpjlda.train;

import mpjlda.estep.EStepRunner;
import mpjlda.estep.SufficientStatistics;
import mpjlda.model.TopicParameters;
import mpjlda.parallel.Workers;

/**
 * Batch variational Bayes for LDA: Hoffman, Blei and Bach (NIPS 2010), Algorithm 1, with the
 * documents spread over the ranks.
 *
 * <p>Every rank runs the same loop and holds the same topics after each iteration, to the bit.
 */
final class BatchTrainer {
  /**
   * What it takes to train.
   *
   * @param maxIterations passes over the corpus
   * @param tolerance relative change of the bound that ends training; 0 = never
   */
  record Setup(
      EStepRunner eStep,
      SufficientStatistics statistics,
      Reduction reduction,
      Workers workers,
      PhaseClock clock,
      int maxIterations,
      double tolerance) {}

  /** Goes along with the iterations. */
  interface Companion {
    /** Whether this rank wants the run to stop after this iteration; if one does, all stop. */
    boolean wantsStop();

    /** The M-step is about to change lambda in place. */
    void beforeMStep(int iteration);

    /** An iteration is done. */
    void iteration(IterationReport report, TopicParameters topics);
  }

  /**
   * An iteration as this rank saw it.
   *
   * @param state after it; its bound is the full evidence lower bound of the corpus, in nats, for
   *     this iteration's gammas and the lambda that they were fitted under
   */
  record IterationReport(RunState state, Reduction.Totals totals, long nanos) {}

  /**
   * The end of the loop.
   *
   * @param topics after the last M-step
   * @param stopped whether a rank wanted to stop before the end
   */
  record Outcome(TopicParameters topics, RunState state, boolean stopped) {}

  private final Setup setup;

  BatchTrainer(Setup setup) {
    this.setup = setup;
  }

  /** Whether there is anything left to do. */
  boolean isDone(RunState state) {
    return state.iteration() >= setup.maxIterations() || state.converged(setup.tolerance());
  }

  /**
   * Trains on from the given state and topics; the topics must not be used afterwards.
   *
   * @param state 0 iterations for a new run
   */
  Outcome train(RunState state, TopicParameters topics, Companion companion) {
    boolean stopped = false;
    while (!stopped && !isDone(state)) {
      int t = state.iteration() + 1;
      long start = System.nanoTime();
      EStepRunner.Result local = eStep(topics, t);
      Reduction.Local own =
          new Reduction.Local(local, System.nanoTime() - start, companion.wantsStop());
      Reduction.Totals global = setup.reduction().allreduce(setup.statistics(), own, t);
      state = state.after(t, global.bound() + topics.bound());
      companion.beforeMStep(t);
      topics = mStep(topics, t);
      companion.iteration(new IterationReport(state, global, System.nanoTime() - start), topics);
      stopped = global.stop();
    }
    return new Outcome(topics, state, stopped);
  }

  private EStepRunner.Result eStep(TopicParameters topics, int t) {
    return setup.clock().time(Phase.E_STEP, t, () -> setup.eStep().run(topics, setup.statistics()));
  }

  private TopicParameters mStep(TopicParameters topics, int t) {
    SufficientStatistics statistics = setup.statistics();
    return setup
        .clock()
        .time(
            Phase.M_STEP,
            t,
            () -> topics.next(statistics.sums(), statistics.unit(), setup.workers()));
  }
}
