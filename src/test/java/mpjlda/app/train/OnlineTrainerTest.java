package mpjlda.app.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import mpjlda.app.config.OnlineSettings;
import mpjlda.app.config.Polish;
import mpjlda.app.generate.CorpusGenerator;
import mpjlda.app.generate.GeneratedFormat;
import mpjlda.app.generate.GeneratorOptions;
import mpjlda.app.generate.TopicSource;
import mpjlda.cluster.comm.InProcessRanks;
import mpjlda.cluster.distributed.BatchWords;
import mpjlda.cluster.distributed.ControlFlags;
import mpjlda.cluster.distributed.OccurringRows;
import mpjlda.cluster.distributed.Reduction;
import mpjlda.core.console.PhaseClock;
import mpjlda.core.kernel.KernelChoice;
import mpjlda.core.kernel.KernelProviders;
import mpjlda.core.kernel.Precision;
import mpjlda.core.kernel.SufficientStatistics;
import mpjlda.core.matrix.BlockedDoubleMatrix;
import mpjlda.core.matrix.RowLayout;
import mpjlda.core.parallel.Communicator;
import mpjlda.core.parallel.Workers;
import mpjlda.core.priors.DirichletPriors;
import mpjlda.core.priors.PriorLearner;
import mpjlda.core.priors.PriorLearning;
import mpjlda.core.priors.PriorScale;
import mpjlda.core.topicmodel.EStepRunner;
import mpjlda.oracle.Corpus;
import mpjlda.oracle.TextbookLda;
import mpjlda.oracle.TextbookOnline;
import mpjlda.oracle.ToyCorpora;
import mpjlda.oracle.ToyFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole runs of online, on ranks that are threads, against a slow textbook form. */
class OnlineTrainerTest {
  private static final long SEED = Long.getLong("tests.seed", 20261121);
  private static final double ETA = 0.01;
  private static final int PASSES = 6;
  private static final double[] ALPHA = {0.1, 0.5, 0.05, 0.1, 0.2, 0.1, 1.5};

  /** A run's options beside the corpus; how the bytes come about, in the second line. */
  private record Run(
      OnlineSettings online,
      int passes,
      int ranks,
      int threads,
      KernelChoice.Kind kernel,
      PriorLearning learning) {
    Run(int batchSize, double tau0, double kappa, int passes) {
      this(
          new OnlineSettings(batchSize, tau0, kappa, Polish.NONE),
          passes,
          1,
          1,
          KernelChoice.Kind.SCALAR,
          PriorLearning.NONE);
    }

    Run by(int newRanks, int newThreads, KernelChoice.Kind newKernel) {
      return new Run(online, passes, newRanks, newThreads, newKernel, learning);
    }

    Run learning(PriorLearning.Alpha alpha, boolean eta) {
      return new Run(online, passes, ranks, threads, kernel, new PriorLearning(alpha, eta));
    }
  }

  /** lambda (K × V), and the bounds of all passes. */
  private record Outcome(double[][] lambda, TrainingState state, List<Double> bounds) {}

  /** Remembers bounds, and wants to stop after so many batches. */
  private static final class Watch implements TrainingListener {
    private final List<Double> bounds = new ArrayList<>();
    private final BooleanSupplier stop;

    Watch(BooleanSupplier stop) {
      this.stop = stop;
    }

    @Override
    public ControlFlags flags(int iteration) {
      return new ControlFlags(stop.getAsBoolean(), false, false);
    }

    @Override
    public ControlFlags flagsWithin(int done) {
      return flags(done + 1);
    }

    @Override
    public void beforeMStep(int iteration) {}

    @Override
    public void batchDone(Trainer.BatchReport report, BlockedDoubleMatrix lambda) {}

    @Override
    public void iterationDone(Trainer.IterationReport report, BlockedDoubleMatrix lambda) {
      bounds.add(report.state().bound());
    }
  }

  private static final TrainingState NEW = TrainingState.start(new DirichletPriors(ALPHA, ETA));

  /** So many batches further on, on every rank. */
  private static Outcome goOn(Corpus corpus, Run run, Outcome from, int batches) {
    List<Outcome> all =
        InProcessRanks.run(run.ranks(), comm -> onRank(comm, corpus, run, from, batches));
    for (Outcome other : all) {
      assertThat(other.lambda()).as("the same on every rank").isDeepEqualTo(all.get(0).lambda());
      assertSame(other.state(), all.get(0).state());
    }
    return all.get(0);
  }

