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

  /** Is told of every iteration. */
  @FunctionalInterface
  interface Listener {
    void iteration(IterationReport report);
  }

  /**
   * An iteration as this rank saw it.
   *
   * @param bound the full evidence lower bound of the corpus, in nats, for this iteration's gammas
   *     and the lambda that they were fitted under
   */
  record IterationReport(int iteration, double bound, Reduction.Totals totals, long nanos) {}

  private final Setup setup;

  BatchTrainer(Setup setup) {
    this.setup = setup;
  }

  /**
   * Trains from the given topics, which must not be used afterwards.
   *
   * @return the topics after the last M-step
   */
  TopicParameters train(TopicParameters topics, Listener listener) {
    Convergence convergence = new Convergence(setup.tolerance());
    for (int t = 1; t <= setup.maxIterations() && !convergence.reached(); t++) {
      long start = System.nanoTime();
      EStepRunner.Result local = eStep(topics, t);
      Reduction.Totals global =
          setup.reduction().allreduce(setup.statistics(), local, System.nanoTime() - start, t);
      double bound = global.bound() + topics.bound();
      topics = mStep(topics, t);
      convergence.record(bound);
      listener.iteration(new IterationReport(t, bound, global, System.nanoTime() - start));
    }
    return topics;
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
