package mpjlda.app.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import mpjlda.app.config.Algorithm;
import mpjlda.app.config.TrainingConfig;
import mpjlda.app.config.TypedSettings;
import mpjlda.cluster.comm.InProcessRanks;
import mpjlda.cluster.distributed.ControlFlags;
import mpjlda.core.console.PhaseClock;
import mpjlda.core.kernel.WithheldTokens;
import mpjlda.core.matrix.BlockedDoubleMatrix;
import mpjlda.core.matrix.BlockedFloatMatrix;
import mpjlda.core.parallel.Communicator;
import mpjlda.core.parallel.Workers;
import mpjlda.core.priors.DirichletPriors;
import mpjlda.core.priors.PredictionLearner;
import mpjlda.data.corpus.Vocabulary;
import mpjlda.oracle.Corpus;
import mpjlda.oracle.TextbookLda;
import mpjlda.oracle.ToyCorpora;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Priors that batch and cvb0 learn from withheld tokens. */
class PredictionLearningTest {
  private static final long SEED = Long.getLong("tests.seed", 20261201);
  private static final int TOPICS = 5;
  private static final int ITERATIONS = 24;
  private static final int LAST = 16;
  private static final Corpus CORPUS = ToyCorpora.withEmptyDocuments(SEED);

  private static TrainingConfig config(
      Algorithm algorithm, String alpha, int threads, String kernel) {
    return TypedSettings.of(
        TrainingConfig.class,
        "--corpus",
        "none",
        "--output",
        "none",
        "--topics",
        TOPICS,
        "--algorithm",
        algorithm.optionName(),
        "--alpha",
        alpha,
        "--eta",
        "auto",
        "--iterations",
        ITERATIONS,
        "--tolerance",
        0,
        "--threads",
        threads,
        "--kernel",
        kernel,
        "--seed",
        SEED);
  }

  /** What is told of each iteration; asks to stop after some of them. */
  private record Watch(List<Trainer.IterationReport> found, int stopFrom)
      implements TrainingListener {
    @Override
    public ControlFlags flags(int iteration) {
      return new ControlFlags(iteration >= stopFrom, false, false);
    }

    @Override
    public ControlFlags flagsWithin(int done) {
      return ControlFlags.NONE;
    }

    @Override
    public void beforeMStep(int iteration) {}

    @Override
    public void batchDone(Trainer.BatchReport report, BlockedDoubleMatrix lambda) {}

    @Override
    public void iterationDone(Trainer.IterationReport report, BlockedDoubleMatrix lambda) {
      found.add(report);
    }
  }

  /**
   * @param remembered what a checkpoint would keep, by name
   */
  private record Outcome(
      double[][] lambda,
      TrainingState state,
      List<Trainer.IterationReport> reports,
      List<float[][]> remembered) {}

  /**
   * @param stopFrom the run stops after this iteration and after each later one, and continues in
   *     other objects
   */
  private static Outcome train(TrainingConfig config, int ranks, int stopFrom, int end) {
    List<Outcome> all = InProcessRanks.run(ranks, comm -> onRank(config, comm, stopFrom, end));
    for (Outcome other : all) {
      assertThat(other.lambda()).as("the same on every rank").isDeepEqualTo(all.get(0).lambda());
    }
    return all.get(0);
  }

  private static Outcome onRank(TrainingConfig config, Communicator comm, int stopFrom, int end) {
    TrainingData data =
        new TrainingData(
            Part.of(CORPUS, comm),
            Vocabulary.numbered(CORPUS.vocabulary()),
            CORPUS.documents(),
            CORPUS.tokens());
    Watch watch = new Watch(new ArrayList<>(), stopFrom);
    try (Workers workers = new Workers(config.threads())) {
      Trainer trainer = trainer(config, data, comm, workers);
      Trainer.Outcome outcome =
          trainer.train(TrainingState.start(config.priors()), trainer.start(), watch);
      while (outcome.stopped() && outcome.state().iteration() < end) {
        Trainer next = trainer(config, data, comm, workers);
        List<CheckpointRows> kept = trainer.rows(outcome.state());
        for (int i = 0; i < kept.size(); i++) {
          copy(kept.get(i).rows(), next.rows(outcome.state()).get(i).rows());
        }
        trainer = next;
        outcome = trainer.train(outcome.state(), outcome.lambda(), watch);
      }
      return new Outcome(
          rows(outcome.lambda()),
          outcome.state(),
          watch.found(),
          trainer.rows(outcome.state()).stream().map(rows -> rows(rows.rows())).toList());
    }
  }