  /** Records compare their arrays by identity. */
  private static void assertSame(TrainingState found, TrainingState expected) {
    assertThat(found.priors().alpha()).containsExactly(expected.priors().alpha());
    assertThat(found.priors().eta()).isEqualTo(expected.priors().eta());
    assertThat(found.with(expected.priors())).isEqualTo(expected);
  }

  private static Outcome train(Corpus corpus, Run run, double[][] start) {
    return goOn(corpus, run, new Outcome(start, NEW, List.of()), Integer.MAX_VALUE);
  }

  private static Outcome onRank(
      Communicator comm, Corpus corpus, Run run, Outcome from, int batches) {
    Part part = Part.of(corpus, comm);
    RowLayout layout = RowLayout.of(corpus.vocabulary(), ALPHA.length);
    try (Workers workers = new Workers(run.threads())) {
      PhaseClock clock = new PhaseClock(new SilentConsole());
      OnlineTrainer trainer =
          new OnlineTrainer(
              new OnlineTrainer.Setup(
                  new EStepRunner(
                      part,
                      KernelProviders.of(run.kernel())
                          .eStepKernel(new KernelChoice(run.kernel(), Precision.DOUBLE)),
                      new EStepRunner.Settings(ALPHA, 1e-3, 100),
                      workers),
                  part,
                  new BatchSchedule(run.online(), corpus.documents(), SEED),
                  new BatchWords(comm, part, corpus.vocabulary()),
                  SufficientStatistics.ofCorpus(layout, corpus.tokens(), run.threads()),
                  new Reduction(comm, clock, OccurringRows.all(layout, comm, clock)),
                  OccurringRows.all(layout, comm, clock),
                  workers,
                  clock,
                  () -> wordMajor(from.lambda(), layout),
                  new PriorLearner(run.learning(), PriorScale.COUNTS),
                  new Trainer.Goal(run.passes(), 0)));
      assertThat(trainer.rows(NEW)).isEmpty();
      int[] left = {batches};
      Watch watch = new Watch(() -> --left[0] <= 0);
      Trainer.Outcome outcome = trainer.train(from.state(), trainer.start(), watch);
      List<Double> bounds = new ArrayList<>(from.bounds());
      bounds.addAll(watch.bounds);
      return new Outcome(topicMajor(outcome.lambda()), outcome.state(), bounds);
    }
  }

  private static BlockedDoubleMatrix wordMajor(double[][] topics, RowLayout layout) {
    BlockedDoubleMatrix lambda = new BlockedDoubleMatrix(layout);
    for (int w = 0; w < layout.rows(); w++) {
      for (int k = 0; k < layout.columns(); k++) {
        lambda.set(w, k, topics[k][w]);
      }
    }
    return lambda;
  }

  private static double[][] topicMajor(BlockedDoubleMatrix lambda) {
    double[][] topics = new double[lambda.layout().columns()][lambda.layout().rows()];
    for (int k = 0; k < topics.length; k++) {
      for (int w = 0; w < topics[k].length; w++) {
        topics[k][w] = lambda.get(w, k);
      }
    }
    return topics;
  }

  private static double[][] start(Corpus corpus) {
    return ToyCorpora.initialLambda(SEED, ALPHA.length, corpus.vocabulary());
  }

