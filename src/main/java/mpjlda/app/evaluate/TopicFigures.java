package mpjlda.app.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import mpjlda.core.topics.TopicSummary;

/**
 * The topics' figures side by side.
 *
 * @param reference empty without a reference corpus
 * @param vocabulary (V)
 */
record TopicFigures(
    TopicShape shape, Optional<ReferenceFigures> reference, List<String> vocabulary) {
  /** Name, width and decimals of a column of numbers; in JSON and CSV they go by the long name. */
  private enum Column {
    SHARE("share", "share", 6, 4),
    EXCLUSIVITY("exclusivity", "excl", 6, 3),
    EFFECTIVE_WORDS("effective_words", "words", 8, 1),
    U_MASS("u_mass", "u_mass", 8, 3),
    NPMI("c_npmi", "c_npmi", 7, 3),
    DOCUMENT_ENTROPY("document_entropy", "doc-H", 6, 2),
    CORPUS_DISTANCE("corpus_distance", "dist", 6, 3);

    private final String longName;
    private final String shortName;
    private final int width;
    private final int decimals;

    Column(String longName, String shortName, int width, int decimals) {
      this.longName = longName;
      this.shortName = shortName;
      this.width = width;
      this.decimals = decimals;
    }
  }

  private static final String WORDS_HEADER = "  top words";

  private Map<Column, Double> row(int k) {
    Map<Column, Double> row = new LinkedHashMap<>();
    row.put(Column.SHARE, shape.summaries().get(k).share());
    row.put(Column.EXCLUSIVITY, shape.exclusivity()[k]);
    row.put(Column.EFFECTIVE_WORDS, shape.effectiveWords()[k]);
    reference.ifPresent(
        figures -> {
          row.put(Column.U_MASS, figures.uMass()[k]);
          row.put(Column.NPMI, figures.npmi()[k]);
          row.put(Column.DOCUMENT_ENTROPY, figures.documentEntropy()[k]);
          row.put(Column.CORPUS_DISTANCE, figures.corpusDistance()[k]);
        });
    return row;
  }

  private List<String> words(TopicSummary topic) {
    return topic.words().stream().map(word -> vocabulary.get(word.word())).toList();
  }

  /** A table of lines no longer than {@code width} characters, the largest topic first. */
  List<String> table(int width) {
    List<String> lines = new ArrayList<>();
    for (TopicSummary topic : shape.summaries().stream().sorted(TopicSummary.BY_SHARE).toList()) {
      StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%5d", topic.topic()));
      StringBuilder header = new StringBuilder("topic");
      row(topic.topic())
          .forEach(
              (column, value) -> {
                header.append(' ').append(padded(column.shortName, column.width));
                String number = String.format(Locale.ROOT, "%." + column.decimals + "f", value);
                line.append(' ').append(padded(number, column.width));
              });
      if (lines.isEmpty()) {
        lines.add(header + WORDS_HEADER);
      }
      line.append("  ");
      lines.add(line + fitting(words(topic), width - line.length()));
    }
    return lines;
  }

  private static String padded(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }

  /** As many whole words as there is room for, at least one. */
  private static String fitting(List<String> words, int room) {
    StringBuilder text = new StringBuilder();
    for (String word : words) {
      if (!text.isEmpty() && text.length() + 1 + word.length() > room) {
        break;
      }
      text.append(text.isEmpty() ? "" : " ").append(word);
    }
    return text.toString();
  }

  /** JSON objects, one a topic, in order of their numbers. */
  List<Map<String, Object>> toMaps() {
    List<Map<String, Object>> maps = new ArrayList<>();
    for (TopicSummary topic : shape.summaries()) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("topic", topic.topic());
      row(topic.topic()).forEach((column, value) -> map.put(column.longName, value));
      map.put("words", words(topic));
      maps.add(map);
    }
    return maps;
  }

  /** RFC 4180, a line a topic; the words in one quoted field, separated by blanks. */
  String csv() {
    StringBuilder text = new StringBuilder();
    for (TopicSummary topic : shape.summaries()) {
      if (text.isEmpty()) {
        text.append("topic");
        row(0).keySet().forEach(column -> text.append(',').append(column.longName));
        text.append(",words\n");
      }
      text.append(topic.topic());
      row(topic.topic()).values().forEach(value -> text.append(',').append(value));
      String words = String.join(" ", words(topic)).replace("\"", "\"\"");
      text.append(",\"").append(words).append("\"\n");
    }
    return text.toString();
  }

  /** The mean over topics of the coherences. */
  Map<String, Object> means() {
    Map<String, Object> means = new LinkedHashMap<>();
    reference.ifPresent(
        figures -> {
          means.put("mean_u_mass", mean(figures.uMass()));
          means.put("mean_c_npmi", mean(figures.npmi()));
        });
    return means;
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}
