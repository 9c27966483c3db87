package mpjlda.train;

import java.util.Optional;
import java.util.function.Supplier;
import mpjlda.estep.EStepRunner;
import mpjlda.estep.SufficientStatistics;
import mpjlda.matrix.DoubleRows;
import mpjlda.model.RankExchange;
import mpjlda.model.TopicParameters;
import mpjlda.parallel.Workers;

/**
 * Batch variational Bayes for LDA: Hoffman, Blei and Bach (NIPS 2010), Algorithm 1, with the
 * documents spread over the ranks. Its bound is the full evidence lower bound of the corpus, for an
 * iteration's gammas and the lambda that they were fitted under.
 */
final class BatchTrainer implements Trainer {
  /**
   * What it takes to train.
   *
   * @param ranks with whom the M-step is shared
   * @param start the lambda of a new run
   * @param eta the topics' prior
   */
  record Setup(
      EStepRunner eStep,
      SufficientStatistics statistics,
      Reduction reduction,
      RankExchange ranks,
      Workers workers,
      PhaseClock clock,
      Supplier<DoubleRows> start,
      double eta,
      Goal goal) {}

  private final Setup setup;

  BatchTrainer(Setup setup) {
    this.setup = setup;
  }

  @Override
  public Optional<DocumentRows> documentRows() {
    return Optional.empty();
  }

  @Override
  public DoubleRows start() {
    return setup.start().get();
  }

  @Override
  public Outcome train(RunState state, DoubleRows lambda, Companion companion) {
    TopicParameters topics = topics(lambda, state.iteration());
    boolean stopped = false;
    while (!stopped && !setup.goal().isReached(state)) {
      int t = state.iteration() + 1;
      long start = System.nanoTime();
      EStepRunner.Result local = eStep(topics, t);
      Reduction.Local own =
          new Reduction.Local(
              local.bound(), local.sweeps(), System.nanoTime() - start, companion.wishes(t));
      Reduction.Totals global = setup.reduction().reduceScatter(setup.statistics().sums(), own, t);
      state = state.after(t, global.bound() + topics.bound());
      companion.beforeMStep(t);
      topics = mStep(topics, t);
      stopped = global.wishes().stop();
      if (stopped || global.wishes().checkpoint() || setup.goal().isReached(state)) {
        topics.completeLambda(setup.ranks());
      }
      companion.iteration(
          new IterationReport(state, global, System.nanoTime() - start), topics.lambda());
    }
    return new Outcome(topics.lambda(), state, stopped);
  }

  private TopicParameters topics(DoubleRows lambda, int t) {
    return setup
        .clock()
        .time(
            Phase.INITIALISE,
            t,
            () -> TopicParameters.of(lambda, setup.eta(), setup.workers(), setup.ranks()));
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
            () ->
                topics.next(statistics.sums(), statistics.unit(), setup.workers(), setup.ranks()));
  }
}
