package mpjlda.train;

import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import mpjlda.estep.DocumentSource;
import mpjlda.estep.EStepRunner;
import mpjlda.estep.SufficientStatistics;
import mpjlda.matrix.DoubleRows;
import mpjlda.model.OnlineTopics;
import mpjlda.model.RankExchange;
import mpjlda.model.TopicParameters;
import mpjlda.parallel.Workers;

/**
 * Online variational Bayes for LDA: Hoffman, Blei and Bach (NIPS 2010), Algorithm 2, by batches of
 * documents that are spread over the ranks. An iteration is a pass over the corpus. Its bound is
 * the sum of the documents' terms, each for the lambda that its batch was fitted under, and the
 * topics' terms for the lambda at the pass's end.
 */
final class OnlineTrainer implements Trainer {
  /**
   * What it takes to train.
   *
   * @param documents this rank's
   * @param words of a batch
   * @param ranks with whom the topics' terms of the bound are worked out
   * @param start the lambda of a new run
   * @param eta the topics' prior
   */
  record Setup(
      EStepRunner eStep,
      DocumentSource documents,
      BatchSchedule schedule,
      BatchWords words,
      SufficientStatistics statistics,
      Reduction reduction,
      RankExchange ranks,
      Workers workers,
      PhaseClock clock,
      Supplier<DoubleRows> start,
      double eta,
      Goal goal) {}

  private final Setup setup;

  OnlineTrainer(Setup setup) {
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
    OnlineTopics topics = new OnlineTopics(lambda, setup.eta(), setup.workers());
    boolean stopped = false;
    while (!stopped && !setup.goal().isReached(state)) {
      Pass pass = new Pass(topics, state, companion);
      stopped = pass.run();
      state = pass.state;
    }
    return new Outcome(lambda, state, stopped);
  }

  /** One pass, or what is left of it. */
  private final class Pass {
    private final OnlineTopics topics;
    private final Companion companion;
    private final int number;
    private final PassBatches batches;
    private final long start = System.nanoTime();
    private RunState state;
    private Reduction.Totals totals;

    Pass(OnlineTopics topics, RunState state, Companion companion) {
      this.topics = topics;
      this.state = state;
      this.companion = companion;
      this.number = state.iteration() + 1;
      this.batches = new PassBatches(setup.schedule(), number, setup.documents());
      this.totals = Reduction.Totals.of(state.within(), setup.ranks().count());
    }

    /** Does the batches that are left; tells whether a rank wanted to stop. */
    boolean run() {
      int last = setup.schedule().batches() - 1;
      for (int b = state.within().batches(); b < last; b++) {
        long begin = System.nanoTime();
        Reduction.Totals batch = batch(b, companion::wishesWithin);
        state = state.afterBatches(new RunState.Within(b + 1, totals.bound(), totals.sweeps()));
        long documents = setup.schedule().firstOf(b + 1);
        companion.batch(
            new BatchReport(state, batch, System.nanoTime() - begin, last + 1, documents),
            topics.lambda());
        if (batch.wishes().stop()) {
          return true;
        }
      }
      Reduction.Totals unused = batch(last, done -> companion.wishes(done + 1));
      return end();
    }

    private boolean end() {
      double topicsBound = phase(Phase.M_STEP, () -> topics.bound(setup.ranks()));
      state = state.after(number, totals.bound() + topicsBound);
      boolean stop = totals.wishes().stop();
      boolean last = stop || setup.goal().isReached(state);
      companion.iteration(
          new IterationReport(state, totals, System.nanoTime() - start, last), topics.lambda());
      return stop;
    }

    private Reduction.Totals batch(int b, IntFunction<Wishes> wishes) {
      SufficientStatistics statistics = setup.statistics();
      int[] own = batches.documents(b);
      int[] words = phase(Phase.WAIT, () -> setup.words().of(own));
      TopicParameters rows = phase(Phase.M_STEP, () -> topics.of(words));
      statistics.clear(words);
      long begin = System.nanoTime();
      EStepRunner.Result fit = phase(Phase.E_STEP, () -> setup.eStep().run(rows, statistics, own));
      Reduction.Local local =
          new Reduction.Local(
              fit.bound(),
              fit.sweeps(),
              System.nanoTime() - begin,
              wishes.apply(state.iteration()));
      Reduction.Totals global =
          setup.reduction().allreduce(statistics.sums(), words, local, number);
      totals = totals.plus(global);
      companion.beforeMStep(number);
      OnlineTopics.Step step = setup.schedule().step(number, b, statistics.unit());
      setup.clock().run(Phase.M_STEP, number, () -> topics.step(words, statistics.sums(), step));
      return global;
    }

    private <T> T phase(Phase phase, Supplier<T> work) {
      return setup.clock().time(phase, number, work);
    }
  }
}
