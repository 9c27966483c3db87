package mpjlda.app.train;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import mpjlda.cluster.distributed.Reduction;
import mpjlda.core.console.Console;
import mpjlda.core.console.Phase;
import mpjlda.core.console.PhaseClock;
import mpjlda.core.kernel.SufficientStatistics;
import mpjlda.core.kernel.WithheldTokens;
import mpjlda.core.matrix.BlockedDoubleMatrix;
import mpjlda.core.parallel.Workers;
import mpjlda.core.priors.DirichletPriors;
import mpjlda.core.priors.DocumentTerms;
import mpjlda.core.priors.PredictionLearner;
import mpjlda.core.priors.PriorLearner;
import mpjlda.core.topicmodel.ColumnTotals;
import mpjlda.core.topicmodel.EStepRunner;
import mpjlda.core.topicmodel.RankExchange;
import mpjlda.core.topicmodel.TopicParameters;
import mpjlda.core.topicmodel.WordTerms;

/**
 * Batch variational Bayes for LDA: Hoffman, Blei and Bach (NIPS 2010), Algorithm 1, with the
 * documents spread over the ranks. Its bound is the full evidence lower bound of the corpus, for an
 * iteration's gammas and the lambda that they were fitted under. The textbook form is {@code
 * TextbookLda} of the tests.
 */
final class BatchTrainer implements Trainer {
  /**
   * The parts of the training.
   *
   * @param eStep remembers the gammas in {@code continued}, if present
   * @param continued the gammas that documents continue from
   * @param ranks that share the M-step
   * @param start the lambda of a new run
   * @param learner makes the priors of the next iteration from all counts
   * @param prediction makes them from withheld tokens, if it does
   */
  record Setup(
      EStepRunner eStep,
      Optional<Continued> continued,
      SufficientStatistics statistics,
      Reduction reduction,
      RankExchange ranks,
      Workers workers,
      PhaseClock clock,
      Supplier<BlockedDoubleMatrix> start,
      PriorLearner learner,
      Optional<Prediction> prediction,
      Goal goal) {}

  /** Priors that are learned from withheld tokens. */
  record Prediction(PredictionLearner learner, WithheldTokens tokens) {}

  /**
   * Gammas that are continued: then every step under given priors raises the bound.
   *
   * @param after the last iteration in which all documents start from scratch, ≥ 1
   * @param rounding the largest relative fall of the bound by the kernels' rounding
   * @param console receives a warning if the bound falls
   */
  record Continued(CheckpointRows gammas, int after, double rounding, Console console) {}

  private final Setup setup;

  BatchTrainer(Setup setup) {
    this.setup = setup;
  }

  @Override
  public List<CheckpointRows> rows(TrainingState state) {
    return setup.continued().map(Continued::gammas).stream().toList();
  }

  @Override
  public BlockedDoubleMatrix start() {
    return setup.start().get();
  }

  @Override
  public Outcome train(TrainingState state, BlockedDoubleMatrix lambda, TrainingListener listener) {
    TopicParameters topics = topics(lambda, state);
    if (withholding(state.iteration() + 1).isPresent()) {
      topics.completeLambda(setup.ranks());
    }
    EStepRunner eStep = eStepUnder(state);
    boolean stopped = false;
    while (!stopped && !setup.goal().isReached(state)) {
      int t = state.iteration() + 1;
      long start = System.nanoTime();
      EStepRunner.Result local = eStep(eStep, topics, t);
      Reduction.Local own =
          new Reduction.Local(
              local.bound(),
              local.sweeps(),
              System.nanoTime() - start,
              listener.flags(t),
              local.priorSums());
      Reduction.Totals global = setup.reduction().reduceScatter(setup.statistics().sums(), own, t);
      state = state.after(t, global.bound() + topics.bound());
      checkRise(state);
      listener.beforeMStep(t);
      OptionalDouble withheld =
          setup.prediction().stream()
              .flatMapToDouble(p -> p.learner().score(t, global.priorSums()).stream())
              .findFirst();
      state = state.with(priors(state, global));
      eStep = eStepUnder(state);
      topics = mStep(topics.withEta(state.priors().eta()), t);
      stopped = global.flags().stop();
      boolean last = stopped || setup.goal().isReached(state);
      if (last
          || global.flags().checkpoint()
          || global.flags().wholeLambda()
          || withholding(t + 1).isPresent()) {
        topics.completeLambda(setup.ranks());
      }
      listener.iterationDone(
          new IterationReport(state, global, System.nanoTime() - start, last, withheld),
          topics.lambda());
    }
    return new Outcome(topics.lambda(), state, stopped);
  }

