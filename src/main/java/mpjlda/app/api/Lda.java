package mpjlda.app.api;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import mpjlda.app.config.Algorithm;
import mpjlda.app.config.AlphaPrior;
import mpjlda.app.config.EtaPrior;
import mpjlda.app.config.Priors;
import mpjlda.app.config.Settings;
import mpjlda.app.config.TrainingConfig;
import mpjlda.app.train.FittedModel;
import mpjlda.app.train.InMemoryTraining;
import mpjlda.app.train.ModelSaving;
import mpjlda.app.train.TrainingData;
import mpjlda.cluster.comm.Collectives;
import mpjlda.cluster.comm.SingleRank;
import mpjlda.cluster.launch.protocol.HostName;
import mpjlda.core.console.Console;
import mpjlda.core.errors.LdaException;
import mpjlda.core.inference.TopicModel;
import mpjlda.core.parallel.Workers;
import mpjlda.core.priors.PriorLearning;
import mpjlda.data.modelio.ModelInfo;

/**
 * Fits models: what {@code mpj-lda train} does on one rank, with the same options and defaults, in
 * memory. Every method returns another object; this one does not change.
 *
 * <pre>{@code
 * LdaCorpus corpus = LdaCorpus.read(Path.of("songs.txt"));
 * LdaModel fitted = Lda.topics(5).seed(1).threads(2).fit(corpus);
 * LdaModel longer = Lda.continuing(fitted).iterations(20).fit(corpus);
 * }</pre>
 */
public final class Lda {
  private static final int MOST_TOPICS = 100_000;
  private static final int MOST_THREADS = 4096;

  private final int topics;
  private final Optional<TopicModel> initial;
  private final Map<String, Object> given;

  /**
   * @param given values of options of {@code train}; the others have their defaults
   */
  private Lda(int topics, Optional<TopicModel> initial, Map<String, Object> given) {
    this.topics = topics;
    this.initial = initial;
    this.given = Map.copyOf(given);
  }

  private Lda with(String option, Object value) {
    Map<String, Object> more = new HashMap<>(given);
    more.put(option, value);
    return new Lda(topics, initial, more);
  }

  /**
   * A fit from a random start.
   *
   * @param topics K, from 1 to 100000
   * @throws LdaException (2) if it is not
   */
  public static Lda topics(int topics) {
    require(
        topics >= 1 && topics <= MOST_TOPICS, "topics must be from 1 to 100000, found " + topics);
    return new Lda(topics, Optional.empty(), Map.of());
  }

  /**
   * A fit that starts from a model's topics and priors, as {@code --initial-model} does. Its words
   * are matched with the corpus's by their text; words that it does not have start at random.
   */
  public static Lda continuing(LdaModel model) {
    return new Lda(model.topics(), Optional.of(model.model()), Map.of())
        .with("--alpha", AlphaPrior.of(PriorLearning.Alpha.FIXED, model.alpha()))
        .with("--eta", new EtaPrior(false, model.eta()));
  }

  /** Batch variational Bayes (Hoffman, Blei and Bach 2010). */
  public Lda batch() {
    return with("--algorithm", Algorithm.BATCH);
  }

  /** Zero-order collapsed variational Bayes; the default. */
  public Lda cvb0() {
    return with("--algorithm", Algorithm.CVB0);
  }

  /** Online variational Bayes with batches of 4096 documents. */
  public Lda online() {
    return with("--algorithm", Algorithm.ONLINE);
  }

  /**
   * Online variational Bayes.
   *
   * @param batchSize documents of a batch, at most; ≥ 1
   * @throws LdaException (2) if it is not
   */
  public Lda online(int batchSize) {
    require(batchSize >= 1, "batchSize must be >= 1, found " + batchSize);
    return online().with("--batch-size", batchSize);
  }

  /**
   * Dirichlet prior of the documents, the same for every topic. Default: learned, or the initial
   * model's.
   *
   * @throws LdaException (2) if it is not above 0
   */
  public Lda alpha(double value) {
    requirePrior("alpha", value);
    return with("--alpha", AlphaPrior.symmetric(PriorLearning.Alpha.FIXED, value));
  }

