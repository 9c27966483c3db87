package mpjlda.app.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import mpjlda.core.kernel.KernelChoice;
import mpjlda.core.priors.DirichletPriors;
import mpjlda.core.priors.PriorLearning;
import mpjlda.data.corpus.CorpusSource;

/**
 * A training run as asked for; every value has been checked.
 *
 * @param method how the model is fitted
 * @param alpha (K) the documents' Dirichlet prior
 * @param eta the topics' symmetric Dirichlet prior
 * @param learning which of the priors are learned, from those given on
 * @param iterations passes over the corpus
 * @param tolerance relative change of the bound that ends training; 0 = never
 * @param eStepIterations sweeps of a document at most
 * @param eStepTolerance mean absolute change of gamma that ends a document
 * @param kernel the E-step's arithmetic
 * @param start what it starts from
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
    PriorLearning learning,
    int iterations,
    double tolerance,
    int eStepIterations,
    double eStepTolerance,
    KernelChoice kernel,
    long seed,
    Start start,
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
   * @param online how online goes
   */
  public record Method(Algorithm algorithm, int continueGammaAfter, Online online) {
    /** Documents always start anew. */
    public static final int NEVER = 0;
  }

  /**
   * How online variational Bayes goes: batch t, from 0, takes lambda by (tau0 + t)^−kappa of the
   * way.
   *
   * @param batchSize documents of a batch at most, ≥ 1
   * @param tau0 ≥ 1
   * @param kappa from 0 to 1
   * @param polish iterations of another algorithm at the end
   * @param polishBy which one, of batch and cvb0
   */
  public record Online(int batchSize, double tau0, double kappa, int polish, Algorithm polishBy) {
    public static final Online DEFAULT = new Online(4096, 64, 0.7, 0);

    /** Polished by batch, if at all. */
    public Online(int batchSize, double tau0, double kappa, int polish) {
      this(batchSize, tau0, kappa, polish, Algorithm.BATCH);
    }

    /** Whether it ends with iterations of cvb0. */
    public boolean endsWithCvb0() {
      return polish > 0 && polishBy == Algorithm.CVB0;
    }

    /** As {@code model.json} keeps them. */
    private Map<String, Object> options() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("batch_size", batchSize);
      map.put("tau0", tau0);
      map.put("kappa", kappa);
      map.put("polish", polish);
      if (endsWithCvb0()) {
        map.put("polish_by", polishBy.name().toLowerCase(Locale.ROOT));
      }
      return map;
    }
  }

  /**
   * What a training starts from, instead of random numbers; at most one of the two.
   *
   * @param lambda a file of K × V numbers
   * @param model a model's folder
   */
  public record Start(Optional<Path> lambda, Optional<Path> model) {
    public static final Start RANDOM = new Start(Optional.empty(), Optional.empty());
  }

  /** The algorithms of training. */
  public enum Algorithm {
    /** Batch variational Bayes. */
    BATCH,
    /** Online variational Bayes. */
    ONLINE,
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
   * @param newPriors given, or those to start from
   */
  public TrainingConfig with(
      DirichletPriors newPriors, PriorLearning newLearning, int newIterations) {
    return new TrainingConfig(
        method,
        corpus,
        output,
        newPriors.alpha(),
        newPriors.eta(),
        newLearning,
        newIterations,
        tolerance,
        eStepIterations,
        eStepTolerance,
        kernel,
        seed,
        start,
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
        learning,
        iterations,
        tolerance,
        eStepIterations,
        eStepTolerance,
        kernel,
        seed,
        start,
        Optional.empty(),
        durability,
        ranks,
        threads);
  }

  /** Alpha and eta as given, or where learning starts. */
  public DirichletPriors priors() {
    return new DirichletPriors(alpha, eta);
  }

  /** All iterations at most, those of polishing among them. */
  public int allIterations() {
    return iterations + method.online().polish();
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
    map.put("eta", learning.eta() ? Priors.AUTO : eta);
    if (method.algorithm() != Algorithm.CVB0) {
      map.put("estep_iterations", eStepIterations);
      map.put("estep_tolerance", eStepTolerance);
    }
    if (method.algorithm() == Algorithm.BATCH) {
      map.put("continue_gamma_after", method.continueGammaAfter());
      map.put("skip_topics", kernel.activeSet());
    }
    if (method.algorithm() == Algorithm.ONLINE) {
      map.putAll(method.online().options());
      if (method.online().polish() > 0) {
        // What was polished cannot go on with more passes.
        map.put("iterations", iterations);
        map.put("tolerance", tolerance);
      }
    }
    map.put("precision", kernel.precision().name().toLowerCase(Locale.ROOT));
    map.put("seed", seed);
    return map;
  }

  /** One number where all entries are the same. */
  private Object alphaAsTyped() {
    if (learning.learnsAlpha()) {
      return Priors.name(learning.alpha());
    }
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
    map.put("initial_lambda", start.lambda().map(Path::toString).orElse(""));
    start.model().ifPresent(model -> map.put("initial_model", model.toString()));
    map.put("iterations", iterations);
    map.put("tolerance", tolerance);
    heldOut.ifPresent(wanted -> map.putAll(wanted.options()));
    map.put("kernel", kernel.kind().name().toLowerCase(Locale.ROOT));
    map.put("ranks", ranks);
    map.put("threads", threads);
    return map;
  }
}
