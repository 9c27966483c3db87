package mpjlda.app.generate;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Options of a generated corpus, besides its topics.
 *
 * @param documents D, ≥ 1
 * @param meanLength mean tokens of a document, &gt; 0; lengths are Poisson distributed
 * @param alpha (K), all &gt; 0 with a finite sum
 * @param seed of the documents
 * @param format of the corpus file
 */
@SuppressWarnings("ArrayRecordComponent") // not compared
public record GeneratorOptions(
    long documents, double meanLength, double[] alpha, long seed, GeneratedFormat format) {
  /** The options by their names in {@code generate.json}. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("documents", documents);
    map.put("mean_length", meanLength);
    map.put("alpha", alpha);
    map.put("seed", seed);
    map.put("format", format.name().toLowerCase(Locale.ROOT));
    return map;
  }
}
