package mpjlda.app.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import mpjlda.app.config.TopicsSettings;
import mpjlda.app.report.DocumentTopics;
import mpjlda.core.console.SafeText;
import mpjlda.core.errors.ExitCode;
import mpjlda.core.inference.TopicModel;
import mpjlda.core.parallel.Workers;
import mpjlda.core.topics.Relevance;
import mpjlda.core.topics.TopicMatching;
import mpjlda.core.topics.TopicSimilarity;
import mpjlda.core.topics.TopicSummary;
import mpjlda.core.topics.TopicWeights;
import mpjlda.data.corpus.CorpusOrigin;
import mpjlda.data.io.Json;
import mpjlda.data.modelio.ModelDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mpj-lda topics}. */
@Command(
    name = "topics",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    modelTransformer = SettingOptions.class,
    sortOptions = false,
    description = {
      "Prints a model's topics, or matches them with those of another model.",
      "A topic has its number, its share of the corpus's tokens, words and top documents.",
      "Topics are numbered from 0, as the rows of lambda.npy, and documents in corpus order, from"
          + " 0."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  mpj-lda topics model",
      "  mpj-lda topics model --words 20 --sort number",
      "  mpj-lda topics model --by relevance                     less of what all topics say",
      "  mpj-lda topics model --similar                          topics that say the same",
      "  mpj-lda topics model --documents 3 --corpus songs.txt   what to read of each topic",
      "  mpj-lda topics model --against other                    the same topics in another model",
      "  mpj-lda topics model --json"
    })
public final class TopicsCommand implements Callable<Integer>, SettingsCommand {
  private final Map<String, String> environment;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "MODEL", description = "Model directory, as written by train.")
  private Path model = Path.of("");

  public TopicsCommand() {
    this(System.getenv());
  }

  /**
   * @param environment with the width of the terminal
   */
  TopicsCommand(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  @Override
  public List<Class<? extends Record>> settings() {
    return List.of(TopicsSettings.class);
  }

  @Override
  public Integer call() {
    TopicsSettings settings = SettingOptions.read(spec, TopicsSettings.class);
    TopicModel trained = ModelDirectory.open(model);
    PrintWriter out = SafeText.writer(spec.commandLine().getOut());
    int width = TerminalWidth.of(environment);
    if (settings.against().isPresent()) {
      MatchTable table = matched(settings, trained, ModelDirectory.open(settings.against().get()));
      if (settings.json()) {
        out.print(Json.pretty(table.toMap()));
      } else {
        table.print(out, width);
      }
    } else {
      TopicListing table = listed(settings, trained);
      if (settings.json()) {
        out.print(Json.pretty(table.toMap()));
      } else {
        table.print(out, width);
      }
    }
    out.flush();
    return ExitCode.OK;
  }

  private TopicListing listed(TopicsSettings settings, TopicModel trained) {
    List<TopicSummary> topics = new ArrayList<>(summaries(settings, trained));
    if (settings.sort() == TopicsSettings.Sorting.SHARE) {
      topics.sort(TopicSummary.BY_SHARE);
    }
    return new TopicListing(
        topics,
        settings.similar()
            ? TopicSimilarity.nearest(TopicSimilarity.affinities(trained.lambda()))
            : List.of(),
        settings
            .source()
            .map(
                corpus ->
                    DocumentTopics.fit(
                        trained,
                        corpus.fitting(CorpusOrigin.of(ModelDirectory.readInfo(model))),
                        settings.documents().orElse(0),
                        this::say)),
        trained.vocabulary());
  }

  private static List<TopicSummary> summaries(TopicsSettings settings, TopicModel trained) {
    double weight = settings.weight();
    return weight == 1
        ? TopicSummary.of(trained.lambda(), trained.eta(), settings.words())
        : Relevance.summaries(weights(trained), settings.words(), weight);
  }

  private static TopicWeights weights(TopicModel trained) {
    return TopicWeights.of(trained.lambda(), trained.eta());
  }

  private static MatchTable matched(TopicsSettings settings, TopicModel first, TopicModel second) {
    try (Workers workers = new Workers(Math.min(8, Runtime.getRuntime().availableProcessors()))) {
      return new MatchTable(
          TopicMatching.of(
              new TopicMatching.Side(weights(first), first.vocabulary()),
              new TopicMatching.Side(weights(second), second.vocabulary()),
              workers),
          new MatchTable.Side(summaries(settings, first), first.vocabulary()),
          new MatchTable.Side(summaries(settings, second), second.vocabulary()));
    }
  }

  private void say(String progress) {
    PrintWriter err = SafeText.writer(spec.commandLine().getErr());
    err.println("topics   " + progress);
    err.flush();
  }
}