  static Stream<Arguments> runs() {
    Corpus moderate = ToyCorpora.moderate(SEED);
    return Stream.of(
        Arguments.of("a divisor", moderate, new Run(50, 64, 0.7, 3)),
        Arguments.of("not a divisor", moderate, new Run(33, 1, 0.51, 3)),
        Arguments.of("single documents", moderate, new Run(1, 10, 0.9, 1)),
        Arguments.of("all at once", moderate, new Run(1000, 2, 0.7, 4)),
        Arguments.of("empty", ToyCorpora.withEmptyDocuments(SEED), new Run(3, 64, 0.7, 2)),
        Arguments.of(
            "single words", ToyCorpora.withSingleWordDocuments(SEED), new Run(70, 1, 1, 3)),
        Arguments.of("rho 1", ToyCorpora.withRepeatedWord(SEED), new Run(40, 1, 0, 2)),
        Arguments.of("rare words", ToyCorpora.withLongDocument(SEED), new Run(25, 5, 0.6, 2)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("runs")
  void agreesWithTheTextbook(String name, Corpus corpus, Run run) {
    TextbookOnline textbook =
        new TextbookOnline(
            corpus, start(corpus), ALPHA, ETA, run.online().tau0(), run.online().kappa());
    BatchSchedule schedule = new BatchSchedule(run.online(), corpus.documents(), SEED);
    Outcome found = train(corpus, run.by(2, 2, KernelChoice.Kind.SCALAR), start(corpus));
    for (int pass = 1; pass <= run.passes(); pass++) {
      PassBatches batches =
          new PassBatches(schedule, pass, new Part(corpus, 0, corpus.documents()));
      for (int b = 0; b < schedule.batches(); b++) {
        textbook.batch(batches.documents(b));
      }
      double bound = textbook.bound();
      assertThat(found.bounds().get(pass - 1))
          .as("%s, seed %d, pass %d", name, SEED, pass)
          .isCloseTo(bound, within(1e-9 * Math.abs(bound)));
    }
    assertClose(found.lambda(), textbook.lambda());
  }

  static Stream<Arguments> learningRuns() {
    Corpus moderate = ToyCorpora.moderate(SEED);
    PriorLearning.Alpha vector = PriorLearning.Alpha.VECTOR;
    return Stream.of(
        Arguments.of("vector", moderate, new Run(33, 1, 0.6, 5).learning(vector, false)),
        Arguments.of(
            "symmetric",
            moderate,
            new Run(50, 2, 0.7, 6).learning(PriorLearning.Alpha.SYMMETRIC, true)),
        Arguments.of(
            "eta", moderate, new Run(40, 1, 0.5, 5).learning(PriorLearning.Alpha.FIXED, true)),
        Arguments.of("both, many batches", moderate, new Run(5, 3, 0.7, 2).learning(vector, true)),
        Arguments.of("both, all at once", moderate, new Run(1000, 1, 0, 9).learning(vector, true)),
        Arguments.of(
            "empty",
            ToyCorpora.withEmptyDocuments(SEED),
            new Run(3, 2, 0.7, 2).learning(vector, true)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("learningRuns")
  void learnsPriorsAsTheTextbookDoes(String name, Corpus corpus, Run run) {
    double[] alpha = {0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1};
    TrainingState from = TrainingState.start(new DirichletPriors(alpha, 0.2));
    double tau0 = run.online().tau0();
    double kappa = run.online().kappa();
    TextbookOnline textbook = new TextbookOnline(corpus, start(corpus), alpha, 0.2, tau0, kappa);
    BatchSchedule schedule = new BatchSchedule(run.online(), corpus.documents(), SEED);
    Outcome found =
        goOn(
            corpus,
            run.by(3, 2, KernelChoice.Kind.SCALAR),
            new Outcome(start(corpus), from, List.of()),
            Integer.MAX_VALUE);
    int every = (schedule.batches() + 15) / 16;
    for (int pass = 1; pass <= run.passes(); pass++) {
      PassBatches batches =
          new PassBatches(schedule, pass, new Part(corpus, 0, corpus.documents()));
      for (int b = 0; b < schedule.batches(); b++) {
        textbook.batch(batches.documents(b));
        double t = (pass - 1.0) * schedule.batches() + b;
        double part = Math.pow(tau0 + t, -kappa);
        if (run.learning().learnsAlpha() && schedule.learnsAfter(pass, b)) {
          textbook.learnAlpha(part, run.learning().alpha() == PriorLearning.Alpha.SYMMETRIC);
        }
        boolean etaToo = (b + 1) % every == 0 || b + 1 == schedule.batches();
        if (run.learning().eta() && schedule.learnsAfter(pass, b) && etaToo) {
          textbook.learnEta(Math.min(1, every * part));
        }
      }
    }
    DirichletPriors priors = found.state().priors();
    assertThat(priors.alpha()).as("seed %d", SEED).containsExactly(textbook.alpha(), within(1e-6));
    assertThat(priors.eta()).as("seed %d", SEED).isCloseTo(textbook.eta(), within(1e-7));
    assertThat(!run.learning().eta() || priors.eta() != 0.2).as("learned").isTrue();
    assertThat(!run.learning().learnsAlpha() || priors.alpha()[0] != 0.1).as("learned").isTrue();
    assertClose(found.lambda(), textbook.lambda());
  }

  @Test
  void learnedPriorsOfOneBatchAndRhoOfOneAreThoseOfBatch() {
    Corpus corpus = ToyCorpora.withEmptyDocuments(SEED);
    Run run = new Run(200, 1, 0, 9).learning(PriorLearning.Alpha.VECTOR, true);
    Outcome online = train(corpus, run, start(corpus));
    Outcome batch = InProcessRanks.run(1, comm -> batch(comm, corpus, run, start(corpus))).get(0);
    assertThat(batch.state().priors().alpha()).as("learned").doesNotContain(ALPHA[0]);
    assertThat(online.state().priors().alpha())
        .as("seed %d", SEED)
        .containsExactly(batch.state().priors().alpha(), within(1e-9));
    assertThat(online.state().priors().eta()).isCloseTo(batch.state().priors().eta(), within(1e-9));
    assertClose(online.lambda(), batch.lambda());
  }

  private static Outcome batch(Communicator comm, Corpus corpus, Run run, double[][] start) {
    Part part = Part.of(corpus, comm);
    RowLayout layout = RowLayout.of(corpus.vocabulary(), ALPHA.length);
    try (Workers workers = new Workers(1)) {
      PhaseClock clock = new PhaseClock(new SilentConsole());
      BatchTrainer trainer =
          new BatchTrainer(
              new BatchTrainer.Setup(
                  new EStepRunner(
                      part,
                      KernelProviders.of(run.kernel())
                          .eStepKernel(new KernelChoice(run.kernel(), Precision.DOUBLE)),
                      new EStepRunner.Settings(ALPHA, 1e-3, 100),
                      workers),
                  Optional.empty(),
                  SufficientStatistics.ofCorpus(layout, corpus.tokens(), 1),
                  new Reduction(comm, clock, OccurringRows.all(layout, comm, clock)),
                  OccurringRows.all(layout, comm, clock),
                  workers,
                  clock,
                  () -> wordMajor(start, layout),
                  new PriorLearner(run.learning(), PriorScale.COUNTS),
                  Optional.empty(),
                  new Trainer.Goal(run.passes(), 0)));
      Trainer.Outcome outcome = trainer.train(NEW, trainer.start(), new Watch(() -> false));
      return new Outcome(topicMajor(outcome.lambda()), outcome.state(), List.of());
    }
  }

  @Test
  void theAlphaOfAGeneratedCorpusIsFound(@TempDir Path folder) throws IOException {
    GeneratorOptions options = new GeneratorOptions(1500, 60, ALPHA, SEED, GeneratedFormat.LDAC);
    new CorpusGenerator(options, new OwnWords()).writeTo(folder);
    Corpus corpus = readLdac(folder.resolve(GeneratedFormat.LDAC.corpusName()));
    double[][] topics = new double[ALPHA.length][corpus.vocabulary()];
    for (int k = 0; k < ALPHA.length; k++) {
      new OwnWords().topic(k, topics[k]);
      for (int w = 0; w < corpus.vocabulary(); w++) {
        topics[k][w] = ETA + 1000 * topics[k][w];
      }
    }
    double[] same = new double[ALPHA.length];
    Arrays.fill(same, 0.3);
    Run run = new Run(100, 1, 0.5, 20).learning(PriorLearning.Alpha.VECTOR, false);
    TrainingState from = TrainingState.start(new DirichletPriors(same, ETA));
    Outcome found = goOn(corpus, run, new Outcome(topics, from, List.of()), Integer.MAX_VALUE);
    for (int k = 0; k < ALPHA.length; k++) {
      assertThat(found.state().priors().alpha()[k])
          .as("seed %d, topic %d", SEED, k)
          .isCloseTo(ALPHA[k], withinPercentage(15));
    }
  }

  /** Topics that share no word, so that which token is of which is known. */
  private record OwnWords() implements TopicSource {
    private static final int WORDS = 20;

    @Override
    public int topics() {
      return ALPHA.length;
    }

    @Override
    public List<String> vocabulary() {
      return ToyFiles.words(WORDS * topics());
    }

    @Override
    public void topic(int topic, double[] probabilities) {
      Arrays.fill(probabilities, 0);
      Arrays.fill(probabilities, WORDS * topic, WORDS * (topic + 1), 1.0 / WORDS);
    }
  }

  private static Corpus readLdac(Path file) throws IOException {
    List<int[]> words = new ArrayList<>();
    List<int[]> counts = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      String[] pairs = line.split("[ :]");
      int[] own = new int[pairs.length / 2];
      int[] times = new int[own.length];
      for (int i = 0; i < own.length; i++) {
        own[i] = Integer.parseInt(pairs[1 + 2 * i]);
        times[i] = Integer.parseInt(pairs[2 + 2 * i]);
      }
      words.add(own);
      counts.add(times);
    }
    return new Corpus(
        words.toArray(int[][]::new), counts.toArray(int[][]::new), OwnWords.WORDS * ALPHA.length);
  }

  private static void assertClose(double[][] found, double[][] expected) {
    for (int k = 0; k < expected.length; k++) {
      for (int w = 0; w < expected[k].length; w++) {
        assertThat(found[k][w])
            .as("seed %d, topic %d, word %d", SEED, k, w)
            .isCloseTo(expected[k][w], within(1e-6 * expected[k][w]));
      }
    }
  }

  @Test
  void oneBatchAndRhoOfOneIsBatch() {
    Corpus corpus = ToyCorpora.withEmptyDocuments(SEED);
    int iterations = 6;
    TextbookLda.Result batch =
        TextbookLda.run(
            corpus.words(), corpus.counts(), start(corpus), ALPHA, ETA, iterations, 1e-3, 100);
    Outcome online = train(corpus, new Run(200, 1, 0, iterations), start(corpus));
    assertClose(online.lambda(), batch.lambda());
  }

  @ParameterizedTest
  @CsvSource({"1,2,SCALAR", "2,1,VECTOR", "3,2,SCALAR", "5,1,VECTOR", "1,3,VECTOR", "210,1,SCALAR"})
  void ranksThreadsAndKernelsDoNotChangeABit(int ranks, int threads, KernelChoice.Kind kernel) {
    Corpus corpus = ToyCorpora.withEmptyDocuments(SEED);
    for (int batchSize : new int[] {7, 64, 500}) {
      int passes = batchSize < 10 ? 2 : 12;
      Run run = new Run(batchSize, 1, 0.6, passes).learning(PriorLearning.Alpha.VECTOR, true);
      Outcome one = train(corpus, run, start(corpus));
      Outcome many = train(corpus, run.by(ranks, threads, kernel), start(corpus));
      assertThat(many.lambda()).as("seed %d", SEED).isDeepEqualTo(one.lambda());
      assertSame(many.state(), one.state());
      assertThat(many.bounds()).isEqualTo(one.bounds());
    }
  }

  @ParameterizedTest
  @CsvSource({"30", "64", "200"})
  void aRunThatStopsAfterEveryBatchGoesOnToTheSameBits(int batchSize) {
    Corpus corpus = ToyCorpora.withEmptyDocuments(SEED);
    Run run = new Run(batchSize, 1, 0.1, PASSES).learning(PriorLearning.Alpha.VECTOR, true);
    Outcome expected = train(corpus, run, start(corpus));
    assertThat(expected.state().priors().alpha()).as("learned").doesNotContain(ALPHA[0]);
    Outcome outcome = new Outcome(start(corpus), NEW, List.of());
    int batches = PASSES * ((200 - 1) / batchSize + 1);
    for (int b = 0; b < batches; b++) {
      assertThat(outcome.state().iteration()).isEqualTo(b / (batches / PASSES));
      assertThat(outcome.state().within().batches()).isEqualTo(b % (batches / PASSES));
      Run part = run.by(1 + b % 5, 1 + b % 2, KernelChoice.Kind.SCALAR);
      outcome = goOn(corpus, part, outcome, 1);
    }
    assertThat(outcome.lambda()).as("seed %d", SEED).isDeepEqualTo(expected.lambda());
    assertSame(outcome.state(), expected.state());
    assertThat(outcome.bounds()).isEqualTo(expected.bounds());
  }
}
