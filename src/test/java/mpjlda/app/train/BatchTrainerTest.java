package mpjlda.app.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import mpjlda.cluster.comm.InProcessRanks;
import mpjlda.cluster.distributed.OccurringRows;
import mpjlda.cluster.distributed.OccurringRowsTest;
import mpjlda.cluster.distributed.Reduction;
import mpjlda.core.console.PhaseClock;
import mpjlda.core.kernel.ScalarKernel;
import mpjlda.core.kernel.SufficientStatistics;
import mpjlda.core.matrix.BlockedDoubleMatrix;
import mpjlda.core.matrix.BlockedFloatMatrix;
import mpjlda.core.matrix.RowLayout;
import mpjlda.core.parallel.Communicator;
import mpjlda.core.parallel.Workers;
import mpjlda.core.priors.DirichletPriors;
import mpjlda.core.priors.PriorLearner;
import mpjlda.core.priors.PriorLearning;
import mpjlda.core.priors.PriorScale;
import mpjlda.core.topicmodel.EStepRunner;
import mpjlda.oracle.Corpus;
import mpjlda.oracle.LdaToy;
import mpjlda.oracle.TextbookLda;
import mpjlda.oracle.ToyCorpora;
import org.apache.commons.numbers.gamma.LogGamma;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole runs, on ranks that are threads, against a slow textbook form and golden values. */
class BatchTrainerTest {
  private static final long SEED = Long.getLong("tests.seed", 20261121);
  private static final double BOUND_RELATIVE = 1e-9;
  private static final double LAMBDA_RELATIVE = 1e-6;

  /** A run's options beside the corpus. */
  private record Run(
      double[][] initialLambda,
      double[] alpha,
      double eta,
      int iterations,
      int threads,
      int continueAfter,
      PriorLearning learning,
      int done) {
    Run(double[][] initialLambda, double[] alpha, double eta, int iterations, int threads) {
      this(
          initialLambda, alpha, eta, iterations, threads, Integer.MAX_VALUE, PriorLearning.NONE, 0);
    }

    Run continuing(int after) {
      return new Run(initialLambda, alpha, eta, iterations, threads, after, learning, done);
    }

    Run learning(PriorLearning learned) {
      return new Run(initialLambda, alpha, eta, iterations, threads, continueAfter, learned, done);
    }

    /** Goes on after so many iterations, with what is given here. */
    Run from(int t) {
      return new Run(initialLambda, alpha, eta, iterations, threads, continueAfter, learning, t);
    }
  }

  private record Outcome(double[][] lambda, double[] bounds, DirichletPriors priors) {}

  private static Outcome train(Communicator comm, Corpus corpus, Run run) {
    int topics = run.alpha().length;
    RowLayout layout = RowLayout.of(corpus.vocabulary(), topics);
    BlockedDoubleMatrix lambda = new BlockedDoubleMatrix(layout);
    for (int w = 0; w < layout.rows(); w++) {
      for (int k = 0; k < topics; k++) {
        lambda.set(w, k, run.initialLambda()[k][w]);
      }
    }
    Part part = Part.of(corpus, comm);
    try (Workers workers = new Workers(run.threads())) {
      PhaseClock clock = new PhaseClock(new SilentConsole());
      EStepRunner eStep =
          new EStepRunner(
              part, new ScalarKernel(), new EStepRunner.Settings(run.alpha(), 1e-3, 100), workers);
      CheckpointRows gammas =
          CheckpointRows.ofDocuments(
              "gamma",
              part.firstDocument(),
              new BlockedFloatMatrix(RowLayout.of(part.count(), run.alpha().length)));
      SilentConsole complaints = new SilentConsole();
      OccurringRows rows = OccurringRowsTest.of(part, workers, layout, comm, clock);
      BatchTrainer trainer =
          new BatchTrainer(
              new BatchTrainer.Setup(
                  eStep.remembering(gammas.rows()),
                  Optional.of(
                      new BatchTrainer.Continued(gammas, run.continueAfter(), 1e-9, complaints)),
                  SufficientStatistics.ofCorpus(layout, corpus.tokens(), run.threads()),
                  new Reduction(comm, clock, rows),
                  rows,
                  workers,
                  clock,
                  () -> lambda,
                  new PriorLearner(run.learning(), PriorScale.VARIATIONAL),
                  Optional.empty(),
                  new Trainer.Goal(run.iterations(), 0)));
      Bounds bounds = new Bounds();
      Trainer.Outcome outcome =
          trainer.train(
              new TrainingState(
                  run.done(),
                  Double.NaN,
                  Double.NaN,
                  TrainingState.Within.NOTHING,
                  0,
                  new DirichletPriors(run.alpha(), run.eta())),
              trainer.start(),
              bounds);
      BlockedDoubleMatrix last = outcome.lambda();
      double[][] result = new double[topics][layout.rows()];
      for (int w = 0; w < layout.rows(); w++) {
        for (int k = 0; k < topics; k++) {
          result[k][w] = last.get(w, k);
        }
      }
      assertThat(complaints.said()).isEmpty();
      return new Outcome(result, bounds.found(), outcome.state().priors());
    }
  }

