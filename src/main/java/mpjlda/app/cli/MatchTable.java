package mpjlda.app.cli;

import java.io.PrintWriter;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import mpjlda.core.topics.TopicMatching;
import mpjlda.core.topics.TopicSummary;

/** The topics of two models side by side. */
record MatchTable(TopicMatching matching, Side first, Side second) {
  /**
   * @param topics in order of their numbers
   * @param vocabulary (V)
   */
  record Side(List<TopicSummary> topics, List<String> vocabulary) {
    List<String> words(int topic) {
      return TopicListing.texts(topics.get(topic).words(), vocabulary);
    }

    List<Integer> without(IntStream matched) {
      BitSet there = new BitSet();
      matched.forEach(there::set);
      return IntStream.range(0, topics.size()).filter(k -> !there.get(k)).boxed().toList();
    }
  }

  void print(PrintWriter out, int width) {
    out.println("topic  other  distance  words, and those of the other");
    for (TopicMatching.Pair pair : matching.pairs()) {
      String head =
          String.format(
              Locale.ROOT, "%5d  %5d  %8.3f  ", pair.topic(), pair.other(), pair.distance());
      Wrapping.print(out, head, first.words(pair.topic()), width);
      Wrapping.print(out, " ".repeat(head.length()), second.words(pair.other()), width);
    }
    out.println(
        String.format(
            Locale.ROOT,
            "mean distance %.3f; %d words in common",
            meanDistance(),
            matching.commonWords()));
    printLeftOver(out, "topics", unmatched());
    printLeftOver(out, "topics of the other model", unmatchedOther());
  }

  private static void printLeftOver(PrintWriter out, String which, List<Integer> topics) {
    if (!topics.isEmpty()) {
      out.println(
          which
              + " without a partner: "
              + topics.stream().map(String::valueOf).collect(Collectors.joining(" ")));
    }
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("mean_distance", meanDistance());
    map.put("common_words", matching.commonWords());
    map.put(
        "pairs",
        matching.pairs().stream()
            .map(
                pair -> {
                  Map<String, Object> entry = new LinkedHashMap<>();
                  entry.put("topic", pair.topic());
                  entry.put("other", pair.other());
                  entry.put("distance", pair.distance());
                  entry.put("words", first.words(pair.topic()));
                  entry.put("other_words", second.words(pair.other()));
                  return entry;
                })
            .toList());
    map.put("unmatched", unmatched());
    map.put("unmatched_other", unmatchedOther());
    return map;
  }

  private List<Integer> unmatched() {
    return first.without(matching.pairs().stream().mapToInt(TopicMatching.Pair::topic));
  }

  private List<Integer> unmatchedOther() {
    return second.without(matching.pairs().stream().mapToInt(TopicMatching.Pair::other));
  }

  private double meanDistance() {
    return matching.pairs().stream().mapToDouble(TopicMatching.Pair::distance).average().orElse(0);
  }
}