  private TopicParameters topics(BlockedDoubleMatrix lambda, TrainingState state) {
    double eta = state.priors().eta();
    return setup
        .clock()
        .time(
            Phase.INITIALISE,
            state.iteration(),
            () ->
                TopicParameters.of(
                    lambda,
                    setup.eStep().newRows(lambda.layout()),
                    eta,
                    setup.workers(),
                    setup.ranks()));
  }

  /** The learning of an iteration from withheld tokens, if there is any. */
  private Optional<Prediction> withholding(int iteration) {
    return setup.prediction().filter(p -> p.learner().withholds(iteration));
  }

  private EStepRunner eStepUnder(TrainingState state) {
    double[] alpha = state.priors().alpha();
    if (setup.prediction().isPresent()) {
      EStepRunner plain = setup.eStep().withPrior(alpha, DocumentTerms.NONE);
      return withholding(state.iteration() + 1)
          .map(p -> plain.withholding(p.tokens()))
          .orElse(plain);
    }
    return setup.eStep().withPrior(alpha, setup.learner().documentTerms(alpha));
  }

  private DirichletPriors priors(TrainingState state, Reduction.Totals global) {
    if (setup.prediction().isPresent()) {
      return setup
          .prediction()
          .get()
          .learner()
          .next(
              state.iteration(),
              state.priors(),
              global.priorSums(),
              () -> ColumnTotals.of(setup.statistics(), setup.ranks()));
    }
    SufficientStatistics statistics = setup.statistics();
    WordTerms.WordCounts counts = new WordTerms.WordCounts(statistics.sums(), statistics.unit());
    return setup
        .clock()
        .time(
            Phase.M_STEP,
            state.iteration(),
            () ->
                setup
                    .learner()
                    .next(
                        state.iteration(),
                        state.priors(),
                        global.priorSums(),
                        b -> WordTerms.of(counts, b, setup.workers(), setup.ranks())));
  }

  private EStepRunner.Result eStep(EStepRunner eStep, TopicParameters topics, int t) {
    return setup
        .clock()
        .time(Phase.E_STEP, t, () -> eStep.run(topics, setup.statistics(), startOf(t)));
  }

  private EStepRunner.Start startOf(int t) {
    return setup.continued().filter(c -> t > c.after()).isPresent()
        ? EStepRunner.Start.CONTINUED
        : EStepRunner.Start.FROM_SCRATCH;
  }

  /**
   * Warns of a falling bound. With documents that start from scratch it may fall; with continued
   * ones it cannot, except for learned priors, which serve prediction, not the bound.
   */
  private void checkRise(TrainingState state) {
    setup
        .continued()
        .filter(c -> state.iteration() > c.after() && !setup.learner().learns())
        .ifPresent(c -> checkRise(state, c));
  }

  private static void checkRise(TrainingState state, Continued continued) {
    double fall = state.previousBound() - state.bound();
    if (fall > continued.rounding() * Math.abs(state.previousBound())) {
      continued
          .console()
          .say(
              "warning: the bound fell by "
                  + fall
                  + " nats in iteration "
                  + state.iteration()
                  + ", in which it must rise: this should not happen. Please report it, with the"
                  + " command line and model.json.");
    }
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