  /** Learns the documents' prior, a number for each topic: {@code --alpha auto}. */
  public Lda learnAlpha() {
    return with("--alpha", AlphaPrior.parse(Priors.AUTO));
  }

  /** Learns the documents' prior, one number for all topics: {@code --alpha auto-symmetric}. */
  public Lda learnSymmetricAlpha() {
    return with("--alpha", AlphaPrior.parse(Priors.AUTO_SYMMETRIC));
  }

  /**
   * Symmetric Dirichlet prior of the topics. Default: learned, or the initial model's.
   *
   * @throws LdaException (2) if it is not above 0
   */
  public Lda eta(double value) {
    requirePrior("eta", value);
    return with("--eta", new EtaPrior(false, value));
  }

  /** Learns the topics' prior: {@code --eta auto}. */
  public Lda learnEta() {
    return with("--eta", EtaPrior.parse(Priors.AUTO));
  }

  private static void requirePrior(String name, double value) {
    require(value >= 1e-100 && value <= 1e15, name + " must be a number > 0, found " + value);
  }

  /**
   * Maximum number of passes over the corpus. Default: 100.
   *
   * @throws LdaException (2) if it is below 1
   */
  public Lda iterations(int most) {
    require(most >= 1, "iterations must be >= 1, found " + most);
    return with("--iterations", most);
  }

  /**
   * Relative change of the bound at which the fit ends; 0 = never. Default: 1e-5.
   *
   * @throws LdaException (2) if it is not from 0 to below 1
   */
  public Lda tolerance(double change) {
    require(change >= 0 && change < 1, "tolerance must be >= 0 and < 1, found " + change);
    return with("--tolerance", change);
  }

  /** Seed of the random start. Default: 1. */
  public Lda seed(long number) {
    return with("--seed", number);
  }

  /**
   * Number of compute threads, which changes the time only. Default: 1.
   *
   * @throws LdaException (2) if it is not from 1 to 4096
   */
  public Lda threads(int number) {
    requireThreads(number);
    return with("--threads", number);
  }

  /**
   * Fits a model. Blocks until it is done; several fits may run at the same time.
   *
   * @throws LdaException (65) if no document has a word, (70) if numbers leave their range
   */
  public LdaModel fit(LdaCorpus corpus) {
    if (corpus.tokens() == 0) {
      throw LdaException.badInput(
          String.format(
              "%s: found %d documents without a single word, expected words to train on.",
              String.join(" ", corpus.source().paths()), corpus.documents()));
    }
    Instant started = Instant.now();
    TrainingConfig config = Settings.with(TrainingConfig.of(corpus.source(), topics), given);
    FittedModel fitted;
    try (Workers workers = workers(config.threads())) {
      InMemoryTraining.Place place =
          new InMemoryTraining.Place(
              new Collectives(new SingleRank()), new SilentConsole(), workers);
      fitted =
          new InMemoryTraining(config, place, initial)
              .fit(
                  TrainingData.of(corpus.corpus()),
                  new InMemoryTraining.Watch(() -> false, iteration -> {}));
    }
    ModelInfo info =
        new ModelSaving(
                config,
                corpus.corpus().summary(),
                config.allOptions(),
                new ModelSaving.Origin(HostName.local(), started))
            .info(fitted);
    return new LdaModel(info, fitted.model());
  }

  private static void require(boolean condition, String problem) {
    if (!condition) {
      throw LdaException.usage(problem);
    }
  }

  private static void requireThreads(int threads) {
    require(
        threads >= 1 && threads <= MOST_THREADS,
        "threads must be from 1 to 4096, found " + threads);
  }

  /** Starts compute threads, a number that a user gave. */
  static Workers workers(int threads) {
    requireThreads(threads);
    return new Workers(threads);
  }

  /** A library says nothing. */
  private static final class SilentConsole implements Console {
    @Override
    public void result(String line) {}

    @Override
    public void say(String line) {}

    @Override
    public void progress(String line) {}

    @Override
    public void phase(String phase, int iteration) {}
  }
}
