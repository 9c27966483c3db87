package mpjlda.app.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import mpjlda.app.config.OptionProblems;
import mpjlda.app.config.ReadingSettings;
import mpjlda.app.report.DocumentTopics;
import mpjlda.core.errors.ExitCode;
import mpjlda.core.inference.TopicModel;
import mpjlda.core.parallel.Workers;
import mpjlda.core.topics.Relevance;
import mpjlda.core.topics.TopicMatching;
import mpjlda.core.topics.TopicSimilarity;
import mpjlda.core.topics.TopicSummary;
import mpjlda.core.topics.TopicWeights;
import mpjlda.data.corpus.CorpusSource;
import mpjlda.data.io.Json;
import mpjlda.data.modelio.ModelDirectory;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
  private static final int DEFAULT_WIDTH = 100;
  private static final int NARROWEST = 40;
  private static final double DEFAULT_WEIGHT = 0.6;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public List<Class<? extends Record>> settings() {
    return List.of(ReadingSettings.class);
  }

  @Parameters(paramLabel = "MODEL", description = "Model directory, as written by train.")
  private Path model = Path.of("");

  @Option(
      names = "--words",
      paramLabel = "N",
      defaultValue = "10",
      description = "Words of each topic (default: ${DEFAULT-VALUE}).")
  private int words;

  @Option(
      names = "--by",
      paramLabel = "RANKING",
      description =
          "Which words: by probability in the topic; by lift, how much more frequent they are in"
              + " it than in all; or by relevance, between the two. Default: probability.")
  private @Nullable String by;

  @Option(
      names = "--relevance-weight",
      paramLabel = "X",
      description =
          "For relevance: 1 is probability, 0 is lift (lambda of Sievert and Shirley, 2014)."
              + " Default: 0.6.")
  private @Nullable Double relevanceWeight;

  @Option(
      names = "--sort",
      paramLabel = "ORDER",
      defaultValue = "share",
      description = "share (largest first) or number (default: ${DEFAULT-VALUE}).")
  private String sort = "share";

  @Option(
      names = "--similar",
      description =
          "Adds each topic's most similar other topic and their Hellinger affinity: 1 for equal"
              + " topics, 0 for topics without a common word.")
  private boolean similar;

  @Option(
      names = "--documents",
      paramLabel = "N",
      description = "Adds the N documents with the largest part of each topic; needs --corpus.")
  private @Nullable Integer documents;

  @Option(
      names = "--corpus",
      paramLabel = "PATH",
      description = "The documents for --documents: a file, folder or glob; repeatable.")
  private List<String> corpus = new ArrayList<>();

  @Option(
      names = "--against",
      paramLabel = "MODEL2",
      description =
          "Pairs the topics with those of another model so that the sum of their Jensen-Shannon"
              + " distances (0 to 1) is least.")
  private @Nullable Path against;

  @Option(
      names = "--width",
      paramLabel = "COLUMNS",
      description = "Width of the lines (default: $COLUMNS, or 100).")
  private @Nullable Integer width;

  @Option(names = "--json", description = "Prints one JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    Optional<CorpusSource> source = check();
    TopicModel trained = ModelDirectory.open(model);
    if (against != null) {
      compare(trained, ModelDirectory.open(against));
      return ExitCode.OK;
    }
    List<TopicSummary> topics = new ArrayList<>(summaries(trained));
    if (sort.equals("share")) {
      topics.sort(TopicSummary.BY_SHARE);
    }
    TopicListing table =
        new TopicListing(
            topics,
            similar
                ? TopicSimilarity.nearest(TopicSimilarity.affinities(trained.lambda()))
                : List.of(),
            source.map(
                paths ->
                    DocumentTopics.fit(
                        trained, paths, documents == null ? 0 : documents, this::say)),
            trained.vocabulary());
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.print(Json.pretty(table.toMap()));
    } else {
      table.print(out, lineWidth());
    }
    out.flush();
    return ExitCode.OK;
  }

  private List<TopicSummary> summaries(TopicModel trained) {
    if (weight() == 1) {
      return TopicSummary.of(trained.lambda(), trained.eta(), words);
    }
    return Relevance.summaries(weights(trained), words, weight());
  }

  /** lambda of the relevance: 1 ranks by probability. */
  private double weight() {
    if (relevanceWeight != null) {
      return relevanceWeight;
    }
    if (by == null || by.equals("probability")) {
      return 1;
    }
    return by.equals("lift") ? 0 : DEFAULT_WEIGHT;
  }

  private static TopicWeights weights(TopicModel trained) {
    return TopicWeights.of(trained.lambda(), trained.eta());
  }

  private void compare(TopicModel first, TopicModel second) {
    TopicMatching matching;
    try (Workers workers = new Workers(Math.min(8, Runtime.getRuntime().availableProcessors()))) {
      matching =
          TopicMatching.of(
              new TopicMatching.Side(weights(first), first.vocabulary()),
              new TopicMatching.Side(weights(second), second.vocabulary()),
              workers);
    }
    MatchTable table =
        new MatchTable(
            matching,
            new MatchTable.Side(summaries(first), first.vocabulary()),
            new MatchTable.Side(summaries(second), second.vocabulary()));
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.print(Json.pretty(table.toMap()));
    } else {
      table.print(out, lineWidth());
    }
    out.flush();
  }

  private void say(String progress) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("topics   " + progress);
    err.flush();
  }

  private Optional<CorpusSource> check() {
    OptionProblems problems = new OptionProblems();
    ReadingSettings reading = SettingOptions.read(spec, ReadingSettings.class, problems);
    reading.refuseText(problems);
    problems.require(words >= 1, "--words must be 1 or more, found " + words);
    problems.require(
        Set.of("share", "number").contains(sort), "--sort must be share or number, found " + sort);
    problems.require(
        width == null || width >= NARROWEST,
        "--width must be " + NARROWEST + " or more, found " + width);
    checkRanking(problems);
    problems.require(
        documents == null || documents >= 1, "--documents must be 1 or more, found " + documents);
    problems.require(
        (documents == null) == corpus.isEmpty(),
        documents == null
            ? "--corpus is for --documents N, which is missing"
            : "--documents needs --corpus PATH, the documents to choose from");
    problems.require(
        against == null || (!similar && documents == null),
        "--against goes without --similar and --documents");
    Optional<CorpusSource> source =
        corpus.isEmpty() ? Optional.empty() : Optional.of(reading.source(corpus));
    problems.throwIfAny();
    return source;
  }

  private void checkRanking(OptionProblems problems) {
    problems.require(
        by == null || Set.of("probability", "relevance", "lift").contains(by),
        "--by must be probability, relevance or lift, found " + by);
    problems.require(
        relevanceWeight == null || (relevanceWeight >= 0 && relevanceWeight <= 1),
        "--relevance-weight must be in 0..1, found " + relevanceWeight);
    problems.require(
        relevanceWeight == null || by == null || by.equals("relevance"),
        "--relevance-weight is for --by relevance, found --by " + by);
  }

  private int lineWidth() {
    return width == null ? terminalWidth() : width;
  }

  /** As the shell says, if it does. */
  static int terminalWidth() {
    String columns = System.getenv().getOrDefault("COLUMNS", "");
    return columns.matches("\\d{1,6}")
        ? Math.max(Integer.parseInt(columns), NARROWEST)
        : DEFAULT_WIDTH;
  }
}
