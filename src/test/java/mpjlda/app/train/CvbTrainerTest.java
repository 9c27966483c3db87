package mpjlda.app.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import mpjlda.cluster.comm.InProcessRanks;
import mpjlda.cluster.distributed.OccurringRowsTest;
import mpjlda.cluster.distributed.Reduction;
import mpjlda.core.console.PhaseClock;
import mpjlda.core.kernel.CvbKernel;
import mpjlda.core.kernel.KernelChoice;
import mpjlda.core.kernel.KernelProviders;
import mpjlda.core.kernel.SufficientStatistics;
import mpjlda.core.kernel.WithheldTokens;
import mpjlda.core.kernel.cvb.CvbRunner;
import mpjlda.core.kernel.cvb.RandomStart;
import mpjlda.core.matrix.BlockedDoubleMatrix;
import mpjlda.core.matrix.BlockedFloatMatrix;
import mpjlda.core.matrix.RowLayout;
import mpjlda.core.parallel.Communicator;
import mpjlda.core.parallel.Workers;
import mpjlda.core.priors.DirichletPriors;
import mpjlda.core.priors.PriorLearner;
import mpjlda.core.priors.PriorLearning;
import mpjlda.core.priors.PriorScale;
import mpjlda.oracle.Corpus;
import mpjlda.oracle.TextbookCvb0;
import mpjlda.oracle.ToyCorpora;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole runs of cvb0, on ranks that are threads, against a slow textbook form. */
class CvbTrainerTest {
  private static final long SEED = Long.getLong("tests.seed", 20261121);
  private static final double ETA = 0.01;
  private static final double[] ALPHA = {0.1, 0.5, 0.05, 0.1, 0.2, 0.1, 1.5};

  private record Run(
      int iterations,
      int threads,
      KernelChoice.Kind kernel,
      double[] alpha,
      PriorLearning learning) {
    Run(int iterations, int threads, KernelChoice.Kind kernel) {
      this(iterations, threads, kernel, ALPHA, PriorLearning.NONE);
    }

    Run learning(PriorLearning learned) {
      return new Run(iterations, threads, kernel, alpha, learned);
    }
  }

  /** lambda (V × K), bounds, and N_dk of the rank's documents. */
  private record Outcome(
      double[][] lambda, double[] bounds, float[][] counts, DirichletPriors priors) {}

  private static Outcome train(Communicator comm, Corpus corpus, Run run) {
    Part part = Part.of(corpus, comm);
    int topics = run.alpha().length;
    WithheldTokens withheld =
        new WithheldTokens(
            part, WithheldTokens.Sample.of(corpus.words().length, corpus.tokens()), SEED);
    BlockedFloatMatrix counts = new BlockedFloatMatrix(RowLayout.of(part.count(), topics));
    SufficientStatistics target =
        SufficientStatistics.ofCvb(RowLayout.of(corpus.vocabulary(), topics));
    CvbKernel kernel = KernelProviders.of(run.kernel()).cvbKernel();
    try (Workers workers = new Workers(run.threads())) {
      PhaseClock clock = new PhaseClock(new SilentConsole());
      CvbTrainer trainer =
          new CvbTrainer(
              new CvbTrainer.Setup(
                  new CvbRunner(
                      new CvbRunner.Setup(part, withheld, kernel, counts, target), workers),
                  CheckpointRows.ofDocuments("counts", part.firstDocument(), counts),
                  Optional.empty(),
                  target,
                  new RandomStart(part, counts, target),
                  Optional.empty(),
                  new Reduction(
                      comm,
                      clock,
                      OccurringRowsTest.of(part, workers, target.sums().layout(), comm, clock)),
                  workers,
                  clock,
                  SEED,
                  ETA,
                  new PriorLearner(run.learning(), PriorScale.COUNTS),
                  Optional.empty(),
                  new Trainer.Goal(run.iterations(), 0)));
      Bounds bounds = new Bounds();
      Trainer.Outcome outcome =
          trainer.train(
              TrainingState.start(new DirichletPriors(run.alpha(), ETA)), trainer.start(), bounds);
      return new Outcome(
          rows(outcome.lambda()), bounds.found(), rows(counts), outcome.state().priors());
    }
  }

  private static double[][] rows(BlockedDoubleMatrix matrix) {
    RowLayout layout = matrix.layout();
    double[][] rows = new double[layout.rows()][];
    for (int r = 0; r < rows.length; r++) {
      int at = layout.offsetOf(r);
      rows[r] = Arrays.copyOfRange(matrix.blockOf(r), at, at + layout.columns());
    }
    return rows;
  }

