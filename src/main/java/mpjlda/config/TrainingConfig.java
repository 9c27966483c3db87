package mpjlda.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import mpjlda.corpus.CorpusSource;
import mpjlda.estep.KernelChoice;

/**
 * A training run as asked for; every value has been checked.
 *
 * @param method how the model is fitted
 * @param alpha (K) the documents' Dirichlet prior
 * @param eta the topics' symmetric Dirichlet prior
 * @param iterations passes over the corpus
 * @param tolerance relative change of the bound that ends training; 0 = never
 * @param eStepIterations sweeps of a document at most
 * @param eStepTolerance mean absolute change of gamma that ends a document
 * @param kernel the E-step's arithmetic
 * @param initialLambda K × V, instead of a random start
 * @param heldOut documents that the model is scored by on the way
 * @param durability what is kept of the run on its way
 * @param ranks rank processes asked for
 * @param threads compute threads a rank
 */
public record TrainingConfig(
    Method method,
    CorpusSource corpus,
    Path output,
    double[] alpha,
    double eta,
    int iterations,
    double tolerance,
    int eStepIterations,
    double eStepTolerance,
    KernelChoice kernel,
    long seed,
    Optional<Path> initialLambda,
    Optional<HeldOut> heldOut,
    Durability durability,
    int ranks,
    int threads) {
  /**
   * What is kept of a run on its way, and when it stops by itself.
   *
   * @param every when a checkpoint is due
   * @param keepCheckpoints good ones to be kept
   * @param maxTime within which the run stops by itself, with a checkpoint
   */
  public record Durability(
      Resume resume, CheckpointInterval every, int keepCheckpoints, Optional<Duration> maxTime) {}

  /**
   * How the model is fitted.
   *
   * @param continueGammaAfter batch: iterations in which every document starts anew; in later ones
   *     it starts from where its last E-step ended; {@link #NEVER} = always anew
   */
  public record Method(Algorithm algorithm, int continueGammaAfter) {
    /** Documents always start anew. */
    public static final int NEVER = 0;
  }

  /** The algorithms of training. */
  public enum Algorithm {
    /** Batch variational Bayes. */
    BATCH,
    /** Zero-order collapsed variational Bayes. */
    CVB0
  }

  /**
   * Documents that the model is scored by on the way.
   *
   * @param every iterations
   */
  public record HeldOut(HeldOutSource source, int every) {
    /** As {@code model.json} keeps them. */
    private Map<String, Object> options() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("held_out", source.heldOut().paths());
      source.observed().ifPresent(observed -> map.put("observed", observed.paths()));
      map.put("evaluate_every", every);
      return map;
    }
  }

  /** What to do with an output folder that holds a run already. */
  public enum Resume {
    /** Go on if it is this run's, else refuse. */
    AUTO,
    /** Start anew and replace it. */
    NEVER,
    /** Go on; refuse if there is nothing to go on with. */
    REQUIRE
  }

  /**
   * The same run with other hyper-parameters.
   *
   * @param newAlpha (K)
   */
  public TrainingConfig with(double[] newAlpha, double newEta, int newIterations) {
    return new TrainingConfig(
        method,
        corpus,
        output,
        newAlpha,
        newEta,
        newIterations,
        tolerance,
        eStepIterations,
        eStepTolerance,
        kernel,
        seed,
        initialLambda,
        heldOut,
        durability,
        ranks,
        threads);
  }

  /** The same run with another output folder, scored by nothing on the way. */
  public TrainingConfig into(Path folder) {
    return new TrainingConfig(
        method,
        corpus,
        folder,
        alpha,
        eta,
        iterations,
        tolerance,
        eStepIterations,
        eStepTolerance,
        kernel,
        seed,
        initialLambda,
        Optional.empty(),
        durability,
        ranks,
        threads);
  }

  /** K. */
  public int topics() {
    return alpha.length;
  }

  /**
   * The options that decide the model's bytes, beside the corpus, the vocabulary, the initial
   * lambda and how far the run goes.
   */
  public Map<String, Object> modelOptions() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("topics", topics());
    map.put("algorithm", method.algorithm().name().toLowerCase(Locale.ROOT));
    map.put("alpha", alphaAsTyped());
    map.put("eta", eta);
    if (method.algorithm() == Algorithm.BATCH) {
      map.put("estep_iterations", eStepIterations);
      map.put("estep_tolerance", eStepTolerance);
      map.put("continue_gamma_after", method.continueGammaAfter());
      map.put("skip_topics", kernel.skipTopics());
    }
    map.put("precision", kernel.precision().name().toLowerCase(Locale.ROOT));
    map.put("seed", seed);
    return map;
  }

  /** One number where all entries are the same. */
  private Object alphaAsTyped() {
    boolean symmetric = Arrays.stream(alpha).allMatch(a -> a == alpha[0]);
    return symmetric ? alpha[0] : Arrays.stream(alpha).boxed().toList();
  }

  /** Every option, as {@code model.json} keeps them. */
  public Map<String, Object> allOptions() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("corpus", corpus.paths());
    map.put("format", corpus.format().name().toLowerCase(Locale.ROOT));
    map.put("vocab", Objects.toString(corpus.vocabulary(), ""));
    boolean all = corpus.maxVocabulary() == Integer.MAX_VALUE;
    map.put("max_vocabulary", all ? "all" : corpus.maxVocabulary());
    map.putAll(modelOptions());
    map.put("initial_lambda", initialLambda.map(Path::toString).orElse(""));
    map.put("iterations", iterations);
    map.put("tolerance", tolerance);
    heldOut.ifPresent(wanted -> map.putAll(wanted.options()));
    map.put("kernel", kernel.kind().name().toLowerCase(Locale.ROOT));
    map.put("ranks", ranks);
    map.put("threads", threads);
    return map;
  }
}
