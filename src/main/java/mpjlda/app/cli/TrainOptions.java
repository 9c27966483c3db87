package mpjlda.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import mpjlda.app.config.OptionProblems;
import mpjlda.app.config.Priors;
import mpjlda.app.config.TrainingConfig;
import mpjlda.app.train.InitialModel;
import mpjlda.app.train.OutputFolder;
import mpjlda.core.kernel.KernelChoice;
import mpjlda.data.corpus.CorpusFormat;
import mpjlda.data.corpus.CorpusSource;
import mpjlda.data.text.TextSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of {@code train} as typed. */
final class TrainOptions {
  @Option(
      names = "--corpus",
      paramLabel = "PATH",
      required = true,
      description = "Corpus: a file, a folder or a glob; may be given several times.")
  private List<String> corpus = new ArrayList<>();

  @Mixin private CorpusOptions corpusOptions = new CorpusOptions();

  @Option(
      names = {"-k", "--topics"},
      paramLabel = "K",
      required = true,
      description = "Number of topics.")
  private int topics;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      required = true,
      description = "Folder of the model.")
  private Path output = Path.of("");

  @Option(
      names = "--algorithm",
      paramLabel = "NAME",
      defaultValue = "batch",
      description =
          "batch: batch variational Bayes; online: variational Bayes by batches of documents; cvb0:"
              + " zero-order collapsed variational Bayes. Default: batch.")
  private TrainingConfig.Algorithm algorithm = TrainingConfig.Algorithm.BATCH;

  @Mixin private OnlineOptions online = new OnlineOptions();

  @Option(
      names = "--continue-gamma-after",
      paramLabel = "N|never",
      defaultValue = "never",
      description =
          "batch: after so many iterations a document's E-step starts from where its last one ended,"
              + " instead of anew; 0 is the same as never. Default: never.")
  private String continueGammaAfter = "never";

  @Option(
      names = {"--iterations", "--passes"},
      paramLabel = "N",
      defaultValue = "100",
      description = "Passes over the corpus, at most. Default: ${DEFAULT-VALUE}.")
  private int iterations;

  @Option(
      names = "--tolerance",
      paramLabel = "X",
      defaultValue = "1e-5",
      description =
          "Relative change of the bound that ends training; 0 = never. Default: ${DEFAULT-VALUE}.")
  private double tolerance;

  @Option(
      names = "--alpha",
      paramLabel = "A",
      defaultValue = Priors.DEFAULT_ALPHA,
      description =
          "Dirichlet prior of the documents: one number, or one for each topic separated by commas;"
              + " auto: learned, a number for each topic; auto-symmetric: learned, one for all."
              + " Default: ${DEFAULT-VALUE}.")
  private String alpha = "";

  @Option(
      names = "--eta",
      paramLabel = "E",
      defaultValue = Priors.DEFAULT_ETA,
      description =
          "Dirichlet prior of the topics: a number, or auto: learned. Default: ${DEFAULT-VALUE}.")
  private String eta = "";

  @Option(
      names = "--estep-iterations",
      paramLabel = "N",
      defaultValue = "100",
      description = "Sweeps over a document, at most. Default: ${DEFAULT-VALUE}.")
  private int eStepIterations;

  @Option(
      names = "--estep-tolerance",
      paramLabel = "X",
      defaultValue = "1e-3",
      description =
          "Mean absolute change of gamma that ends a document. Default: ${DEFAULT-VALUE}.")
  private double eStepTolerance;

  @Mixin private KernelOptions kernelOptions = new KernelOptions();

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Seed of the random start. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--initial-lambda",
      paramLabel = "FILE.npy",
      description = "Start from this lambda (K x V) instead of a random one.")
  private @Nullable Path initialLambda;

  @Option(
      names = "--initial-model",
      paramLabel = "DIR",
      description =
          "Start from this model's topics, words matched by their text, and take its alpha and eta"
              + " unless they are given.")
  private @Nullable Path initialModel;

  @Mixin private HeldOutOptions heldOut = new HeldOutOptions();

  @Mixin private DurabilityOptions durability = new DurabilityOptions();

  @Option(names = "--dry-run", description = "Print the plan and the memory per rank, then stop.")
  private boolean dryRun;

  boolean dryRun() {
    return dryRun;
  }

  List<String> corpus() {
    return corpus;
  }

  /**
   * The options, checked.
   *
   * @throws mpjlda.core.errors.LdaException exit code 2 with all problems
   */
  TrainingConfig validated(RunOptions run) {
    return validated(run, name -> true);
  }

  /**
   * The options, checked.
   *
   * @param typed whether the user gave an option that has a default
   * @throws mpjlda.core.errors.LdaException exit code 2 with all problems, (65) if there should be
   *     an initial model and is none
   */
  TrainingConfig validated(RunOptions run, Predicate<String> typed) {
    OptionProblems problems = new OptionProblems();
    run.check(problems);
    checkChoices(problems);
    checkNumbers(problems);
    Optional<InitialModel.Priors> model = initialPriors(problems);
    double[] alphas =
        model
            .filter(priors -> !typed.test("--alpha"))
            .map(InitialModel.Priors::alpha)
            .orElseGet(() -> Priors.parseAlpha(alpha, topics, problems));
    double etaGiven =
        model
            .filter(priors -> !typed.test("--eta"))
            .map(InitialModel.Priors::eta)
            .orElseGet(() -> Priors.parseEta(eta, problems));
    CorpusSource source = source(problems);
    problems.require(
        !Files.exists(output) || Files.isDirectory(output),
        "--output must be a folder, found the file " + output);
    Optional<TrainingConfig.HeldOut> scored = heldOut.heldOut(corpusOptions, seed, problems);
    TrainingConfig.Durability safety = durability.durability(problems);
    TrainingConfig.Method method =
        new TrainingConfig.Method(
            algorithm, continueAfter(problems), online.online(algorithm, problems));
    KernelChoice kernel = kernelOptions.choice(algorithm, problems);
    problems.throwIfAny();
    return new TrainingConfig(
        method,
        source,
        output,
        alphas,
        etaGiven,
        Priors.learning(alpha, eta),
        iterations,
        tolerance,
        eStepIterations,
        eStepTolerance,
        kernel,
        seed,
        new TrainingConfig.Start(
            Optional.ofNullable(initialLambda), Optional.ofNullable(initialModel)),
        scored,
        safety,
        run.ranks(),
        run.threads());
  }

  private Optional<InitialModel.Priors> initialPriors(OptionProblems problems) {
    if (initialModel == null) {
      return Optional.empty();
    }
    problems.require(
        initialLambda == null, "--initial-model and --initial-lambda: one start is enough");
    problems.require(
        !initialModel.toAbsolutePath().normalize().equals(output.toAbsolutePath().normalize()),
        "--initial-model and --output are the same folder: choose another --output");
    InitialModel.Priors priors = InitialModel.priors(initialModel);
    problems.require(
        priors.alpha().length == topics,
        "--topics "
            + topics
            + ", but the model in --initial-model "
            + initialModel
            + " has "
            + priors.alpha().length);
    return Optional.of(priors);
  }

  /** How the corpus is to be read. */
  CorpusOptions reading() {
    return corpusOptions;
  }

  /** The text that the corpus is to be made of, if it is text. */
  Optional<TextSource> text() {
    return corpusOptions.text().map(kind -> TextSource.of(corpus, kind));
  }

  private CorpusSource source(OptionProblems problems) {
    if (text().isEmpty()) {
      return corpusOptions.source(corpus, problems);
    }
    problems.require(
        !heldOut.areGiven() && !dryRun && corpusOptions.vocabulary() == null,
        "--held-out, --dry-run and --vocab do not go with text (--format): make a store of the text"
            + " first, with mpj-lda import --text");
    return new CorpusSource(
        List.of(output.resolve(OutputFolder.CORPUS).toString()),
        CorpusFormat.STORE,
        null,
        corpusOptions.maxVocabulary());
  }

  private int continueAfter(OptionProblems problems) {
    if (continueGammaAfter.equals("never")) {
      return TrainingConfig.Method.NEVER;
    }
    int after =
        continueGammaAfter.matches("[0-9]{1,9}") ? Integer.parseInt(continueGammaAfter) : -1;
    problems.require(
        after >= 0,
        "--continue-gamma-after must be a number of iterations or never, found \""
            + continueGammaAfter
            + "\"");
    problems.require(
        after <= 0 || algorithm == TrainingConfig.Algorithm.BATCH,
        "--continue-gamma-after goes with --algorithm batch");
    return Math.max(after, 0);
  }

  private void checkChoices(OptionProblems problems) {
    problems.require(
        algorithm != TrainingConfig.Algorithm.CVB0 || initialLambda == null,
        "--initial-lambda goes with --algorithm batch and online; cvb0 starts from random"
            + " responsibilities");
  }

  private void checkNumbers(OptionProblems problems) {
    problems.require(
        topics >= 1 && topics <= 100_000, "--topics must be from 1 to 100000, found " + topics);
    problems.require(iterations >= 1, "--iterations must be >= 1, found " + iterations);
    problems.require(
        tolerance >= 0 && tolerance < 1,
        "--tolerance must be >= 0 and < 1 (0 = never stop early), found " + tolerance);
    problems.require(
        eStepIterations >= 1, "--estep-iterations must be >= 1, found " + eStepIterations);
    problems.require(
        eStepTolerance >= 0 && eStepTolerance < Double.POSITIVE_INFINITY,
        "--estep-tolerance must be >= 0, found " + eStepTolerance);
  }
}
