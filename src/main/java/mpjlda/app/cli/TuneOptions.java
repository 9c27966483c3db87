package mpjlda.app.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import mpjlda.app.config.OptionProblems;
import mpjlda.app.config.TrainingConfig;
import mpjlda.app.tune.Configuration;
import mpjlda.app.tune.HoldOut;
import mpjlda.app.tune.SearchSpace;
import mpjlda.app.tune.TuneConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code tune} beside those of {@code train}, as typed. */
final class TuneOptions {
  private static final int DEFAULT_FOLDS = 5;

  @Option(
      names = "--grid",
      paramLabel = "SPEC",
      required = true,
      description =
          "What to try: \"topics=20,50 alpha=0.05,auto eta=0.01,0.1\", all combinations; with --random"
              + " also ranges, \"topics=10..200 alpha=log:0.01..1\".")
  private String grid = "";

  @Option(
      names = "--random",
      paramLabel = "N",
      description = "Draw N configurations from --grid by --seed, instead of trying all.")
  private @Nullable Integer random;

  @Option(
      names = "--folds",
      paramLabel = "F",
      description =
          "Cross-validation: each document is held out in one of F trainings. Default: "
              + DEFAULT_FOLDS
              + ", if neither --held-out-part nor --held-out is given.")
  private @Nullable Integer folds;

  @Option(
      names = "--held-out-part",
      paramLabel = "P",
      description = "Hold out this part of the documents, such as 0.1, in one training.")
  private @Nullable Double part;

  @Option(
      names = "--group-size",
      paramLabel = "G",
      defaultValue = "1",
      description = "Ranks that train one configuration together. Default: ${DEFAULT-VALUE}.")
  private int groupSize;

  @Option(
      names = "--halving",
      paramLabel = "R",
      description =
          "Successive halving: rounds in which the best 1/R of the configurations go on with R times"
              + " the iterations, to --iterations in the last.")
  private @Nullable Integer halving;

  @Option(
      names = "--train-best",
      description = "Then train the best one on the whole corpus, into a folder in --output.")
  private boolean trainBest;

  /**
   * The options, checked.
   *
   * @param topicsGiven whether the user gave the number of topics beside the grid
   * @throws mpjlda.core.errors.LdaException exit code 2 with what is wrong
   */
  TuneConfig validated(TrainingConfig training, boolean topicsGiven, boolean json) {
    OptionProblems problems = new OptionProblems();
    double[] alpha = training.alpha();
    problems.require(
        Arrays.stream(alpha).allMatch(a -> a == alpha[0]),
        "--alpha must be one number: tune tries symmetric priors");
    problems.require(groupSize >= 1, "--group-size must be >= 1, found " + groupSize);
    problems.require(halving == null || halving >= 2, "--halving must be >= 2, found " + halving);
    problems.require(
        random == null || (random >= 1 && random <= 100_000),
        "--random must be from 1 to 100000, found " + random);
    HoldOut holdOut = holdOut(training, problems);
    problems.throwIfAny();
    SearchSpace space = SearchSpace.parse(grid);
    problems.require(
        space.hasTopics() || topicsGiven,
        "the number of topics is missing: add topics=20,50 to --grid, or -k 20");
    problems.throwIfAny();
    Configuration base =
        new Configuration(training.topics(), alpha[0], training.eta(), training.learning());
    List<Configuration> configurations =
        random == null ? space.grid(base) : space.random(random, training.seed(), base);
    return new TuneConfig(
        training,
        configurations,
        holdOut,
        groupSize,
        halving == null ? OptionalInt.empty() : OptionalInt.of(halving),
        trainBest,
        json);
  }

  private HoldOut holdOut(TrainingConfig training, OptionProblems problems) {
    Optional<TrainingConfig.HeldOut> given = training.heldOut();
    int ways = (folds == null ? 0 : 1) + (part == null ? 0 : 1) + (given.isPresent() ? 1 : 0);
    problems.require(ways <= 1, "give one of --folds, --held-out-part and --held-out");
    problems.require(
        folds == null || (folds >= 2 && folds <= 1000),
        "--folds must be from 2 to 1000, found " + folds);
    problems.require(
        part == null || (part > 0 && part < 1),
        "--held-out-part must be > 0 and < 1, found " + part);
    if (given.isPresent()) {
      return new HoldOut.Given(given.get().source());
    }
    return part != null
        ? new HoldOut.Part(part)
        : new HoldOut.Folds(folds == null ? DEFAULT_FOLDS : folds);
  }
}
