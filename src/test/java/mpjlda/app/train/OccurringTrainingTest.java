package mpjlda.app.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import mpjlda.app.config.Algorithm;
import mpjlda.app.config.TrainingConfig;
import mpjlda.app.config.TypedSettings;
import mpjlda.cluster.comm.InProcessRanks;
import mpjlda.core.console.PhaseClock;
import mpjlda.core.kernel.Precision;
import mpjlda.core.matrix.BlockedDoubleMatrix;
import mpjlda.core.matrix.RowLayout;
import mpjlda.core.parallel.Communicator;
import mpjlda.core.parallel.Workers;
import mpjlda.data.corpus.Vocabulary;
import mpjlda.data.modelio.Npy;
import mpjlda.oracle.Corpus;
import mpjlda.oracle.ToyCorpora;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole runs where nine of ten words never occur: the bytes of one rank, which sends nothing. */
class OccurringTrainingTest {
  private static final long SEED = Long.getLong("tests.seed", 20261122);
  private static final int TOPICS = 5;
  private static final int ITERATIONS = 18;
  private static final double ETA = 0.01;

  @TempDir private Path folder;

  private record Outcome(double[][] lambda, double[] bounds, double eta, long elements) {}

  private static TrainingConfig config(Object... more) {
    List<Object> words =
        new ArrayList<>(
            List.of(
                "--corpus",
                "none",
                "--output",
                "none",
                "--topics",
                TOPICS,
                "--tolerance",
                0,
                "--kernel",
                "scalar",
                "--seed",
                SEED,
                "--threads",
                2));
    words.addAll(Arrays.asList(more));
    return TypedSettings.of(TrainingConfig.class, words.toArray());
  }

  private static Outcome train(TrainingConfig config, Corpus corpus, Communicator comm) {
    CountingCommunicator counting = new CountingCommunicator(comm);
    SilentConsole console = new SilentConsole();
    Bounds bounds = new Bounds();
    try (Workers workers = new Workers(config.threads())) {
      TrainerFactory.Rank rank =
          new TrainerFactory.Rank(counting, console, new PhaseClock(console), workers);
      Trainer trainer =
          new TrainerFactory(config, rank)
              .trainer(
                  new TrainingData(
                      Part.of(corpus, comm),
                      Vocabulary.numbered(corpus.vocabulary()),
                      corpus.words().length,
                      corpus.tokens()));
      Trainer.Outcome outcome =
          trainer.train(TrainingState.start(config.priors()), trainer.start(), bounds);
      return new Outcome(
          rows(outcome.lambda()),
          bounds.found(),
          outcome.state().priors().eta(),
          counting.elements());
    }
  }

  private static double[][] rows(BlockedDoubleMatrix matrix) {
    RowLayout layout = matrix.layout();
    double[][] rows = new double[layout.rows()][];
    for (int w = 0; w < rows.length; w++) {
      int at = layout.offsetOf(w);
      rows[w] = Arrays.copyOfRange(matrix.blockOf(w), at, at + layout.columns());
    }
    return rows;
  }

  private Path given(int words) {
    double[][] start = ToyCorpora.initialLambda(SEED, TOPICS, words);
    BlockedDoubleMatrix lambda = new BlockedDoubleMatrix(RowLayout.of(words, TOPICS));
    for (int w = 0; w < words; w++) {
      for (int k = 0; k < TOPICS; k++) {
        lambda.set(w, k, start[k][w]);
      }
    }
    Path file = folder.resolve("lambda.npy");
    Npy.writeTransposed(file, lambda);
    return file;
  }

