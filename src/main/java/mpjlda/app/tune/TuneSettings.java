package mpjlda.app.tune;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import mpjlda.app.config.AlphaPrior;
import mpjlda.app.config.CheckedSettings;
import mpjlda.app.config.OptionProblems;
import mpjlda.app.config.Setting;
import mpjlda.app.config.SettingsGroup;
import mpjlda.app.config.TrainingConfig;

/** A search as typed. */
@SettingsGroup(heading = "Search")
public record TuneSettings(
    @Setting(
            names = "--grid",
            label = "SPEC",
            required = true,
            common = true,
            help =
                "What to try: \"topics=20,50 alpha=0.05,auto eta=0.01,0.1\", all combinations; with"
                    + " --random also ranges, \"topics=10..200 alpha=log:0.01..1\".")
        String grid,
    @Setting(
            names = "--random",
            label = "N",
            min = 1,
            max = 100_000,
            help = "Draw N configurations from --grid by --seed, instead of trying all.")
        Optional<Integer> random,
    @Setting(
            names = "--folds",
            label = "F",
            min = 2,
            max = 1000,
            help =
                "Cross-validation: each document is held out in one of F trainings. Default: "
                    + TuneSettings.DEFAULT_FOLDS
                    + ", if neither --held-out-part nor --held-out is given.")
        Optional<Integer> folds,
    @Setting(
            names = "--held-out-part",
            label = "P",
            min = Double.MIN_VALUE,
            below = 1,
            expected = "> 0 and < 1",
            help = "Hold out this part of the documents, such as 0.1, in one training.")
        Optional<Double> part,
    @Setting(
            names = "--group-size",
            label = "G",
            defaultValue = "1",
            min = 1,
            help = "Ranks that train one configuration together.")
        int groupSize,
    @Setting(
            names = "--halving",
            label = "R",
            min = 2,
            help =
                "Successive halving: in each round the best 1/R of the configurations continue with"
                    + " R times the iterations, up to --iterations in the last round.")
        Optional<Integer> halving,
    @Setting(
            names = "--train-best",
            help =
                "Finally train the best configuration on the whole corpus, into a folder in"
                    + " --output.")
        boolean trainBest,
    @SettingsGroup(
            optional = "--topics",
            without = {
              "--initial-lambda",
              "--initial-model",
              "--dry-run",
              "--resume",
              "--evaluate-every",
              "--tokenised",
              "--language",
              "--stop-words",
              "--encoding",
              "--min-df",
              "--max-df",
              "--phrases"
            })
        TrainingConfig training)
    implements CheckedSettings {
  static final int DEFAULT_FOLDS = 5;

  @Override
  public void check(OptionProblems problems) {
    problems.require(
        training.method().alpha().values().size() == 1,
        "--alpha must be one number: tune tries symmetric priors");
    int ways =
        (int) folds.stream().count()
            + (int) part.stream().count()
            + (int) training.heldOut().stream().count();
    problems.require(ways <= 1, "give one of --folds, --held-out-part and --held-out");
    training.input().reading().refuseText(problems);
  }

  /**
   * The search.
   *
   * @param topicsGiven whether the user gave the number of topics besides the grid
   * @param problems found so far
   * @throws mpjlda.core.errors.LdaException (2) with all problems
   */
  public TuneConfig validated(boolean topicsGiven, OptionProblems problems) {
    problems.throwIfAny();
    SearchSpace space = SearchSpace.parse(grid);
    problems.require(
        space.hasTopics() || topicsGiven,
        "the number of topics is missing: add topics=20,50 to --grid, or -k 20");
    problems.require(
        !(space.hasTopics() && topicsGiven),
        "--topics and topics= of --grid exclude each other: leave one of them out");
    problems.throwIfAny();
    AlphaPrior alpha = training.method().alpha();
    Configuration base =
        new Configuration(
            training.topics(), alpha.values().get(0), training.eta(), training.learning());
    List<Configuration> configurations =
        random
            .map(number -> space.random(number, training.seed(), base))
            .orElseGet(() -> space.grid(base));
    return new TuneConfig(
        training,
        configurations,
        holdOut(),
        groupSize,
        halving.map(OptionalInt::of).orElseGet(OptionalInt::empty),
        trainBest,
        training.run().print().json());
  }

  private HoldOut holdOut() {
    if (training.heldOut().isPresent()) {
      return new HoldOut.Given(training.heldOut().get().source());
    }
    return part.isPresent()
        ? new HoldOut.Part(part.get())
        : new HoldOut.Folds(folds.orElse(DEFAULT_FOLDS));
  }
}