  private static float[][] rows(BlockedFloatMatrix matrix) {
    RowLayout layout = matrix.layout();
    float[][] rows = new float[layout.rows()][];
    for (int r = 0; r < rows.length; r++) {
      int at = layout.offsetOf(r);
      rows[r] = Arrays.copyOfRange(matrix.blockOf(r), at, at + layout.columns());
    }
    return rows;
  }

  /** The ranks' outcome, with the counts of all documents. */
  private static Outcome trainOn(int ranks, Corpus corpus, Run run) {
    List<Outcome> all = InProcessRanks.run(ranks, comm -> train(comm, corpus, run));
    for (Outcome other : all) {
      assertThat(other.lambda()).as("the same on every rank").isDeepEqualTo(all.get(0).lambda());
      assertThat(other.bounds()).containsExactly(all.get(0).bounds());
    }
    float[][] counts =
        all.stream().flatMap(one -> Arrays.stream(one.counts())).toArray(float[][]::new);
    return new Outcome(all.get(0).lambda(), all.get(0).bounds(), counts, all.get(0).priors());
  }

  private static Run run(int iterations) {
    return new Run(iterations, 1, KernelChoice.Kind.SCALAR);
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
    Outcome start = trainOn(1, corpus, run(0));
    int iterations = 15;
    Outcome found = trainOn(3, corpus, run(iterations));
    TextbookCvb0 textbook =
        new TextbookCvb0(corpus, ALPHA, ETA, wordCounts(start), documentCounts(start));
    for (int t = 0; t < iterations; t++) {
      double likelihood = textbook.iterate();
      assertThat(found.bounds()[t])
          .as("%s, seed %d, iteration %d", name, SEED, t + 1)
          .isCloseTo(likelihood, within(1e-6 * Math.abs(likelihood)));
    }
    double[][] counts = wordCounts(found);
    for (int w = 0; w < counts.length; w++) {
      for (int k = 0; k < ALPHA.length; k++) {
        double expected = textbook.words()[w][k];
        assertThat(counts[w][k])
            .as("%s, seed %d, word %d, topic %d", name, SEED, w, k)
            .isCloseTo(expected, within(2e-3 + 1e-4 * expected));
      }
    }
  }

  private static double[][] wordCounts(Outcome outcome) {
    return Arrays.stream(outcome.lambda())
        .map(row -> Arrays.stream(row).map(x -> x - ETA).toArray())
        .toArray(double[][]::new);
  }