  /**
   * (algorithm, iterations of polishing, by which algorithm, precision, given lambda, learned
   * priors).
   */
  @ParameterizedTest
  @CsvSource({
    "BATCH, 0, BATCH, DOUBLE, false, false",
    "BATCH, 0, BATCH, DOUBLE, false, true",
    "BATCH, 0, BATCH, SINGLE, false, true",
    "BATCH, 0, BATCH, DOUBLE, true, false",
    "CVB0, 0, BATCH, SINGLE, false, true",
    "ONLINE, 4, BATCH, SINGLE, false, true",
    "ONLINE, 4, CVB0, DOUBLE, false, false",
    "ONLINE, 0, BATCH, DOUBLE, false, true"
  })
  void ranksDoNotChangeABitAndUnseenWordsAreAtThePrior(
      Algorithm algorithm,
      int polish,
      Algorithm polishBy,
      Precision precision,
      boolean given,
      boolean learned) {
    Corpus corpus = ToyCorpora.withUnseenWords(SEED);
    List<Object> words = new ArrayList<>(List.of("--algorithm", algorithm.optionName()));
    words.addAll(List.of("--iterations", ITERATIONS - polish, "--precision", precision));
    if (algorithm == Algorithm.ONLINE) {
      words.addAll(List.of("--batch-size", 50, "--tau0", 1, "--kappa", 0.5));
      words.addAll(List.of("--polish", polish + ":" + polishBy.optionName()));
    }
    words.addAll(
        learned
            ? List.of("--alpha", "auto", "--eta", "auto")
            : List.of("--alpha", 0.1, "--eta", ETA));
    if (given) {
      words.addAll(List.of("--initial-lambda", given(corpus.vocabulary())));
    }
    TrainingConfig config = config(words.toArray());
    Outcome one = train(config, corpus, InProcessRanks.run(1, comm -> comm).get(0));
    for (int ranks : new int[] {2, 3, 5}) {
      for (Outcome found : InProcessRanks.run(ranks, comm -> train(config, corpus, comm))) {
        assertThat(found.bounds())
            .as("seed %d, %d ranks", SEED, ranks)
            .containsExactly(one.bounds());
        assertThat(found.lambda()).as("seed %d", SEED).isDeepEqualTo(one.lambda());
        assertThat(found.bounds()).containsExactly(one.bounds());
        assertThat(found.eta()).isEqualTo(one.eta());
      }
    }
    assertThat(one.bounds()).hasSize(ITERATIONS);
    assertThat(one.eta() == ETA).isEqualTo(!learned);
    if (polish > 0 || algorithm != Algorithm.ONLINE) {
      long[] totals = corpus.wordTotals();
      double tokens = 0;
      for (int w = 0; w < totals.length; w++) {
        for (double entry : one.lambda()[w]) {
          assertThat(totals[w] > 0 || entry == one.eta()).as("seed %d, word %d", SEED, w).isTrue();
          tokens += entry - one.eta();
        }
      }
      assertThat(Math.abs(tokens - corpus.tokens())).isLessThan(1e-3);
    }
  }

  /**
   * An iteration of batch sends these rows of the statistics, those of the topics and a number for
   * each, the start the latter two, and the end lambda; and some short vectors.
   */
  @ParameterizedTest
  @CsvSource({"2", "3", "5"})
  void anIterationSendsTheRowsThatOccur(int ranks) {
    Corpus corpus = ToyCorpora.withUnseenWords(SEED);
    long occurring = Arrays.stream(corpus.wordTotals()).filter(total -> total > 0).count();
    long rows = occurring * (2 * TOPICS + 1) * (ITERATIONS + 1);
    // Which words occur, in up to 3 bits a word; sums of 5 topics and of the bound, 2 or 3 times.
    long others = corpus.vocabulary() / 21 + 1 + 100L * (ITERATIONS + 1);
    TrainingConfig config =
        config("--algorithm", "batch", "--alpha", 0.1, "--eta", ETA, "--iterations", ITERATIONS);
    for (Outcome found : InProcessRanks.run(ranks, comm -> train(config, corpus, comm))) {
      assertThat(found.elements()).as("seed %d", SEED).isBetween(rows, rows + others);
    }
    assertThat(10 * occurring).isLessThanOrEqualTo(corpus.vocabulary());
  }
}
