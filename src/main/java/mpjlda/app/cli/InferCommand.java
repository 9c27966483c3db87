package mpjlda.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import mpjlda.app.config.InferenceConfig;
import mpjlda.app.config.OptionProblems;
import mpjlda.app.config.ReadingSettings;
import mpjlda.app.config.RunSettings;
import mpjlda.app.config.WordSettings;
import mpjlda.app.infer.InferenceRun;
import mpjlda.cluster.comm.Collectives;
import mpjlda.cluster.launch.rank.RankContext;
import mpjlda.core.errors.ExitCode;
import mpjlda.data.corpus.CorpusFormat;
import mpjlda.data.corpus.CorpusSource;
import mpjlda.data.modelio.ModelDirectory;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code infer}: topic proportions of documents, on the ranks that it starts. */
@Command(
    name = "infer",
    description = {
      "Writes the topic proportions of documents under a model: a row of K numbers that sum to 1 for"
          + " every document, in order.",
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

  @Option(
      names = "--corpus",
      paramLabel = "PATH",
      required = true,
      description = "Corpus: a file, a folder or a glob; may be given several times.")
  private List<String> corpus = new ArrayList<>();

  @Option(
      names = "--output",
      paramLabel = "FILE",
      required = true,
      description = {
        "F.npy: a numpy array (D, K) of float64.",
        "F.tsv: document (from 0), tokens (0: no word of the model), K proportions."
      })
  private Path output = Path.of("");

  @Option(
      names = "--top",
      paramLabel = "N",
      description = "Only the N largest topics of each document, as topic:proportion; .tsv only.")
  private @Nullable Integer top;

  @Option(
      names = "--flags",
      paramLabel = "FILE",
      description =
          "List the documents that are empty, or have only words that the model does not have.")
  private @Nullable Path flags;

  @Option(
      names = "--names",
      description = {
        "Tell documents by their names, which stores of text and musiXmatch files have:",
        "in .tsv in place of the number (a tab as \\t), for F.npy in F.npy.names.txt, one a line."
      })
  private boolean names;

  @Option(
      names = "--fast",
      description =
          "Compute in single precision, most sweeps over the few topics that a document is about:"
              + " about four times as fast. Proportions are usually within 1e-4 of those without; where"
              + " a document hardly prefers one of two topics they may differ more. Needs half as much"
              + " memory again as the model.")
  private boolean fast;

  @Option(
      names = "--block-size",
      paramLabel = "D",
      defaultValue = "4096",
      description = "Documents of each rank in memory at once. Default: ${DEFAULT-VALUE}.")
  private int blockSize;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public List<Class<? extends Record>> settings() {
    return List.of(ReadingSettings.class, WordSettings.class, RunSettings.class);
  }

  /** In the user's JVM: checks what can be checked at once, then starts the ranks. */
  @Override
  public Integer call() {
    PlacedRun run = PlacedRun.of(SettingOptions.read(spec, RunSettings.class));
    ModelDirectory.readInfo(validated().model());
    List<String> inputs = new ArrayList<>(corpus);
    inputs.add(model.toString());
    return RankLaunch.run(spec, run, RankLaunch.Needs.reading(inputs));
  }

  @Override
  public int runAsRank(RankContext context) {
    InferenceConfig config = validated();
    Collectives comm = new Collectives(context.pointToPoint());
    InferenceRun inference = new InferenceRun(config, comm, context.console());
    newText(SettingOptions.read(spec, ReadingSettings.class))
        .ifPresentOrElse(
            text -> text.use(comm, context.console(), config.threads(), inference::run),
            inference::run);
    return ExitCode.OK;
  }

  /** If it is text that is to be read. */
  private Optional<NewText> newText(ReadingSettings reading) {
    return reading.format().text().map(kind -> new NewText(model, corpus, kind, output));
  }

  private CorpusSource source(ReadingSettings reading, OptionProblems problems) {
    Optional<NewText> text = newText(reading);
    if (text.isEmpty()) {
      return reading.source(corpus);
    }
    problems.require(
        reading.vocabulary().isEmpty() && reading.maxVocabulary().isEmpty(),
        "--vocab and --max-vocabulary do not go with text: its words are matched with the model's");
    return new CorpusSource(
        List.of(text.get().store().toString()), CorpusFormat.STORE, null, Integer.MAX_VALUE);
  }

  private InferenceConfig validated() {
    OptionProblems problems = new OptionProblems();
    RunSettings run = SettingOptions.read(spec, RunSettings.class, problems);
    ReadingSettings reading = SettingOptions.read(spec, ReadingSettings.class, problems);
    CorpusSource source = source(reading, problems);
    String name = String.valueOf(output.getFileName()).toLowerCase(Locale.ROOT);
    problems.require(
        name.endsWith(".npy") || name.endsWith(".tsv"),
        "--output must end in .npy or .tsv, found " + output);
    problems.require(
        !Files.isDirectory(output), "--output must be a file, found the folder " + output);
    problems.require(
        top == null || !name.endsWith(".npy"), "--top is for an --output that ends in .tsv");
    problems.require(top == null || top >= 1, "--top must be >= 1, found " + top);
    problems.require(
        flags == null || !flags.equals(output), "--flags and --output must be different files");
    problems.require(
        blockSize >= 1 && blockSize <= 1_000_000,
        "--block-size must be from 1 to 1000000, found " + blockSize);
    problems.throwIfAny();
    return new InferenceConfig(
        model,
        source,
        SettingOptions.read(spec, WordSettings.class).map(),
        output,
        Optional.ofNullable(flags),
        names,
        top == null ? OptionalInt.empty() : OptionalInt.of(top),
        blockSize,
        fast,
        run.print().json(),
        run.threads());
  }
}
