package mpjlda.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import mpjlda.app.config.AlphaPrior;
import mpjlda.app.config.EtaPrior;
import mpjlda.app.config.OptionProblems;
import mpjlda.app.config.Settings;
import mpjlda.app.config.ShellWords;
import mpjlda.app.config.TrainingConfig;
import mpjlda.app.status.StatusFile;
import mpjlda.app.train.DryRun;
import mpjlda.app.train.InitialModel;
import mpjlda.app.train.OutputFolder;
import mpjlda.app.train.TrainingResult;
import mpjlda.app.train.TrainingRun;
import mpjlda.cluster.comm.Collectives;
import mpjlda.cluster.comm.SingleRank;
import mpjlda.cluster.launch.rank.RankContext;
import mpjlda.cluster.launch.remote.Cluster;
import mpjlda.core.console.Console;
import mpjlda.core.errors.ExitCode;
import mpjlda.core.priors.PriorLearning;
import mpjlda.data.modelio.Npy;
import mpjlda.data.text.TextImport;
import mpjlda.data.text.TextKind;
import mpjlda.data.text.TextSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** {@code train}: fits a model, on the ranks that it starts. */
@Command(
    name = "train",
    description = "Fits a model and writes it to a folder.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    modelTransformer = SettingOptions.class,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  mpj-lda train --corpus songs.txt -k 20 --output model",
      "  mpj-lda train -np 4 --threads 2 --corpus articles/ -k 50 --output model",
      "",
      "The same corpus, options and seed give the same model, to the byte, on any number of ranks"
          + " and threads."
    })
final class TrainCommand implements Callable<Integer>, SpmdCommand, SettingsCommand {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public List<Class<? extends Record>> settings() {
    return List.of(TrainingConfig.class);
  }

  /**
   * What is to be done.
   *
   * @param text that the corpus is made of first
   */
  private record Task(TrainingConfig config, Optional<TextImport.Request> text) {}

  /** In the user's JVM: checks what can be checked at once, then starts the ranks. */
  @Override
  public Integer call() {
    TrainingConfig typed = config();
    typed.start().lambda().filter(Files::exists).ifPresent(Npy::readHeader);
    PlacedRun run = PlacedRun.of(typed.run());
    TrainingConfig placed = Settings.with(typed, Map.of("--ranks", Optional.of(run.ranks())));
    boolean isText = typed.looksLikeText();
    if (!isText) {
      typed.refuseOtherEncoding();
    }
    Task task = task(placed, isText);
    if (placed.dryRun()) {
      DryRun.print(
          task.config(),
          new Collectives(new SingleRank()),
          RankLaunch.console(placed.run().print()));
      return ExitCode.OK;
    }
    // Before the ranks' logs and lock are made there.
    OutputFolder.refuseForeignFiles(placed.output());
    return RankLaunch.run(spec, run, needs(task));
  }

  private TrainingConfig config() {
    OptionProblems problems = new OptionProblems();
    TrainingConfig config = SettingOptions.read(spec, TrainingConfig.class, problems);
    if (config.start().model().isPresent()) {
      config = withPriors(config, config.start().model().get(), problems);
    }
    problems.throwIfAny();
    return config;
  }

  /** The same training with a model's priors, unless the user gave others. */
  private TrainingConfig withPriors(TrainingConfig config, Path model, OptionProblems problems) {
    InitialModel.Priors priors = InitialModel.priors(model);
    problems.require(
        priors.alpha().length == config.topics(),
        "--topics "
            + config.topics()
            + ", but the model in --initial-model "
            + model
            + " has "
            + priors.alpha().length);
    ParseResult typed = spec.commandLine().getParseResult();
    Map<String, Object> changes = new HashMap<>();
    if (!typed.hasMatchedOption("--alpha")) {
      changes.put("--alpha", AlphaPrior.of(PriorLearning.Alpha.FIXED, priors.alpha()));
    }
    if (!typed.hasMatchedOption("--eta")) {
      changes.put("--eta", new EtaPrior(false, priors.eta()));
    }
    return Settings.with(config, changes);
  }

