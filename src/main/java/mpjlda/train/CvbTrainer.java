package mpjlda.train;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import mpjlda.cvb.CvbRunner;
import mpjlda.cvb.CvbTopics;
import mpjlda.cvb.RandomStart;
import mpjlda.cvb.WordCounts;
import mpjlda.math.ExactSum;
import mpjlda.matrix.DoubleRows;
import mpjlda.model.RankExchange;
import mpjlda.model.WordTerms;
import mpjlda.parallel.Workers;
import mpjlda.priors.DirichletPriors;
import mpjlda.priors.DocumentTerms;
import mpjlda.priors.PriorLearner;

/**
 * Zero-order collapsed variational Bayes: Asuncion, Welling, Smyth and Teh (UAI 2009), eq. (13),
 * with the token's own weight taken out by a second step, and synchronous: all counts of the last
 * iteration stay fixed while the next ones are made. Its bound is the training log-likelihood under
 * the posterior means that an iteration starts from.
 */
final class CvbTrainer implements Trainer {
  /**
   * What it takes to train.
   *
   * @param documentCounts (D × K) N_dk of this rank's documents, 0 for a new run
   * @param wordCounts (V × K) the next N_wk
   * @param start draws a new run's counts
   * @param given the lambda that a new run starts from instead, its documents' tokens spread evenly
   * @param eta the topics' prior at the start
   * @param learner makes the priors of the next iteration
   */
  record Setup(
      CvbRunner pass,
      DocumentRows documentCounts,
      WordCounts wordCounts,
      RandomStart start,
      Optional<Supplier<DoubleRows>> given,
      Reduction reduction,
      Workers workers,
      PhaseClock clock,
      long seed,
      double eta,
      PriorLearner learner,
      Goal goal) {}

  private final Setup setup;

  CvbTrainer(Setup setup) {
    this.setup = setup;
  }

  @Override
  public Optional<DocumentRows> documentRows(RunState state) {
    return Optional.of(setup.documentCounts());
  }

  @Override
  public DoubleRows start() {
    return setup.given().map(this::spread).orElseGet(this::draw);
  }

  private DoubleRows spread(Supplier<DoubleRows> given) {
    setup.start().spreadEvenly();
    return given.get();
  }

  private DoubleRows draw() {
    setup.start().draw(setup.seed(), setup.workers());
    Reduction.Totals unused =
        allreduce(new CvbRunner.Result(new ExactSum(), List.of()), 0, Wishes.NONE, 0);
    DoubleRows lambda = new DoubleRows(setup.wordCounts().sums().layout());
    CvbTopics.fill(lambda, setup.eta(), setup.wordCounts().sums(), setup.workers());
    return lambda;
  }

  @Override
  public Outcome train(RunState state, DoubleRows lambda, Companion companion) {
    CvbTopics topics = new CvbTopics(lambda, setup.workers());
    boolean stopped = false;
    while (!stopped && !setup.goal().isReached(state)) {
      int t = state.iteration() + 1;
      long start = System.nanoTime();
      CvbRunner.Result local = pass(topics, state);
      Reduction.Totals global = allreduce(local, System.nanoTime() - start, companion.wishes(t), t);
      state = state.after(t, global.bound());
      companion.beforeMStep(t);
      state = state.with(priors(state, global));
      update(topics, state);
      stopped = global.wishes().stop();
      boolean last = stopped || setup.goal().isReached(state);
      companion.iteration(
          new IterationReport(state, global, System.nanoTime() - start, last), topics.lambda());
    }
    return new Outcome(topics.lambda(), state, stopped);
  }

  private CvbRunner.Result pass(CvbTopics topics, RunState state) {
    double[] alpha = state.priors().alpha();
    DocumentTerms terms = setup.learner().documentTerms(alpha);
    return setup
        .clock()
        .time(Phase.E_STEP, state.iteration() + 1, () -> setup.pass().run(topics, alpha, terms));
  }

  /** Every rank has all counts, and does the same. */
  private DirichletPriors priors(RunState state, Reduction.Totals global) {
    WordTerms.WordCounts counts =
        new WordTerms.WordCounts(setup.wordCounts().sums(), WordCounts.UNIT);
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

  private Reduction.Totals allreduce(CvbRunner.Result local, long nanos, Wishes wishes, int t) {
    long documents = setup.documentCounts().rows().layout().rows();
    return setup
        .reduction()
        .allreduce(
            setup.wordCounts().sums(),
            new Reduction.Local(local.likelihood(), documents, nanos, wishes, local.priorSums()),
            t);
  }

  private void update(CvbTopics topics, RunState state) {
    double eta = state.priors().eta();
    setup
        .clock()
        .run(
            Phase.M_STEP,
            state.iteration(),
            () -> topics.update(setup.wordCounts().sums(), eta, setup.workers()));
  }
}
