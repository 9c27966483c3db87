package mpjlda.app.train;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import java.util.stream.Stream;
import mpjlda.cluster.distributed.ControlFlags;
import mpjlda.cluster.distributed.Reduction;
import mpjlda.core.console.Phase;
import mpjlda.core.console.PhaseClock;
import mpjlda.core.kernel.SufficientStatistics;
import mpjlda.core.kernel.cvb.CvbRunner;
import mpjlda.core.kernel.cvb.CvbTopics;
import mpjlda.core.kernel.cvb.RandomStart;
import mpjlda.core.math.ExactSum;
import mpjlda.core.matrix.BlockedDoubleMatrix;
import mpjlda.core.parallel.Workers;
import mpjlda.core.priors.DirichletPriors;
import mpjlda.core.priors.DocumentTerms;
import mpjlda.core.priors.PredictionLearner;
import mpjlda.core.priors.PriorLearner;
import mpjlda.core.topicmodel.ColumnTotals;
import mpjlda.core.topicmodel.RankExchange;
import mpjlda.core.topicmodel.WordTerms;

/**
 * Zero-order collapsed variational Bayes: Asuncion, Welling, Smyth and Teh (UAI 2009), eq. (13),
 * with the token's own weight taken out by a second step, and synchronous: all counts of the last
 * iteration stay fixed while the next ones are made. Its bound is the training log-likelihood under
 * the posterior means that an iteration starts from. The textbook form is {@code TextbookCvb0} of
 * the tests.
 */
final class CvbTrainer implements Trainer {
  /**
   * The parts of the training.
   *
   * @param documentCounts (D × K) N_dk of this rank's documents, 0 for a new run
   * @param previousCounts (V × K) N_wk of the iteration before, if the topics are over-relaxed
   * @param wordCounts (V × K) the next N_wk
   * @param start draws a new run's counts
   * @param given the lambda that a new run starts from instead, its documents' tokens spread evenly
   * @param eta the topics' prior at the start
   * @param learner makes the priors of the next iteration from all counts
   * @param prediction makes them from withheld tokens, if it does
   */
  record Setup(
      CvbRunner pass,
      CheckpointRows documentCounts,
      Optional<CheckpointRows> previousCounts,
      SufficientStatistics wordCounts,
      RandomStart start,
      Optional<Supplier<BlockedDoubleMatrix>> given,
      Reduction reduction,
      Workers workers,
      PhaseClock clock,
      long seed,
      double eta,
      PriorLearner learner,
      Optional<PredictionLearner> prediction,
      Goal goal) {}

  /** While the topics form they run further ahead. */
  private static final int FORMED = 30;

  private static final double MU_BEFORE = 1.5;
  private static final double MU_AFTER = 1;

  private final Setup setup;

  CvbTrainer(Setup setup) {
    this.setup = setup;
  }

  @Override
  public List<CheckpointRows> rows(TrainingState state) {
    return Stream.concat(Stream.of(setup.documentCounts()), setup.previousCounts().stream())
        .toList();
  }

  @Override
  public BlockedDoubleMatrix start() {
    return setup.given().map(this::spread).orElseGet(this::draw);
  }

  private BlockedDoubleMatrix spread(Supplier<BlockedDoubleMatrix> given) {
    setup.start().spreadEvenly();
    return given.get();
  }

  private BlockedDoubleMatrix draw() {
    setup.start().draw(setup.seed(), setup.workers());
    Reduction.Totals unused =
        allreduce(new CvbRunner.Result(new ExactSum(), List.of()), 0, ControlFlags.NONE, 0);
    BlockedDoubleMatrix lambda = new BlockedDoubleMatrix(setup.wordCounts().sums().layout());
    CvbTopics.fill(lambda, setup.eta(), setup.wordCounts(), setup.workers());
    return lambda;
  }

  @Override
  public Outcome train(TrainingState state, BlockedDoubleMatrix lambda, TrainingListener listener) {
    CvbTopics topics =
        new CvbTopics(
            lambda,
            state.priors().eta(),
            setup.previousCounts().map(CheckpointRows::rows),
            mu(state.iteration()),
            setup.workers());
    boolean stopped = false;
    while (!stopped && !setup.goal().isReached(state)) {
      int t = state.iteration() + 1;
      long start = System.nanoTime();
      CvbRunner.Result local = pass(topics, state);
      Reduction.Totals global = allreduce(local, System.nanoTime() - start, listener.flags(t), t);
      state = state.after(t, global.bound());
      listener.beforeMStep(t);
      OptionalDouble withheld =
          setup.prediction().stream()
              .flatMapToDouble(p -> p.score(t, global.priorSums()).stream())
              .findFirst();
      state = state.with(priors(state, global));
      update(topics, state);
      stopped = global.flags().stop();
      boolean last = stopped || setup.goal().isReached(state);
      listener.iterationDone(
          new IterationReport(state, global, System.nanoTime() - start, last, withheld),
          topics.lambda());
    }
    return new Outcome(topics.lambda(), state, stopped);
  }

  /** How far the topics run ahead of the counts of an iteration. */
  private double mu(int iteration) {
    if (iteration == 0 || setup.previousCounts().isEmpty()) {
      return 0;
    }
    return iteration < FORMED ? MU_BEFORE : MU_AFTER;
  }

  private boolean withholds(int iteration) {
    return setup.prediction().filter(p -> p.withholds(iteration)).isPresent();
  }

  private CvbRunner.Result pass(CvbTopics topics, TrainingState state) {
    int t = state.iteration() + 1;
    double[] alpha = state.priors().alpha();
    DocumentTerms terms =
        setup.prediction().isPresent() ? DocumentTerms.NONE : setup.learner().documentTerms(alpha);
    CvbRunner.Pass pass = new CvbRunner.Pass(alpha, terms, withholds(t));
    return setup.clock().time(Phase.E_STEP, t, () -> setup.pass().run(topics, pass));
  }

  /** Every rank has all counts, and does the same. */
  private DirichletPriors priors(TrainingState state, Reduction.Totals global) {
    if (setup.prediction().isPresent()) {
      return setup
          .prediction()
          .get()
          .next(
              state.iteration(),
              state.priors(),
              global.priorSums(),
              () -> ColumnTotals.of(setup.wordCounts(), RankExchange.ALONE));
    }
    WordTerms.WordCounts counts =
        new WordTerms.WordCounts(setup.wordCounts().sums(), setup.wordCounts().unit());
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
                        b -> WordTerms.of(counts, b, setup.workers(), RankExchange.ALONE)));
  }

  private Reduction.Totals allreduce(
      CvbRunner.Result local, long nanos, ControlFlags flags, int t) {
    long documents = setup.documentCounts().rows().layout().rows();
    return setup
        .reduction()
        .allreduce(
            setup.wordCounts().sums(),
            new Reduction.Local(local.likelihood(), documents, nanos, flags, local.priorSums()),
            t);
  }

  private void update(CvbTopics topics, TrainingState state) {
    double eta = state.priors().eta();
    setup
        .clock()
        .run(
            Phase.M_STEP,
            state.iteration(),
            () -> topics.update(setup.wordCounts(), eta, mu(state.iteration()), setup.workers()));
  }
}
