package mpjlda.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import mpjlda.errors.ExitCode;
import mpjlda.errors.LdaException;
import mpjlda.modelio.Json;
import mpjlda.modelio.ModelDirectory;
import mpjlda.modelio.TrainedModel;
import mpjlda.topics.TopicSimilarity;
import mpjlda.topics.TopicSummary;
import mpjlda.topics.TopicWord;
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
    sortOptions = false,
    description = {
      "Prints a model's topics: number, share of the corpus's tokens, most probable words.",
      "Topics are numbered from 0, as the rows of lambda.npy."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  mpj-lda topics model",
      "  mpj-lda topics model --words 20 --sort number",
      "  mpj-lda topics model --similar     shows topics that say the same",
      "  mpj-lda topics model --json"
    })
public final class TopicsCommand implements Callable<Integer> {
  private static final int DEFAULT_WIDTH = 100;
  private static final int NARROWEST = 40;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "MODEL", description = "Model directory, as written by train.")
  private Path model = Path.of("");

  @Option(
      names = "--words",
      paramLabel = "N",
      defaultValue = "10",
      description = "Words of each topic (default: ${DEFAULT-VALUE}).")
  private int words;

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
      names = "--width",
      paramLabel = "COLUMNS",
      description = "Width of the lines (default: $COLUMNS, or 100).")
  private @Nullable Integer width;

  @Option(names = "--json", description = "Prints one JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    check();
    TrainedModel trained = ModelDirectory.open(model);
    List<TopicSummary> topics =
        new ArrayList<>(TopicSummary.of(trained.lambda(), trained.info().eta(), words));
    if (sort.equals("share")) {
      topics.sort(TopicSummary.BY_SHARE);
    }
    List<TopicSimilarity.Nearest> nearest =
        similar ? TopicSimilarity.nearest(TopicSimilarity.affinities(trained.lambda())) : List.of();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.print(Json.pretty(toMap(topics, nearest, trained.vocabulary())));
    } else {
      print(out, topics, nearest, trained.vocabulary());
    }
    out.flush();
    return ExitCode.OK;
  }

  private void check() {
    List<String> problems = new ArrayList<>();
    if (words < 1) {
      problems.add("--words must be 1 or more, found " + words);
    }
    if (!sort.equals("share") && !sort.equals("number")) {
      problems.add("--sort must be share or number, found " + sort);
    }
    if (width != null && width < NARROWEST) {
      problems.add("--width must be " + NARROWEST + " or more, found " + width);
    }
    if (!problems.isEmpty()) {
      throw LdaException.usage(String.join("\n", problems));
    }
  }

  private void print(
      PrintWriter out,
      List<TopicSummary> topics,
      List<TopicSimilarity.Nearest> nearest,
      List<String> vocabulary) {
    boolean withNearest = !nearest.isEmpty();
    String header = "topic   share  " + (withNearest ? "nearest  affinity  " : "") + "words";
    int indent = header.length() - "words".length();
    out.println(header);
    for (TopicSummary topic : topics) {
      StringBuilder line = new StringBuilder();
      line.append(String.format(Locale.ROOT, "%5d  %5.1f%%  ", topic.topic(), 100 * topic.share()));
      if (withNearest) {
        TopicSimilarity.Nearest other = nearest.get(topic.topic());
        line.append(String.format(Locale.ROOT, "%7d  %8.3f  ", other.other(), other.affinity()));
      }
      List<String> texts = topic.words().stream().map(word -> vocabulary.get(word.word())).toList();
      for (String words : wrapped(texts, Math.max(lineWidth() - indent, 1))) {
        out.println(line.append(words));
        line = new StringBuilder(" ".repeat(indent));
      }
    }
  }

  /** Words in lines of at most {@code room} characters, a longer word in a line of its own. */
  private static List<String> wrapped(List<String> words, int room) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    int used = 0;
    for (String word : words) {
      int length = word.codePointCount(0, word.length());
      if (used > 0 && used + 1 + length > room) {
        lines.add(line.toString());
        line = new StringBuilder();
        used = 0;
      }
      if (used > 0) {
        line.append(' ');
        used++;
      }
      line.append(word);
      used += length;
    }
    lines.add(line.toString());
    return lines;
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

  private static Map<String, Object> toMap(
      List<TopicSummary> topics, List<TopicSimilarity.Nearest> nearest, List<String> vocabulary) {
    List<Map<String, Object>> list = new ArrayList<>();
    for (TopicSummary topic : topics) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("topic", topic.topic());
      map.put("share", topic.share());
      if (!nearest.isEmpty()) {
        map.put("nearest", nearest.get(topic.topic()).other());
        map.put("affinity", nearest.get(topic.topic()).affinity());
      }
      map.put("words", topic.words().stream().map(word -> toMap(word, vocabulary)).toList());
      list.add(map);
    }
    return Map.of("topics", list);
  }

  private static Map<String, Object> toMap(TopicWord word, List<String> vocabulary) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("word", vocabulary.get(word.word()));
    map.put("id", word.word());
    map.put("probability", word.probability());
    return map;
  }
}
