package mpjlda.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import mpjlda.app.config.EvaluationConfig;
import mpjlda.app.config.HeldOutSource;
import mpjlda.app.config.OptionProblems;
import mpjlda.app.config.ReadingSettings;
import mpjlda.app.config.RunSettings;
import mpjlda.app.config.WordSettings;
import mpjlda.app.evaluate.EvaluationRun;
import mpjlda.cluster.comm.Collectives;
import mpjlda.cluster.launch.rank.RankContext;
import mpjlda.core.errors.ExitCode;
import mpjlda.data.corpus.CorpusSource;
import mpjlda.data.modelio.ModelDirectory;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code evaluate}: scores a model, on the ranks that it starts. */
@Command(
    name = "evaluate",
    description = {
      "Scores a model by held-out tokens (document completion), and its topics against a reference"
          + " corpus.",
      "Of each document, topic proportions are fitted to the observed part, and the held-out part is"
          + " scored with them."
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
  private static final int MOST_WORDS = 100;

  @Parameters(paramLabel = "MODEL", description = "Model directory, as written by train.")
  private Path model = Path.of("");

  @Option(
      names = "--corpus",
      paramLabel = "PATH",
      description =
          "Documents whose tokens are split in two by --seed; may be given several times.")
  private List<String> corpus = List.of();

  @Option(
      names = "--observed",
      paramLabel = "PATH",
      description = "Observed parts of documents; with --held-out.")
  private List<String> observed = List.of();

  @Option(
      names = "--held-out",
      paramLabel = "PATH",
      description = "Held-out parts of the same documents, in the same order.")
  private List<String> heldOut = List.of();

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Seed of the split of --corpus. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(names = "--bound", description = "Also the evidence lower bound of the documents.")
  private boolean bound;

  @Option(
      names = "--reference",
      paramLabel = "PATH",
      description =
          "Corpus for the topics' coherence, such as the training corpus; may be given several"
              + " times.")
  private List<String> reference = List.of();

  @Option(
      names = "--topics",
      description = "The topics' figures; without --reference those that lambda alone gives.")
  private boolean topics;

  @Option(
      names = "--words",
      paramLabel = "N",
      defaultValue = "10",
      description = "Top words of a topic, for coherence too. Default: ${DEFAULT-VALUE}.")
  private int words;

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description = "Write the topics' figures into this file.")
  private @Nullable Path csv;

  @Option(
      names = "--width",
      paramLabel = "N",
      description = "Width of the table of topics. Default: the terminal's, else 100.")
  private @Nullable Integer width;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public List<Class<? extends Record>> settings() {
    return List.of(ReadingSettings.class, WordSettings.class, RunSettings.class);
  }

  /** In the user's JVM: checks what can be checked at once, then starts the ranks. */
  @Override
  public Integer call() {
    EvaluationConfig config = validated();
    PlacedRun run = PlacedRun.of(SettingOptions.read(spec, RunSettings.class));
    ModelDirectory.readInfo(config.model());
    List<String> inputs = new ArrayList<>(List.of(model.toString()));
    List.of(corpus, observed, heldOut, reference).forEach(inputs::addAll);
    return RankLaunch.run(spec, run, RankLaunch.Needs.reading(inputs));
  }

  @Override
  public int runAsRank(RankContext context) {
    new EvaluationRun(validated(), new Collectives(context.pointToPoint()), context.console())
        .run();
    return ExitCode.OK;
  }

  private EvaluationConfig validated() {
    OptionProblems problems = new OptionProblems();
    RunSettings run = SettingOptions.read(spec, RunSettings.class, problems);
    ReadingSettings reading = SettingOptions.read(spec, ReadingSettings.class, problems);
    reading.refuseText(problems);
    problems.require(
        corpus.isEmpty() || (observed.isEmpty() && heldOut.isEmpty()),
        "give either --corpus, which is split, or --observed and --held-out, not both");
    problems.require(
        observed.isEmpty() == heldOut.isEmpty(),
        "--observed and --held-out belong together: the two parts of the same documents");
    boolean scored = !corpus.isEmpty() || !heldOut.isEmpty();
    boolean aboutTopics = topics || !reference.isEmpty();
    problems.require(
        scored || aboutTopics,
        "nothing to evaluate: give --corpus, or --observed and --held-out, or --reference");
    problems.require(scored || !bound, "--bound needs documents: --corpus, or --held-out");
    problems.require(
        aboutTopics || csv == null,
        "--csv is for the topics' figures: add --reference or --topics");
    problems.require(
        words >= 2 && words <= MOST_WORDS,
        "--words must be from 2 to " + MOST_WORDS + ", found " + words);
    problems.require(
        width == null || width >= NARROWEST,
        "--width must be " + NARROWEST + " or more, found " + width);
    Optional<HeldOutSource> source = scored ? Optional.of(source(reading)) : Optional.empty();
    Optional<EvaluationConfig.Topics> wanted =
        aboutTopics ? Optional.of(topics(reading)) : Optional.empty();
    problems.throwIfAny();
    return new EvaluationConfig(model, source, bound, wanted, run.print().json(), run.threads());
  }

  private boolean mapsWords() {
    return SettingOptions.read(spec, WordSettings.class).map();
  }

  private HeldOutSource source(ReadingSettings reading) {
    Optional<CorpusSource> first =
        observed.isEmpty() ? Optional.empty() : Optional.of(reading.source(observed));
    List<String> second = heldOut.isEmpty() ? corpus : heldOut;
    return new HeldOutSource(first, reading.source(second), seed, mapsWords());
  }

  private EvaluationConfig.Topics topics(ReadingSettings reading) {
    Optional<CorpusSource> source =
        reference.isEmpty() ? Optional.empty() : Optional.of(reading.source(reference));
    return new EvaluationConfig.Topics(
        source, mapsWords(), words, lineWidth(), Optional.ofNullable(csv));
  }

  private int lineWidth() {
    return width == null ? Math.max(NARROWEST, TopicsCommand.terminalWidth()) : width;
  }
}
