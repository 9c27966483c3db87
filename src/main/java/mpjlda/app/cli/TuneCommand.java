package mpjlda.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import mpjlda.app.config.OptionProblems;
import mpjlda.app.config.TrainingConfig;
import mpjlda.app.status.StatusFile;
import mpjlda.app.train.TrainingRun;
import mpjlda.app.tune.TuneConfig;
import mpjlda.app.tune.TuneRun;
import mpjlda.app.tune.TuneSettings;
import mpjlda.cluster.launch.rank.RankContext;
import mpjlda.cluster.launch.remote.Cluster;
import mpjlda.core.errors.ExitCode;
import mpjlda.data.corpus.CorpusSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tune}: searches hyper-parameters, on the ranks that it starts. */
@Command(
    name = "tune",
    description = {
      "Tries hyper-parameters and ranks them by held-out perplexity (document completion).",
      "Finished trials are kept in the output folder: the same command continues a search, and one"
          + " with a larger grid takes over what it can. Takes the options of train for the"
          + " trainings."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    modelTransformer = SettingOptions.class,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  mpj-lda tune -np 4 --corpus songs.txt --grid \"topics=10,20,40 alpha=0.05,0.1\" --folds 5"
          + " --output search",
      "  mpj-lda tune -np 8 --group-size 2 --corpus songs.txt --random 40 --halving 3",
      "               --grid \"topics=10..200 alpha=log:0.01..1 eta=log:0.01..1\" --held-out-part"
          + " 0.1 --train-best --output search",
      "",
      "The table is the same on any number of ranks, groups and threads."
    })
final class TuneCommand implements Callable<Integer>, SpmdCommand, SettingsCommand {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public List<Class<? extends Record>> settings() {
    return List.of(TuneSettings.class);
  }

  /** In the user's JVM: checks what can be checked at once, then starts the ranks. */
  @Override
  public Integer call() {
    TrainingConfig config = validated().training();
    Path logs = config.output().resolve("logs");
    return RankLaunch.run(
        spec,
        PlacedRun.of(config.run()),
        new RankLaunch.Needs(
            Optional.of(logs),
            new Cluster.Data(inputs(config), Optional.of(config.output())),
            new StatusFile(config.output(), config.run().rankLogs().orElse(logs), 0)));
  }

  private static List<String> inputs(TrainingConfig config) {
    List<String> inputs = new ArrayList<>(TrainCommand.inputs(config, false));
    config
        .heldOut()
        .ifPresent(
            wanted -> {
              inputs.addAll(wanted.source().heldOut().paths());
              wanted.source().observed().map(CorpusSource::paths).ifPresent(inputs::addAll);
            });
    return inputs;
  }

  @Override
  public int runAsRank(RankContext context) {
    TuneConfig config = validated();
    TrainingRun.Lifecycle lifecycle =
        new TrainingRun.Lifecycle(
            context::stopRequested,
            context::checkpointed,
            context.restarts(),
            RankLaunch.deadline(config.training()),
            context::atExit);
    boolean stopped =
        new TuneRun(
                config,
                new TuneRun.Place(
                    context.pointToPoint(), context.console(), context.host(), lifecycle))
            .run();
    return stopped ? ExitCode.STOPPED : ExitCode.OK;
  }

  private TuneConfig validated() {
    OptionProblems problems = new OptionProblems();
    TuneSettings typed = SettingOptions.read(spec, TuneSettings.class, problems);
    boolean topicsGiven = spec.commandLine().getParseResult().hasMatchedOption("--topics");
    return typed.validated(topicsGiven, problems);
  }
}