  private static double[][] documentCounts(Outcome outcome) {
    double[][] counts = new double[outcome.counts().length][ALPHA.length];
    for (int d = 0; d < counts.length; d++) {
      for (int k = 0; k < ALPHA.length; k++) {
        counts[d][k] = outcome.counts()[d][k];
      }
    }
    return counts;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("corpora")
  void everyTokenIsCountedOnceAtTheStartAndLater(String name, Corpus corpus) {
    for (int iterations : new int[] {0, 1, 9}) {
      Outcome found = trainOn(2, corpus, run(iterations));
      // A count of n is rounded to n 2^-22 of a token or better.
      double rounding = corpus.tokens() * ALPHA.length * 0x1p-21;
      double all = Arrays.stream(wordCounts(found)).flatMapToDouble(Arrays::stream).sum();
      assertThat(all).as(name).isCloseTo(corpus.tokens(), within(rounding));
      double[][] documents = documentCounts(found);
      for (int d = 0; d < documents.length; d++) {
        double tokens = corpus.document(d).tokens();
        assertThat(Arrays.stream(documents[d]).sum())
            .as("%s, document %d", name, d)
            .isCloseTo(tokens, within(1e-5 * tokens));
      }
      for (int w = 0; w < corpus.vocabulary(); w++) {
        double tokens = corpus.wordTotals()[w];
        assertThat(Arrays.stream(wordCounts(found)[w]).sum())
            .as("%s, word %d", name, w)
            .isCloseTo(tokens, within(1e-5 * tokens + 1e-12));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1,2,SCALAR", "2,1,SCALAR", "3,2,VECTOR", "5,1,VECTOR", "1,3,VECTOR", "250,1,SCALAR"})
  void ranksThreadsAndKernelsDoNotChangeABit(int ranks, int threads, KernelChoice.Kind kernel) {
    Corpus corpus = ToyCorpora.withEmptyDocuments(SEED);
    Outcome one = trainOn(1, corpus, run(6));
    Outcome many = trainOn(ranks, corpus, new Run(6, threads, kernel));
    assertThat(many.lambda()).as("seed %d", SEED).isDeepEqualTo(one.lambda());
    assertThat(many.bounds()).containsExactly(one.bounds());
    assertThat(many.counts()).isDeepEqualTo(one.counts());
  }

  @ParameterizedTest
  @CsvSource({
    "1,2,SCALAR,VECTOR",
    "2,1,SCALAR,VECTOR",
    "3,2,VECTOR,VECTOR",
    "3,1,VECTOR,SYMMETRIC",
    "250,1,SCALAR,VECTOR"
  })
  void learnedPriorsDependOnNoRanksThreadsOrKernels(
      int ranks, int threads, KernelChoice.Kind kernel, PriorLearning.Alpha learned) {
    Corpus corpus = ToyCorpora.withEmptyDocuments(SEED);
    PriorLearning learning = new PriorLearning(learned, true);
    Outcome one = trainOn(1, corpus, run(9).learning(learning));
    Outcome many = trainOn(ranks, corpus, new Run(9, threads, kernel).learning(learning));
    assertThat(many.lambda()).as("seed %d", SEED).isDeepEqualTo(one.lambda());
    assertThat(many.bounds()).containsExactly(one.bounds());
    assertThat(many.counts()).isDeepEqualTo(one.counts());
    assertThat(many.priors().alpha()).containsExactly(one.priors().alpha());
    assertThat(many.priors().eta()).isEqualTo(one.priors().eta());
    assertThat(one.priors().alpha()).doesNotContain(ALPHA);
    assertThat(one.priors().eta()).isNotEqualTo(ETA);
  }

  /** The first step that is taken, from the counts that it was taken on, by the definition. */
  @Test
  void theFirstLearnedPriorsAreThoseOfTheCountsOfThatIteration() {
    Corpus corpus = ToyCorpora.withEmptyDocuments(SEED);
    int first = PriorScale.COUNTS.firstIteration();
    PriorLearning learning = new PriorLearning(PriorLearning.Alpha.VECTOR, true);
    Outcome before = trainOn(1, corpus, run(first - 1).learning(learning));
    assertThat(before.priors().alpha()).containsExactly(ALPHA);
    assertThat(before.priors().eta()).isEqualTo(ETA);
    Outcome given = trainOn(1, corpus, run(first));
    DirichletPriors found = trainOn(2, corpus, run(first).learning(learning)).priors();

    double alphaSum = Arrays.stream(ALPHA).sum();
    double below = 0;
    double[] above = new double[ALPHA.length];
    double[][] documents = documentCounts(given);
    for (int d = 0; d < documents.length; d++) {
      below += reciprocals(corpus.document(d).tokens(), alphaSum);
      for (int k = 0; k < above.length; k++) {
        above[k] += reciprocals(documents[d][k], ALPHA[k]);
      }
    }
    for (int k = 0; k < above.length; k++) {
      assertThat(found.alpha()[k])
          .as("seed %d, topic %d", SEED, k)
          .isCloseTo(ALPHA[k] * above[k] / below, within(1e-9));
    }
    double[] totals = new double[ALPHA.length];
    double words = 0;
    for (double[] row : wordCounts(given)) {
      for (int k = 0; k < row.length; k++) {
        totals[k] += row[k];
        words += reciprocals(Math.max(0, row[k]), ETA);
      }
    }
    double etaSum = corpus.vocabulary() * ETA;
    double all = Arrays.stream(totals).map(n -> reciprocals(n, etaSum)).sum();
    assertThat(found.eta())
        .as("seed %d", SEED)
        .isCloseTo(ETA * words / (corpus.vocabulary() * all), within(1e-9));
  }

  /** Σ 1/(a+i) over i below n, the last one by the part of it that is there. */
  private static double reciprocals(double n, double a) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += Math.min(1, n - i) / (a + i);
    }
    return sum;
  }

  @Test
  void theStartGivesEachWordToOneTopicAndAllTopicsTheirShare() {
    Corpus corpus = ToyCorpora.moderate(SEED);
    Outcome start = trainOn(1, corpus, run(0));
    double[] shares = new double[ALPHA.length];
    for (double[] row : wordCounts(start)) {
      for (int k = 0; k < shares.length; k++) {
        assertThat(row[k]).isCloseTo(Math.rint(row[k]), within(1e-9));
        shares[k] += row[k] / corpus.tokens();
      }
    }
    for (double share : shares) {
      assertThat(share).as("seed %d", SEED).isBetween(0.12, 0.17);
    }
  }

  @Test
  void anAlphaBelowSinglePrecisionIsNoTrouble() {
    Corpus corpus = ToyCorpora.withSingleWordDocuments(SEED);
    double[] tiny = new double[ALPHA.length];
    Arrays.fill(tiny, 1e-100);
    Outcome found =
        trainOn(1, corpus, new Run(5, 1, KernelChoice.Kind.SCALAR, tiny, PriorLearning.NONE));
    double all = Arrays.stream(wordCounts(found)).flatMapToDouble(Arrays::stream).sum();
    assertThat(all).as("seed %d", SEED).isCloseTo(corpus.tokens(), within(0.01));
    assertThat(found.bounds()[4]).isBetween(-1e7, 0.0);
  }
}
