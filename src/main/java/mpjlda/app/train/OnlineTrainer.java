package mpjlda.app.train;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import mpjlda.cluster.distributed.BatchWords;
import mpjlda.cluster.distributed.ControlFlags;
import mpjlda.cluster.distributed.Reduction;
import mpjlda.core.console.Phase;
import mpjlda.core.console.PhaseClock;
import mpjlda.core.kernel.DocumentSource;
import mpjlda.core.kernel.SufficientStatistics;
import mpjlda.core.matrix.BlockedDoubleMatrix;
import mpjlda.core.parallel.Workers;
import mpjlda.core.priors.DirichletPriors;
import mpjlda.core.priors.PriorLearner;
import mpjlda.core.topicmodel.EStepRunner;
import mpjlda.core.topicmodel.OnlineTopics;
import mpjlda.core.topicmodel.RankExchange;
import mpjlda.core.topicmodel.TopicParameters;

/**
 * Online variational Bayes for LDA: Hoffman, Blei and Bach (NIPS 2010), Algorithm 2, by batches of
 * documents that are spread over the ranks. An iteration is a pass over the corpus. Its bound is
 * the sum of the documents' terms, each for the lambda that its batch was fitted under, and the
 * topics' terms for the lambda at the pass's end. The textbook form is {@code TextbookOnline} of
 * the tests.
 */
final class OnlineTrainer implements Trainer {
  /**
   * The parts of the training.
   *
   * @param documents this rank's
   * @param words of a batch
   * @param ranks that share the topics' terms of the bound
   * @param start the lambda of a new run
   * @param learner makes the priors of the next batch
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
      Supplier<BlockedDoubleMatrix> start,
      PriorLearner learner,
      Goal goal) {}

  private final Setup setup;

  OnlineTrainer(Setup setup) {
    this.setup = setup;
  }

  @Override
  public List<CheckpointRows> rows(TrainingState state) {
    return List.of();
  }

  @Override
  public BlockedDoubleMatrix start() {
    return setup.start().get();
  }

  @Override
  public Outcome train(TrainingState state, BlockedDoubleMatrix lambda, TrainingListener listener) {
    OnlineTopics topics =
        new OnlineTopics(
            lambda, setup.eStep().newRows(lambda.layout()), state.priors().eta(), setup.workers());
    boolean stopped = false;
    while (!stopped && !setup.goal().isReached(state)) {
      Pass pass = new Pass(topics, state, listener);
      stopped = pass.run();
      state = pass.state;
    }
    return new Outcome(lambda, state, stopped);
  }

  /** One pass, or what is left of it. */
  private final class Pass {
    private final OnlineTopics topics;
    private final TrainingListener listener;
    private final int number;
    private final PassBatches batches;
    private final long start = System.nanoTime();
    private TrainingState state;
    private Reduction.Totals totals;

    /** The batch before which all from the present one on have been fetched. */
    private int fetched;

    Pass(OnlineTopics topics, TrainingState state, TrainingListener listener) {
      this.topics = topics;
      this.state = state;
      this.listener = listener;
      this.number = state.iteration() + 1;
      this.batches = new PassBatches(setup.schedule(), number, setup.documents());
      this.totals =
          Reduction.Totals.ofEarlierBatches(state.within().bound(), state.within().sweeps());
    }

    /** Does the batches that are left; tells whether a rank wanted to stop. */
    boolean run() {
      int last = setup.schedule().batches() - 1;
      for (int b = state.within().batches(); b < last; b++) {
        long begin = System.nanoTime();
        Reduction.Totals batch = batch(b, listener::flagsWithin);
        state =
            state.afterBatches(new TrainingState.Within(b + 1, totals.bound(), totals.sweeps()));
        long documents = setup.schedule().firstOf(b + 1);
        listener.batchDone(
            new BatchReport(state, batch, System.nanoTime() - begin, last + 1, documents),
            topics.lambda());
        if (batch.flags().stop()) {
          return true;
        }
      }
      Reduction.Totals unused = batch(last, done -> listener.flags(done + 1));
      return end();
    }

    private boolean end() {
      double topicsBound = phase(Phase.M_STEP, () -> topics.bound(setup.ranks()));
      state = state.after(number, totals.bound() + topicsBound);
      boolean stop = totals.flags().stop();
      boolean last = stop || setup.goal().isReached(state);
      listener.iterationDone(
          new IterationReport(
              state, totals, System.nanoTime() - start, last, OptionalDouble.empty()),
          topics.lambda());
      return stop;
    }

    private Reduction.Totals batch(int b, IntFunction<ControlFlags> flags) {
      SufficientStatistics statistics = setup.statistics();
      int[] own = batches.documents(b);
      phase(Phase.LOAD, () -> fetch(b));
      int[] words = phase(Phase.WAIT, () -> setup.words().of(own));
      TopicParameters rows = phase(Phase.M_STEP, () -> topics.of(words));
      long begin = System.nanoTime();
      EStepRunner eStep = eStep();
      EStepRunner.Result fit = phase(Phase.E_STEP, () -> eStep.run(rows, statistics, own, words));
      Reduction.Local local =
          new Reduction.Local(
              fit.bound(),
              fit.sweeps(),
              System.nanoTime() - begin,
              flags.apply(state.iteration()),
              fit.priorSums());
      Reduction.Totals global =
          setup.reduction().allreduce(statistics.sums(), words, local, number);
      totals = totals.plus(global);
      listener.beforeMStep(number);
      OnlineTopics.Step step = setup.schedule().step(number, b, statistics.unit());
      setup.clock().run(Phase.M_STEP, number, () -> topics.step(words, statistics.sums(), step));
      if (setup.learner().learns() && setup.schedule().learnsAfter(number, b)) {
        state = state.with(phase(Phase.M_STEP, () -> priors(b, global)));
      }
      return global;
    }

    /** Fetches as many batches together as fit: a store's blocks have documents of all of them. */
    private int fetch(int b) {
      if (b >= fetched) {
        fetched = batches.endOf(b, setup.documents().atOnce());
        setup.documents().fetch(batches.documents(b, fetched));
      }
      return fetched;
    }

    private EStepRunner eStep() {
      double[] alpha = state.priors().alpha();
      return setup.eStep().withPrior(alpha, setup.learner().documentTerms(alpha));
    }

    private DirichletPriors priors(int b, Reduction.Totals global) {
      PriorLearner learner = setup.learner();
      BatchSchedule schedule = setup.schedule();
      double[] alpha =
          learner.alpha(state.priors().alpha(), global.priorSums(), schedule.rho(number, b));
      double eta = state.priors().eta();
      if (learner.learnsEta() && schedule.learnsEtaAfter(b)) {
        eta =
            learner.eta(
                eta, prior -> topics.countSums(prior, setup.ranks()), schedule.etaPart(number, b));
        topics.changeEta(eta);
      }
      return new DirichletPriors(alpha, eta);
    }

    private <T> T phase(Phase phase, Supplier<T> work) {
      return setup.clock().time(phase, number, work);
    }
  }
}