  private static Trainer trainer(
      TrainingConfig config, TrainingData data, Communicator comm, Workers workers) {
    SilentConsole console = new SilentConsole();
    TrainerFactory.Rank rank =
        new TrainerFactory.Rank(comm, console, new PhaseClock(console), workers);
    return new TrainerFactory(config, rank).trainer(data);
  }

  private static double[][] rows(BlockedDoubleMatrix matrix) {
    double[][] rows = new double[matrix.layout().rows()][];
    for (int r = 0; r < rows.length; r++) {
      int at = matrix.layout().offsetOf(r);
      rows[r] = Arrays.copyOfRange(matrix.blockOf(r), at, at + TOPICS);
    }
    return rows;
  }

  private static float[][] rows(BlockedFloatMatrix matrix) {
    float[][] rows = new float[matrix.layout().rows()][];
    for (int r = 0; r < rows.length; r++) {
      int at = matrix.layout().offsetOf(r);
      rows[r] = Arrays.copyOfRange(matrix.blockOf(r), at, at + TOPICS);
    }
    return rows;
  }

  private static void copy(BlockedFloatMatrix from, BlockedFloatMatrix to) {
    for (int b = 0; b < from.layout().blocks(); b++) {
      System.arraycopy(from.block(b), 0, to.block(b), 0, from.block(b).length);
    }
  }

  private static void assertSame(Outcome found, Outcome expected) {
    assertThat(found.lambda()).as("seed %d", SEED).isDeepEqualTo(expected.lambda());
    for (int i = 0; i < ITERATIONS; i++) {
      Trainer.IterationReport one = expected.reports().get(i);
      Trainer.IterationReport other = found.reports().get(i);
      assertThat(other.state().bound()).isEqualTo(one.state().bound());
      assertThat(other.withheld()).isEqualTo(one.withheld());
      assertThat(other.state().priors().alpha()).containsExactly(one.state().priors().alpha());
      assertThat(other.state().priors().eta()).isEqualTo(one.state().priors().eta());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "CVB0,auto-symmetric,1,2,scalar",
    "CVB0,auto,2,1,vector",
    "CVB0,auto-symmetric,3,2,vector",
    "CVB0,0.1,250,1,scalar",
    "BATCH,auto-symmetric,1,2,vector",
    "BATCH,auto,2,1,vector",
    "BATCH,auto,3,2,vector",
    "BATCH,0.1,250,1,vector"
  })
  void ranksThreadsAndKernelsDoNotChangeABit(
      Algorithm algorithm, String alpha, int ranks, int threads, String kernel) {
    String first = algorithm == Algorithm.CVB0 ? "scalar" : "vector";
    Outcome one = train(config(algorithm, alpha, 1, first), 1, ITERATIONS, ITERATIONS);
    Outcome many = train(config(algorithm, alpha, threads, kernel), ranks, ITERATIONS, ITERATIONS);
    assertSame(many, one);
    assertThat(one.state().priors().eta()).isNotEqualTo(0.01);
    assertThat(one.state().priors().alpha()[0] == 0.1).isEqualTo(alpha.equals("0.1"));
  }

