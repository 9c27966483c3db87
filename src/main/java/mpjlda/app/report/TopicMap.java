package mpjlda.app.report;

import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import mpjlda.core.parallel.Workers;
import mpjlda.core.topics.JensenShannon;
import mpjlda.core.topics.PrincipalCoordinates;
import mpjlda.core.topics.TopicWeights;
import mpjlda.core.topics.WordSelection;

/**
 * Map of the topics: the Jensen-Shannon distances between them, and the plane that shows these
 * best.
 */
final class TopicMap {
  private static final int NEIGHBOURS = 5;

  private final TopicWeights topics;
  private final WordSelection words;
  private final double[][] divergences;
  private final PrincipalCoordinates coordinates;

  private TopicMap(TopicWeights topics, WordSelection words, double[][] divergences) {
    this.topics = topics;
    this.words = words;
    this.divergences = divergences;
    this.coordinates = PrincipalCoordinates.of(divergences);
  }

  static TopicMap of(TopicWeights topics) {
    WordSelection words = WordSelection.of(topics);
    int threads = Math.min(8, Runtime.getRuntime().availableProcessors());
    try (Workers workers = new Workers(threads)) {
      return new TopicMap(topics, words, JensenShannon.divergences(words.distributions(), workers));
    }
  }

  void write(ScriptJson json) throws IOException {
    int count = topics.topics();
    json.numbers("share", count, topics::share);
    json.numbers("x", count, k -> coordinates.points()[k][0]);
    json.numbers("y", count, k -> coordinates.points()[k][1]);
    json.numbers("explained", 2, axis -> coordinates.explained()[axis]);
    json.integer("words", words.words());
    json.number("coverage", words.coverage());
    json.array(
        "near",
        () -> {
          for (int k = 0; k < count; k++) {
            int topic = k;
            json.array(
                () -> {
                  for (int other : nearest(topic)) {
                    json.integer(other);
                    json.number(Math.sqrt(divergences[topic][other]));
                  }
                });
          }
        });
  }

  private int[] nearest(int topic) {
    double[] row = divergences[topic];
    return Arrays.copyOf(
        IntStream.range(0, row.length)
            .filter(other -> other != topic)
            .boxed()
            .sorted(Comparator.comparingDouble(other -> row[other]))
            .mapToInt(other -> other)
            .toArray(),
        Math.min(NEIGHBOURS, row.length - 1));
  }
}