  private static Outcome trainOn(int ranks, Corpus corpus, Run run) {
    List<Outcome> all = InProcessRanks.run(ranks, comm -> train(comm, corpus, run));
    for (Outcome other : all) {
      assertThat(other.lambda()).as("the same on every rank").isDeepEqualTo(all.get(0).lambda());
      assertThat(other.bounds()).containsExactly(all.get(0).bounds());
    }
    return all.get(0);
  }

  private static void assertClose(double[][] found, double[][] expected) {
    for (int k = 0; k < expected.length; k++) {
      for (int w = 0; w < expected[k].length; w++) {
        assertThat(found[k][w])
            .as("seed %d, topic %d, word %d", SEED, k, w)
            .isCloseTo(expected[k][w], within(LAMBDA_RELATIVE * expected[k][w]));
      }
    }
  }

  static Stream<Arguments> corpora() {
    return Stream.of(
        Arguments.of("moderate", ToyCorpora.moderate(SEED)),
        Arguments.of("empty documents", ToyCorpora.withEmptyDocuments(SEED)),
        Arguments.of("single words", ToyCorpora.withSingleWordDocuments(SEED)),
        Arguments.of("a word 5,000 times", ToyCorpora.withRepeatedWord(SEED)),
        Arguments.of("2,000 distinct words", ToyCorpora.withLongDocument(SEED)),
        Arguments.of("words that never occur", ToyCorpora.withUnseenWords(SEED)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("corpora")
  void agreesWithTheTextbook(String name, Corpus corpus) {
    double[] alpha = {0.1, 0.5, 0.05, 0.1, 0.2, 0.1, 1.5};
    double[][] start = ToyCorpora.initialLambda(SEED, 7, corpus.vocabulary());
    TextbookLda.Result expected =
        TextbookLda.run(corpus.words(), corpus.counts(), start, alpha, 0.01, 15, 1e-3, 100);
    Outcome found = trainOn(3, corpus, new Run(start, alpha, 0.01, 15, 2));
    for (int t = 0; t < 15; t++) {
      double bound = expected.bounds()[t];
      assertThat(found.bounds()[t])
          .as("%s, seed %d, bound of iteration %d", name, SEED, t + 1)
          .isCloseTo(bound, within(BOUND_RELATIVE * Math.abs(bound)));
    }
    assertClose(found.lambda(), expected.lambda());
  }

  @ParameterizedTest
  @EnumSource(LdaToy.class)
  void agreesWithTheGoldenRun(LdaToy golden) {
    for (int iterations : new int[] {1, 5, 20}) {
      Outcome found =
          trainOn(
              2,
              LdaToy.corpus(),
              new Run(LdaToy.initialLambda(), golden.alpha(), LdaToy.ETA, iterations, 1));
      for (int t = 0; t < iterations; t++) {
        double bound = golden.bounds()[t];
        assertThat(found.bounds()[t]).isCloseTo(bound, within(BOUND_RELATIVE * Math.abs(bound)));
      }
      assertClose(found.lambda(), golden.lambdaAfter(iterations));
    }
  }

  @ParameterizedTest
  @CsvSource({"1,2", "1,5", "2,1", "3,1", "3,2", "5,1", "8,3", "250,1"})
  void ranksAndThreadsDoNotChangeABit(int ranks, int threads) {
    Corpus corpus = ToyCorpora.withEmptyDocuments(SEED);
    double[] alpha = {0.1, 0.1, 0.1, 0.1, 0.1};
    double[][] start = ToyCorpora.initialLambda(SEED, 5, corpus.vocabulary());
    Outcome one = trainOn(1, corpus, new Run(start, alpha, 0.01, 6, 1));
    Outcome many = trainOn(ranks, corpus, new Run(start, alpha, 0.01, 6, threads));
    assertThat(many.lambda()).as("seed %d", SEED).isDeepEqualTo(one.lambda());
    assertThat(many.bounds()).containsExactly(one.bounds());
  }

  @ParameterizedTest
  @CsvSource({"1,2,VECTOR", "2,1,VECTOR", "3,2,VECTOR", "3,1,SYMMETRIC", "250,1,VECTOR"})
  void learnedPriorsDependOnNoRanksOrThreads(int ranks, int threads, PriorLearning.Alpha learned) {
    Corpus corpus = ToyCorpora.withEmptyDocuments(SEED);
    PriorLearning learning = new PriorLearning(learned, true);
    double[][] start = ToyCorpora.initialLambda(SEED, 5, corpus.vocabulary());
    double[] alpha = {0.1, 0.1, 0.1, 0.1, 0.1};
    int iterations = PriorScale.VARIATIONAL.firstIteration() + 4;
    Outcome one = trainOn(1, corpus, new Run(start, alpha, 0.01, iterations, 1).learning(learning));
    Outcome many =
        trainOn(ranks, corpus, new Run(start, alpha, 0.01, iterations, threads).learning(learning));
    assertThat(many.lambda()).as("seed %d", SEED).isDeepEqualTo(one.lambda());
    assertThat(many.bounds()).containsExactly(one.bounds());
    assertThat(many.priors().alpha()).containsExactly(one.priors().alpha());
    assertThat(many.priors().eta()).isEqualTo(one.priors().eta());
    assertThat(one.priors().alpha()).doesNotContain(0.1);
    assertThat(one.priors().eta()).isNotEqualTo(0.01);
  }

  @Test
  void theBoundIsThatOfThePriorsThatTheDocumentsWereFittedUnder() {
    Corpus corpus = ToyCorpora.withEmptyDocuments(SEED);
    double[] alpha = {0.1, 0.5, 0.05, 0.1, 0.2, 0.1, 1.5};
    double[][] start = ToyCorpora.initialLambda(SEED, 7, corpus.vocabulary());
    PriorLearning learning = new PriorLearning(PriorLearning.Alpha.VECTOR, true);
    int first = PriorScale.VARIATIONAL.firstIteration();
    for (int iterations = first - 1; iterations < first + 4; iterations++) {
      Run run = new Run(start, alpha, 0.01, iterations, 1).learning(learning);
      Outcome before = trainOn(1, corpus, run);
      double[] bounds =
          trainOn(2, corpus, new Run(start, alpha, 0.01, iterations + 1, 1).learning(learning))
              .bounds();
      TextbookLda.Result expected =
          TextbookLda.run(
              corpus.words(),
              corpus.counts(),
              before.lambda(),
              before.priors().alpha(),
              before.priors().eta(),
              1,
              1e-3,
              100);
      assertThat(bounds[iterations])
          .as("seed %d, iteration %d", SEED, iterations + 1)
          .isCloseTo(expected.bounds()[0], within(BOUND_RELATIVE * Math.abs(expected.bounds()[0])));
    }
  }

  @Test
  void aRunThatGoesOnFromAnyIterationLearnsTheSame() {
    Corpus corpus = ToyCorpora.withEmptyDocuments(SEED);
    PriorLearning learning = new PriorLearning(PriorLearning.Alpha.VECTOR, true);
    double[][] start = ToyCorpora.initialLambda(SEED, 4, corpus.vocabulary());
    double[] alpha = {0.1, 0.1, 0.1, 0.1};
    Outcome whole = trainOn(1, corpus, new Run(start, alpha, 0.01, 9, 1).learning(learning));
    for (int t = 1; t < 9; t++) {
      Outcome first = trainOn(1, corpus, new Run(start, alpha, 0.01, t, 1).learning(learning));
      Run rest =
          new Run(first.lambda(), first.priors().alpha(), first.priors().eta(), 9, 1)
              .learning(learning)
              .from(t);
      Outcome found = trainOn(1 + t % 3, corpus, rest);
      assertThat(found.lambda()).as("seed %d, from %d", SEED, t).isDeepEqualTo(whole.lambda());
      assertThat(found.priors().alpha()).containsExactly(whole.priors().alpha());
      assertThat(found.priors().eta()).isEqualTo(whole.priors().eta());
    }
  }

  /** In closed form; words that never occur stay at the prior, and count in it. */
  @ParameterizedTest
  @CsvSource({"1,false", "1,true", "2,true", "5,true"})
  void oneTopicHasTheExactEvidence(int ranks, boolean unseen) {
    Corpus corpus = unseen ? ToyCorpora.withUnseenWords(SEED) : ToyCorpora.moderate(SEED);
    double eta = 0.3;
    double words = corpus.vocabulary();
    double[][] start = {new double[corpus.vocabulary()]};
    long[] totals = corpus.wordTotals();
    double logEvidence =
        LogGamma.value(words * eta) - LogGamma.value(words * eta + corpus.tokens());
    for (int w = 0; w < totals.length; w++) {
      start[0][w] = eta + totals[w];
      logEvidence += LogGamma.value(eta + totals[w]) - LogGamma.value(eta);
    }
    Outcome found = trainOn(ranks, corpus, new Run(start, new double[] {0.1}, eta, 1, 1));
    assertThat(found.bounds()[0]).isCloseTo(logEvidence, within(1e-10 * Math.abs(logEvidence)));
    assertClose(found.lambda(), start);
  }

  @Test
  void continuedGammasRaiseTheBoundInEveryIteration() {
    Corpus corpus = ToyCorpora.withEmptyDocuments(SEED);
    double[] alpha = {0.1, 0.5, 0.05, 0.1, 0.2, 0.1, 1.5};
    double[][] start = ToyCorpora.initialLambda(SEED, 7, corpus.vocabulary());
    double[] anew = trainOn(1, corpus, new Run(start, alpha, 0.01, 30, 1)).bounds();
    for (int after : new int[] {1, 4, 12}) {
      double[] bounds =
          trainOn(2, corpus, new Run(start, alpha, 0.01, 30, 1).continuing(after)).bounds();
      for (int t = 0; t < bounds.length; t++) {
        if (t < after) {
          assertThat(bounds[t]).as("iteration %d", t + 1).isEqualTo(anew[t]);
        } else {
          assertThat(bounds[t])
              .as("seed %d, continued after %d, iteration %d", SEED, after, t + 1)
              .isGreaterThanOrEqualTo(bounds[t - 1] - 1e-9 * Math.abs(bounds[t - 1]));
        }
      }
      assertThat(bounds[29]).isNotEqualTo(anew[29]);
    }
  }

  @ParameterizedTest
  @CsvSource({"3,1", "5,2", "250,1"})
  void continuedGammasDependOnNoRanksOrThreads(int ranks, int threads) {
    Corpus corpus = ToyCorpora.withEmptyDocuments(SEED);
    double[] alpha = {0.1, 0.1, 0.1};
    double[][] start = ToyCorpora.initialLambda(SEED, 3, corpus.vocabulary());
    Outcome one = trainOn(1, corpus, new Run(start, alpha, 0.01, 6, 1).continuing(2));
    Outcome many = trainOn(ranks, corpus, new Run(start, alpha, 0.01, 6, threads).continuing(2));
    assertThat(many.lambda()).as("seed %d", SEED).isDeepEqualTo(one.lambda());
    assertThat(many.bounds()).containsExactly(one.bounds());
  }
}
