package mpjlda.oracle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A topic's coherences as gensim gives them for the corpus of {@link LdaToy}; made by {@code
 * src/test/python/gensim_coherence.py}.
 *
 * @param words the topic's top words
 */
public record GoldenCoherence(int[] words, double uMass, double npmi) {
  public static List<GoldenCoherence> read() {
    List<String> topics = Resources.lines("coherence_topics.csv");
    List<String> values = Resources.lines("coherence.csv");
    List<GoldenCoherence> all = new ArrayList<>();
    for (int k = 0; k < topics.size(); k++) {
      String[] fields = values.get(k).split(",", -1);
      all.add(
          new GoldenCoherence(
              Arrays.stream(topics.get(k).split(",", -1)).mapToInt(Integer::parseInt).toArray(),
              Double.parseDouble(fields[1]),
              Double.parseDouble(fields[2])));
    }
    return all;
  }
}
