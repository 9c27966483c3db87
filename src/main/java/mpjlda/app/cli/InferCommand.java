package mpjlda.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import mpjlda.app.config.CorpusSettings;
import mpjlda.app.config.InferSettings;
import mpjlda.app.config.InferenceConfig;
import mpjlda.app.config.OptionProblems;
import mpjlda.app.infer.InferenceRun;
import mpjlda.cluster.comm.Collectives;
import mpjlda.cluster.launch.rank.RankContext;
import mpjlda.core.errors.ExitCode;
import mpjlda.data.corpus.CorpusFormat;
import mpjlda.data.corpus.CorpusSource;
import mpjlda.data.io.OutputTarget;
import mpjlda.data.modelio.ModelDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code infer}: topic proportions of documents, on the ranks that it starts. */
@Command(
    name = "infer",
    description = {
      "Writes the topic proportions of documents under a model: a row of K numbers that sum to 1"
          + " for every document, in order.",
      "A document without a word of the model gets the prior's mean. The corpus may be larger than"
          + " memory."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    modelTransformer = SettingOptions.class,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  mpj-lda infer model -np 4 --corpus new.txt --output proportions.npy",
      "  mpj-lda infer model --corpus new.txt --output top.tsv --top 3 --flags flags.tsv",
      "  mpj-lda infer model --corpus articles/ --format text --names --output articles.tsv",
      "  mpj-lda infer model --corpus new.txt --output proportions.npy --fast",
      "",
      "The output is the same, to the byte, on any number of ranks and threads."
    })
final class InferCommand implements Callable<Integer>, SpmdCommand, SettingsCommand {
  @Parameters(paramLabel = "MODEL", description = "Model directory, as written by train.")
  private Path model = Path.of("");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public List<Class<? extends Record>> settings() {
    return List.of(InferSettings.class);
  }

  /** In the user's JVM: checks what can be checked at once, then starts the ranks. */
  @Override
  public Integer call() {
    InferSettings settings = SettingOptions.read(spec, InferSettings.class);
    PlacedRun run = PlacedRun.of(settings.run());
    OptionProblems problems = new OptionProblems();
    settings.checkVocabulary(ModelDirectory.readInfo(model).vocabularySize(), problems);
    problems.throwIfAny();
    OutputTarget.resolve(settings.output());
    settings.flags().ifPresent(OutputTarget::resolve);
    int code = RankLaunch.run(spec, run, RankLaunch.Needs.reading(inputs(settings)));
    if (code != ExitCode.OK) {
      InferenceRun.removeLeft(settings.output(), settings.flags(), run.ranks());
    }
    return code;
  }

  /** What every rank reads; text is read by rank 0 alone. */
  private List<String> inputs(InferSettings settings) {
    CorpusSettings input = settings.input();
    List<String> inputs =
        new ArrayList<>(input.reading().format().text().isPresent() ? List.of() : input.paths());
    inputs.add(model.toString());
    return inputs;
  }

  @Override
  public int runAsRank(RankContext context) {
    InferSettings settings = SettingOptions.read(spec, InferSettings.class);
    Optional<NewText> text = newText(settings);
    InferenceConfig config = config(settings, source(settings, text));
    Collectives comm = new Collectives(context.pointToPoint());
    InferenceRun inference = new InferenceRun(config, comm, context.console());
    text.ifPresentOrElse(
        found -> found.use(comm, context.console(), config.threads(), inference::run),
        inference::run);
    return ExitCode.OK;
  }

  /** If it is text that is to be read. */
  private Optional<NewText> newText(InferSettings settings) {
    CorpusSettings input = settings.input();
    return input
        .reading()
        .format()
        .text()
        .map(kind -> new NewText(model, input.paths(), kind, settings.output()));
  }

  private static CorpusSource source(InferSettings settings, Optional<NewText> text) {
    return text.map(
            found ->
                new CorpusSource(
                    List.of(found.store().toString()), CorpusFormat.STORE, null, Integer.MAX_VALUE))
        .orElseGet(settings.input()::source);
  }

  private InferenceConfig config(InferSettings settings, CorpusSource source) {
    return new InferenceConfig(
        model,
        source,
        settings.words().map(),
        settings.output(),
        settings.flags(),
        settings.names(),
        settings.top().map(OptionalInt::of).orElseGet(OptionalInt::empty),
        settings.blockDocuments(),
        settings.fast(),
        settings.run().print().json(),
        settings.run().threads());
  }
}
