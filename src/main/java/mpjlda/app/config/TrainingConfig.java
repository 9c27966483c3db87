package mpjlda.app.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mpjlda.core.errors.LdaException;
import mpjlda.core.kernel.KernelChoice;
import mpjlda.core.kernel.Precision;
import mpjlda.core.priors.DirichletPriors;
import mpjlda.core.priors.PredictionLearner;
import mpjlda.core.priors.PriorLearning;
import mpjlda.data.corpus.CorpusSource;
import mpjlda.data.corpus.WordIdBase;

/**
 * A training run as asked for; every value has been checked. The order of the components is that of
 * the options in {@code model.json}.
 *
 * @param input the corpus
 * @param text how it becomes words if it is text
 * @param method how the model is fitted
 * @param precisionGiven arithmetic of the E-step, if given
 * @param seed of the random start
 * @param start what it starts from
 * @param iterations passes over the corpus
 * @param tolerance relative change of the bound that ends training; 0 = never
 * @param scoring documents that the model is scored by during training
 * @param kernelKind the E-step's implementation
 * @param durability what is kept of the run during training
 * @param run its ranks
 * @param output folder of the model
 */
@SettingsGroup(heading = "Training")
public record TrainingConfig(
    CorpusSettings input,
    @SettingsGroup(
            without = {
              "--stem",
              "--keep-case",
              "--keep-numbers",
              "--min-length",
              "--phrase-threshold",
              "--phrase-min-count",
              "--max-candidates"
            })
        TextWordSettings text,
    MethodSettings method,
    @Setting(
            names = "--precision",
            label = "P",
            expected = "double or single",
            help =
                "Arithmetic of the E-step: double, or single, which is faster and gives about the"
                    + " same model. Default: double; cvb0 always computes in single precision.")
        Optional<Precision> precisionGiven,
    @Setting(names = "--seed", label = "S", defaultValue = "1", help = "Seed of the random start.")
        long seed,
    StartSettings start,
    @Setting(
            names = {"--iterations", "--passes"},
            label = "N",
            defaultValue = "100",
            common = true,
            min = 1,
            key = "iterations",
            help = "Maximum number of passes over the corpus.")
        int iterations,
    @Setting(
            names = "--tolerance",
            label = "X",
            defaultValue = "1e-5",
            min = 0,
            below = 1,
            expected = ">= 0 and < 1 (0 = never stop early)",
            key = "tolerance",
            help = "Relative change of the bound at which training ends; 0 = never.")
        double tolerance,
    HeldOutSettings scoring,
    @Setting(
            names = "--kernel",
            label = "KIND",
            defaultValue = "auto",
            key = "kernel",
            help =
                "Implementation of the E-step: vector (the JDK's Vector API), scalar (plain Java)"
                    + " or auto (vector where the JVM has it). The result is the same to the bit.")
        KernelChoice.Kind kernelKind,
    DurabilitySettings durability,
    RunSettings run,
    @Setting(
            names = "--output",
            label = "DIR",
            required = true,
            common = true,
            help = "Folder of the model.")
        Path output,
    @Setting(
            names = "--dry-run",
            printed = false,
            help = "Print the plan and the memory per rank, then stop.")
        boolean dryRun)
    implements CheckedSettings {
  /**
   * Documents that the model is scored by during training.
   *
   * @param every iterations
   */
  public record HeldOut(HeldOutSource source, int every) {}

  /**
   * A training with the defaults of every other option, and no output.
   *
   * @param topics K
   */
  public static TrainingConfig of(CorpusSource corpus, int topics) {
    Map<String, List<String>> given = Map.of("--topics", List.of(Integer.toString(topics)));
    // Neither a corpus on disk nor an output is required here.
    OptionProblems unused = new OptionProblems();
    Map<String, Object> read = new HashMap<>();
    read.put("--corpus", corpus.paths());
    read.put("--format", InputFormat.valueOf(corpus.format().name()));
    read.put("--vocab", Optional.ofNullable(corpus.vocabulary()));
    read.put("--transpose", corpus.transposed());
    if (corpus.ids() == WordIdBase.ZERO || corpus.ids() == WordIdBase.ONE) {
      read.put("--ids-from", Optional.of(corpus.ids() == WordIdBase.ZERO ? 0 : 1));
    }
    if (corpus.maxVocabulary() < Integer.MAX_VALUE) {
      read.put("--max-vocabulary", Optional.of(corpus.maxVocabulary()));
    }
    return Settings.with(
        Settings.read(TrainingConfig.class, name -> given.getOrDefault(name, List.of()), unused),
        read);
  }

  @Override
  public void check(OptionProblems problems) {
    Settings.requireAlgorithm(this, algorithm().optionName(), problems);
    problems.require(
        algorithm() != Algorithm.CVB0 || !precisionGiven.equals(Optional.of(Precision.DOUBLE)),
        "--precision double goes with --algorithm batch and online; cvb0 computes in single"
            + " precision");
    problems.require(
        !method.eStep().skipTopics() || !precisionGiven.equals(Optional.of(Precision.DOUBLE)),
        "--skip-topics computes in single precision: leave out --precision double, or leave out"
            + " --skip-topics");
    problems.require(
        !Files.exists(output) || Files.isDirectory(output),
        "--output must be a folder, found the file " + output);
    problems.require(
        start.model().filter(model -> absolute(model).equals(absolute(output))).isEmpty(),
        "--initial-model and --output are the same folder: choose another --output");
    if (input.reading().format().text().isPresent()) {
      checkText(problems);
    }
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }

  /** Notes options that do not apply to text. */
  public void checkText(OptionProblems problems) {
    problems.require(
        scoring.heldOut().isEmpty() && !dryRun && input.reading().vocabulary().isEmpty(),
        "--held-out, --dry-run and --vocab do not go with text (--format): make a store of the text"
            + " first, with mpj-lda import --text");
  }

  /** Notes options that are for text, of a corpus that is none. */
  public void checkNoText(OptionProblems problems) {
    Settings.given(text)
        .forEach(
            option ->
                problems.add(
                    option
                        + " goes with text, and "
                        + String.join(" ", input.paths())
                        + " is not recognised as text: leave "
                        + option
                        + " out, or say --format text"));
  }

  /**
   * Refuses text that is not recognised because of its encoding. Reads some of it.
   *
   * @throws LdaException (65) if it is such text
   */
  public void refuseOtherEncoding() {
    if (text.encoding().isEmpty()) {
      Optional<Path> found = input.reading().otherEncoding(input.paths());
      if (found.isPresent()) {
        throw LdaException.badInput(
            found.get()
                + ": found bytes that are not UTF-8, expected a corpus or text in UTF-8; if it is"
                + " text, say its encoding, such as --encoding windows-1252 or --encoding UTF-16,"
                + " or convert it with iconv");
      }
    }
  }

  /** Whether the corpus is text, though the user does not say so. Reads some of it. */
  public boolean looksLikeText() {
    return input.reading().looksLikeText(input.paths(), text.charset());
  }

  /** What to read; not for text. */
  public CorpusSource corpus() {
    return input.source();
  }

  /** The same run on a corpus store in place of the text. */
  public TrainingConfig withStore(Path store) {
    return Settings.with(
        this,
        Map.of(
            "--corpus",
            List.of(store.toString()),
            "--format",
            InputFormat.STORE,
            "--vocab",
            Optional.empty()));
  }

  /** Documents that the model is scored by during training, if there are any. */
  public Optional<HeldOut> heldOut() {
    if (scoring.heldOut().isEmpty()) {
      return Optional.empty();
    }
    Optional<CorpusSource> observed =
        Optional.of(scoring.observed())
            .filter(paths -> !paths.isEmpty())
            .map(input.reading()::source);
    return Optional.of(
        new HeldOut(
            new HeldOutSource(observed, input.reading().source(scoring.heldOut()), seed, false),
            scoring.every()));
  }

  /** K. */
  public int topics() {
    return method.topics();
  }

  public Algorithm algorithm() {
    return method.algorithm();
  }

  /** The documents' Dirichlet prior (K), as given, or where learning starts. */
  public double[] alpha() {
    return method.alpha().vector(topics());
  }

  /** The topics' symmetric Dirichlet prior, as given, or where learning starts. */
  public double eta() {
    return method.eta().value();
  }

  /** Alpha and eta as given, or where learning starts. */
  public DirichletPriors priors() {
    return new DirichletPriors(alpha(), eta());
  }

  /** Which of the priors are learned. */
  public PriorLearning learning() {
    return method.learning();
  }

  /** The learning of priors from withheld tokens, which batch and cvb0 do. */
  public Optional<PredictionLearner> prediction() {
    return algorithm() != Algorithm.ONLINE && learning().learnsAny()
        ? Optional.of(PredictionLearner.within(learning(), iterations))
        : Optional.empty();
  }

  /** The E-step's arithmetic. */
  public KernelChoice kernel() {
    boolean skipTopics = method.eStep().skipTopics();
    boolean single = algorithm() == Algorithm.CVB0 || skipTopics;
    Precision precision = precisionGiven.orElse(single ? Precision.SINGLE : Precision.DOUBLE);
    // The combination is refused above; what is asked for can be described before that.
    return new KernelChoice(kernelKind, precision, skipTopics && precision == Precision.SINGLE);
  }

  /** All iterations at most, those of polishing among them. */
  public int allIterations() {
    return iterations + method.online().polish().iterations();
  }

  /** Rank processes asked for. */
  public int ranks() {
    return run.ranks().orElse(1);
  }

  /** Compute threads of each rank. */
  public int threads() {
    return run.threads();
  }

  /**
   * The options that decide the model's bytes, besides the corpus, the vocabulary, the initial
   * lambda and the number of iterations.
   */
  public Map<String, Object> modelOptions() {
    Map<String, Object> map = Settings.values(method, algorithm().optionName());
    if (method.online().polish().iterations() > 0) {
      // A polished model cannot continue with more passes.
      map.put("iterations", iterations);
      map.put("tolerance", tolerance);
    }
    prediction()
        .ifPresent(
            p -> map.put("priors_learned", "from withheld tokens until iteration " + p.last()));
    map.put("precision", SettingText.text(kernel().precision()));
    map.put("seed", seed);
    return map;
  }

  /** Every option, as {@code model.json} keeps them. */
  public Map<String, Object> allOptions() {
    String algorithm = algorithm().optionName();
    Map<String, Object> map = new LinkedHashMap<>(Settings.values(input, algorithm));
    map.putAll(modelOptions());
    TrainingConfig counted = Settings.with(this, Map.of("--ranks", Optional.of(ranks())));
    Settings.values(counted, algorithm).forEach(map::putIfAbsent);
    if (scoring.heldOut().isEmpty()) {
      map.remove("evaluate_every");
    }
    return map;
  }
}