  @ParameterizedTest
  @EnumSource(names = {"BATCH", "CVB0"})
  void aRunThatStopsAfterEveryIterationContinuesToTheSameBits(Algorithm algorithm) {
    TrainingConfig config = config(algorithm, "auto", 1, "scalar");
    Outcome expected = train(config, 1, ITERATIONS, ITERATIONS);
    for (int ranks = 1; ranks <= 2; ranks++) {
      assertSame(train(config, ranks, 1, ITERATIONS), expected);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"BATCH", "CVB0"})
  void tokensAreWithheldForTwoThirdsAndPriorsLearnedFromTheTenthIteration(Algorithm algorithm) {
    Outcome found =
        train(config(algorithm, "auto-symmetric", 1, "scalar"), 1, ITERATIONS, ITERATIONS);
    for (int t = 1; t <= ITERATIONS; t++) {
      Trainer.IterationReport report = found.reports().get(t - 1);
      assertThat(report.withheld().isPresent()).as("iteration %d", t).isEqualTo(t <= LAST);
      double before = t == 1 ? 0.01 : found.reports().get(t - 2).state().priors().eta();
      assertThat(report.state().priors().eta() != before)
          .as("iteration %d", t)
          .isEqualTo(t >= PredictionLearner.FIRST && t <= LAST);
    }
    double all = Arrays.stream(found.lambda()).flatMapToDouble(Arrays::stream).sum();
    double priors = found.state().priors().eta() * TOPICS * CORPUS.vocabulary();
    assertThat(all - priors)
        .as("all tokens count in the end")
        .isCloseTo(CORPUS.tokens(), within(1e-3 * CORPUS.tokens()));
  }

  /** The first step, from derivatives of the score by differences. */
  @ParameterizedTest
  @EnumSource(names = {"BATCH", "CVB0"})
  void theFirstStepFollowsTheSlopeOfTheWithheldTokensLikelihood(Algorithm algorithm) {
    int first = PredictionLearner.FIRST;
    TrainingConfig config = config(algorithm, "auto-symmetric", 1, "scalar");
    Outcome before = train(config, 1, first - 1, first - 1);
    DirichletPriors found = train(config, 1, first, first).state().priors();
    double alpha = before.state().priors().alpha()[0];
    double eta = before.state().priors().eta();
    Score score = algorithm == Algorithm.CVB0 ? cvb0(before, alpha) : batch(before, alpha, eta);
    double tokens = score.tokens();
    double ofAlpha = slope(x -> score.of(alpha * Math.exp(x), eta));
    double ofEta = slope(x -> score.of(alpha, eta * Math.exp(x)));
    double factor = clamp(1 + ofAlpha / score.alphaShare(alpha));
    assertThat(found.alpha()[0]).as("seed %d", SEED).isCloseTo(alpha * factor, within(2e-6));
    assertThat(found.eta())
        .as("seed %d", SEED)
        .isCloseTo(eta * clamp(Math.exp(100 * ofEta / tokens)), within(2e-6));
  }

  private static double slope(DoubleUnaryOperator function) {
    double h = 1e-4;
    return (function.applyAsDouble(h) - function.applyAsDouble(-h)) / (2 * h);
  }

  private static double clamp(double factor) {
    return Math.min(1.25, Math.max(0.8, factor));
  }

  /**
   * The log-likelihood of withheld tokens as a function of the priors, all counts held.
   *
   * @param topics (V × K) counts of the topics, above eta
   * @param documents (D × K) expected counts
   * @param withheld words and counts
   */
  private record Score(
      double[][] topics, double[][] documents, List<TextbookLda.Document> withheld) {
    double of(double alpha, double eta) {
      int vocabulary = topics.length;
      double[] totals = new double[TOPICS];
      for (double[] row : topics) {
        for (int k = 0; k < TOPICS; k++) {
          totals[k] += row[k] + eta;
        }
      }
      double sum = 0;
      for (int d = 0; d < documents.length; d++) {
        TextbookLda.Document document = withheld.get(d);
        double total = Arrays.stream(documents[d]).sum() + TOPICS * alpha;
        for (int i = 0; i < document.words().length; i++) {
          double p = 0;
          for (int k = 0; k < TOPICS; k++) {
            p += (topics[document.words()[i]][k] + eta) / totals[k] * (documents[d][k] + alpha);
          }
          sum += document.counts()[i] * Math.log(p / total);
        }
      }
      assertThat(vocabulary).isEqualTo(CORPUS.vocabulary());
      return sum;
    }

    double tokens() {
      return withheld.stream().mapToLong(TextbookLda.Document::tokens).sum();
    }

    double alphaShare(double alpha) {
      double sum = 0;
      for (int d = 0; d < documents.length; d++) {
        double total = Arrays.stream(documents[d]).sum() + TOPICS * alpha;
        sum += withheld.get(d).tokens() * TOPICS * alpha / total;
      }
      return sum;
    }
  }