  /**
   * @param isText whether the corpus is text, even if the user does not say so
   */
  private static Task task(TrainingConfig config, boolean isText) {
    Optional<TextKind> kind =
        isText ? Optional.of(TextKind.AUTO) : config.input().reading().format().text();
    OptionProblems problems = new OptionProblems();
    if (kind.isEmpty()) {
      config.checkNoText(problems);
      problems.throwIfAny();
      return new Task(config, Optional.empty());
    }
    config.checkText(problems);
    problems.throwIfAny();
    TextSource source =
        new TextSource(
            config.input().paths(),
            kind.get(),
            TextSource.Fields.DEFAULT,
            false,
            config.text().charset());
    return new Task(
        config.withStore(config.output().resolve(OutputFolder.CORPUS)),
        // The store has all words; --max-vocabulary is for its reader.
        Optional.of(config.text().request(source, Integer.MAX_VALUE)));
  }

  private static String takenAsText(TextSource source) {
    return "text     "
        + String.join(" ", source.paths())
        + " is taken as text, as it is in no corpus format; say otherwise with --format";
  }

  private static RankLaunch.Needs needs(Task task) {
    TrainingConfig config = task.config();
    Path logs = config.output().resolve("logs");
    return new RankLaunch.Needs(
        Optional.of(logs),
        new Cluster.Data(
            inputs(config, task.text().isPresent()),
            Optional.of(config.output().resolve(OutputFolder.CHECKPOINTS))),
        new StatusFile(
            config.output(), config.run().rankLogs().orElse(logs), config.allIterations()));
  }

  /**
   * What every rank reads.
   *
   * @param isText whether the corpus is made of text first, which only rank 0 reads
   */
  static List<String> inputs(TrainingConfig config, boolean isText) {
    List<String> inputs = new ArrayList<>(isText ? List.of() : config.corpus().paths());
    Optional.ofNullable(config.corpus().vocabulary()).map(Path::toString).ifPresent(inputs::add);
    config.start().lambda().map(Path::toString).ifPresent(inputs::add);
    config.start().model().map(Path::toString).ifPresent(inputs::add);
    return RankLaunch.withoutPatterns(inputs);
  }

  @Override
  public int runAsRank(RankContext context) {
    Console console = context.console();
    Collectives comm = new Collectives(context.pointToPoint());
    TrainingConfig typed = config();
    // What rank 0 recognises as text is text for all.
    long[] isText = {comm.rank() == 0 && typed.looksLikeText() ? 1 : 0};
    comm.broadcast(isText);
    Task task = task(typed, isText[0] > 0);
    TrainingConfig config = task.config();
    if (config.dryRun()) {
      DryRun.print(config, comm, console);
      return ExitCode.OK;
    }
    if (isText[0] > 0) {
      task.text().ifPresent(request -> console.say(takenAsText(request.source())));
    }
    task.text().ifPresent(request -> new TextCorpus(request, config, console).prepare(comm));
    TrainingRun.Lifecycle lifecycle =
        new TrainingRun.Lifecycle(
            context::stopRequested,
            context::checkpointed,
            context.restarts(),
            RankLaunch.deadline(config),
            context::atExit);
    TrainingResult result =
        new TrainingRun(config, new TrainingRun.Place(comm, console, context.host(), lifecycle))
            .run();
    result.summary().ifPresent(summary -> summary.print(console, config.run().print().json()));
    if (comm.rank() == 0 && !result.stopped()) {
      String model = ShellWords.quote(List.of(config.output().toString()));
      console.say("next     mpj-lda topics " + model + "    mpj-lda report " + model);
    }
    return result.stopped() ? ExitCode.STOPPED : ExitCode.OK;
  }
}
