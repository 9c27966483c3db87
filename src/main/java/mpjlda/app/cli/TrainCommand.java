package mpjlda.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import mpjlda.app.config.TrainingConfig;
import mpjlda.app.status.StatusFile;
import mpjlda.app.train.DryRun;
import mpjlda.app.train.OutputFolder;
import mpjlda.app.train.TrainingResult;
import mpjlda.app.train.TrainingRun;
import mpjlda.cluster.comm.Collectives;
import mpjlda.cluster.comm.SingleRank;
import mpjlda.cluster.launch.rank.RankContext;
import mpjlda.cluster.launch.remote.Cluster;
import mpjlda.core.console.Console;
import mpjlda.core.errors.ExitCode;
import mpjlda.data.text.TextSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** {@code train}: fits a model, on the ranks that it starts. */
@Command(
    name = "train",
    description = "Fits a model and writes it to a folder.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    sortOptions = false,
    footer = {
      "",
      "Example: mpj-lda train -np 2 --corpus songs.txt -k 20 --output model",
      "The same corpus, options and seed give the same model, to the byte, on any number of ranks and"
          + " threads."
    })
final class TrainCommand implements Callable<Integer>, SpmdCommand {
  @Mixin private TrainOptions options = new TrainOptions();

  @Mixin private RunOptions run = new RunOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  /** In the user's JVM: checks what can be checked at once, then starts the ranks. */
  @Override
  public Integer call() {
    run.findHosts();
    if (options.reading().looksLikeText(options.corpus())) {
      options.reading().takeAsText();
    }
    TrainingConfig config = config();
    if (options.dryRun()) {
      DryRun.print(config, new Collectives(new SingleRank()), RankLaunch.console(run));
      return ExitCode.OK;
    }
    return RankLaunch.run(spec, run, needs(config));
  }

  private TrainingConfig config() {
    ParseResult typed = spec.commandLine().getParseResult();
    return options.validated(run, typed::hasMatchedOption);
  }

  private static String takenAsText(TextSource source) {
    return "text     "
        + String.join(" ", source.paths())
        + " is taken as text, as it is in no corpus format; say otherwise with --format";
  }

  private RankLaunch.Needs needs(TrainingConfig config) {
    Path logs = config.output().resolve("logs");
    return new RankLaunch.Needs(
        Optional.of(logs),
        new Cluster.Data(
            options
                .text()
                .map(text -> RankLaunch.withoutPatterns(text.paths()))
                .orElse(inputs(config)),
            Optional.of(config.output().resolve(OutputFolder.CHECKPOINTS))),
        new StatusFile(
            config.output(),
            Optional.ofNullable(run.rankLogs()).orElse(logs),
            config.allIterations()));
  }

  /** What every rank reads. */
  static List<String> inputs(TrainingConfig config) {
    List<String> inputs = new ArrayList<>(config.corpus().paths());
    Optional.ofNullable(config.corpus().vocabulary()).map(Path::toString).ifPresent(inputs::add);
    config.start().lambda().map(Path::toString).ifPresent(inputs::add);
    config.start().model().map(Path::toString).ifPresent(inputs::add);
    return RankLaunch.withoutPatterns(inputs);
  }

  @Override
  public int runAsRank(RankContext context) {
    Console console = context.console();
    Collectives comm = new Collectives(context.pointToPoint());
    // What rank 0 takes for text is text for all.
    long[] isText = {
      comm.rank() == 0 && options.reading().looksLikeText(options.corpus()) ? 1 : 0
    };
    comm.broadcast(isText);
    if (isText[0] > 0) {
      options.reading().takeAsText();
    }
    TrainingConfig config = config();
    if (options.dryRun()) {
      DryRun.print(config, comm, console);
      return ExitCode.OK;
    }
    options
        .text()
        .ifPresent(
            source -> {
              if (options.reading().isTakenAsText()) {
                console.say(takenAsText(source));
              }
              new TextCorpus(source, config, console).prepare(comm);
            });
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
    result.summary().ifPresent(summary -> summary.print(console, run.json()));
    return result.stopped() ? ExitCode.STOPPED : ExitCode.OK;
  }
}