  private static WithheldTokens withheldTokens() {
    return new WithheldTokens(
        new Part(CORPUS, 0, CORPUS.documents()),
        WithheldTokens.Sample.of(CORPUS.documents(), CORPUS.tokens()),
        SEED);
  }

  private static List<TextbookLda.Document> withheldDocuments() {
    WithheldTokens tokens = withheldTokens();
    List<TextbookLda.Document> documents = new ArrayList<>();
    for (int d = 0; d < CORPUS.documents(); d++) {
      int[] words = new int[CORPUS.vocabulary()];
      double[] counts = new double[words.length];
      int size = tokens.load(d, words, counts);
      documents.add(document(words, counts, size));
    }
    return documents;
  }

  private static TextbookLda.Document document(int[] words, double[] counts, int size) {
    return new TextbookLda.Document(
        Arrays.copyOf(words, size),
        Arrays.stream(counts, 0, size).mapToInt(n -> (int) n).toArray());
  }

  private static Score cvb0(Outcome before, double alpha) {
    assertThat(alpha).isEqualTo(0.1);
    double eta = before.state().priors().eta();
    float[][] counts = before.remembered().get(0);
    float[][] previous = before.remembered().get(1);
    double[][] topics = new double[CORPUS.vocabulary()][TOPICS];
    for (int w = 0; w < topics.length; w++) {
      for (int k = 0; k < TOPICS; k++) {
        double count = before.lambda()[w][k] - eta;
        topics[w][k] = Math.max(0, count + 1.5 * (count - previous[w][k]));
      }
    }
    double[][] documents = new double[counts.length][TOPICS];
    for (int d = 0; d < counts.length; d++) {
      for (int k = 0; k < TOPICS; k++) {
        documents[d][k] = counts[d][k];
      }
    }
    return new Score(topics, documents, withheldDocuments());
  }

  private static Score batch(Outcome before, double alpha, double eta) {
    double[][] topics = new double[CORPUS.vocabulary()][TOPICS];
    double[][] lambda = new double[TOPICS][CORPUS.vocabulary()];
    for (int w = 0; w < topics.length; w++) {
      for (int k = 0; k < TOPICS; k++) {
        topics[w][k] = before.lambda()[w][k] - eta;
        lambda[k][w] = before.lambda()[w][k];
      }
    }
    double[][] elogBeta = TextbookLda.elogBeta(lambda);
    double[] priors = new double[TOPICS];
    Arrays.fill(priors, alpha);
    double[][] documents = new double[CORPUS.documents()][TOPICS];
    for (int d = 0; d < documents.length; d++) {
      int[] words = new int[CORPUS.vocabulary()];
      double[] counts = new double[words.length];
      int size = withheldTokens().kept().load(d, words, counts);
      TextbookLda.Fit fit =
          TextbookLda.eStep(
              document(words, counts, size), elogBeta, priors, new TextbookLda.Stop(1e-3, 100));
      for (int k = 0; k < TOPICS; k++) {
        documents[d][k] = fit.gamma()[k] - alpha;
      }
    }
    return new Score(topics, documents, withheldDocuments());
  }
}
