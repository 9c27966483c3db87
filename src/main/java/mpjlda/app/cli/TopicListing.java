package mpjlda.app.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import mpjlda.app.report.DocumentTopics;
import mpjlda.core.topics.TopicSimilarity;
import mpjlda.core.topics.TopicSummary;
import mpjlda.core.topics.TopicWord;

/**
 * Topics as a user sees them.
 *
 * @param topics in the order to be shown
 * @param nearest of each topic, by number; empty if it is not to be shown
 * @param documents the top ones of each topic
 * @param vocabulary (V)
 */
record TopicListing(
    List<TopicSummary> topics,
    List<TopicSimilarity.Nearest> nearest,
    Optional<DocumentTopics> documents,
    List<String> vocabulary) {
  void print(PrintWriter out, int width) {
    boolean withNearest = !nearest.isEmpty();
    out.println("topic   share  " + (withNearest ? "nearest  affinity  " : "") + "words");
    for (TopicSummary topic : topics) {
      String head =
          String.format(Locale.ROOT, "%5d  %5.1f%%  ", topic.topic(), 100 * topic.share());
      if (withNearest) {
        TopicSimilarity.Nearest other = nearest.get(topic.topic());
        head += String.format(Locale.ROOT, "%7d  %8.3f  ", other.other(), other.affinity());
      }
      Wrapping.print(out, head, texts(topic.words(), vocabulary), width);
      documents.ifPresent(fitted -> print(out, fitted.of(topic.topic()), width));
    }
    documents.ifPresent(fitted -> printUnknown(out, fitted));
  }

  private static void print(PrintWriter out, List<DocumentTopics.Entry> entries, int width) {
    for (DocumentTopics.Entry entry : entries) {
      String head =
          String.format(
              Locale.ROOT,
              "       document %d, %.1f%% of %d tokens:  ",
              entry.document(),
              100 * entry.proportion(),
              entry.tokens());
      Wrapping.print(out, head, entry.words(), width);
    }
  }

  private static void printUnknown(PrintWriter out, DocumentTopics fitted) {
    if (fitted.unknownTokens() > 0) {
      out.println(
          fitted.unknownTokens() + " tokens of words that the model does not know were left out");
    }
  }

  Map<String, Object> toMap() {
    List<Map<String, Object>> list = new ArrayList<>();
    for (TopicSummary topic : topics) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("topic", topic.topic());
      map.put("share", topic.share());
      if (!nearest.isEmpty()) {
        map.put("nearest", nearest.get(topic.topic()).other());
        map.put("affinity", nearest.get(topic.topic()).affinity());
      }
      map.put("words", topic.words().stream().map(this::toMap).toList());
      documents.ifPresent(
          fitted ->
              map.put(
                  "documents",
                  fitted.of(topic.topic()).stream().map(TopicListing::toMap).toList()));
      list.add(map);
    }
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("topics", list);
    documents.ifPresent(fitted -> all.put("unknown_tokens", fitted.unknownTokens()));
    return all;
  }

  private Map<String, Object> toMap(TopicWord word) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("word", vocabulary.get(word.word()));
    map.put("id", word.word());
    map.put("probability", word.probability());
    return map;
  }

  private static Map<String, Object> toMap(DocumentTopics.Entry entry) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("document", entry.document());
    map.put("proportion", entry.proportion());
    map.put("tokens", entry.tokens());
    map.put("words", entry.words());
    return map;
  }

  static List<String> texts(List<TopicWord> words, List<String> vocabulary) {
    return words.stream().map(word -> vocabulary.get(word.word())).toList();
  }
}
