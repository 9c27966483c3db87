package mpjlda.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import mpjlda.app.config.EvaluateSettings;
import mpjlda.app.evaluate.EvaluationRun;
import mpjlda.cluster.comm.Collectives;
import mpjlda.cluster.launch.rank.RankContext;
import mpjlda.core.errors.ExitCode;
import mpjlda.data.io.OutputTarget;
import mpjlda.data.modelio.ModelDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code evaluate}: scores a model, on the ranks that it starts. */
@Command(
    name = "evaluate",
    description = {
      "Scores a model by held-out tokens (document completion), and its topics against a reference"
          + " corpus.",
      "Of each document, topic proportions are fitted to the observed part, and the held-out part"
          + " is scored with them."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    modelTransformer = SettingOptions.class,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  mpj-lda evaluate model --corpus test.txt              splits the tokens by --seed",
      "  mpj-lda evaluate model --observed half1.txt --held-out half2.txt",
      "  mpj-lda evaluate model --reference train.txt --csv topics.csv",
      "",
      "The figures are the same on any number of ranks and threads."
    })
final class EvaluateCommand implements Callable<Integer>, SpmdCommand, SettingsCommand {
  private static final int NARROWEST = 60;

  @Parameters(paramLabel = "MODEL", description = "Model directory, as written by train.")
  private Path model = Path.of("");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public List<Class<? extends Record>> settings() {
    return List.of(EvaluateSettings.class);
  }

  /** In the user's JVM: checks what can be checked at once, then starts the ranks. */
  @Override
  public Integer call() {
    EvaluateSettings settings = SettingOptions.read(spec, EvaluateSettings.class);
    settings.csv().ifPresent(OutputTarget::resolve);
    PlacedRun run = PlacedRun.of(settings.run());
    ModelDirectory.readInfo(model);
    List<String> inputs = new ArrayList<>(List.of(model.toString()));
    inputs.addAll(settings.corpus());
    inputs.addAll(settings.observed());
    inputs.addAll(settings.heldOut());
    inputs.addAll(settings.reference());
    return RankLaunch.run(spec, run, RankLaunch.Needs.reading(inputs));
  }

  @Override
  public int runAsRank(RankContext context) {
    EvaluateSettings settings = SettingOptions.read(spec, EvaluateSettings.class);
    int width = Math.max(NARROWEST, TerminalWidth.of(System.getenv()));
    new EvaluationRun(
            settings.config(model, width),
            new Collectives(context.pointToPoint()),
            context.console())
        .run();
    return ExitCode.OK;
  }
}
