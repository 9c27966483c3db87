package mpjlda.data.text;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which pairs of neighbours become one word.
 *
 * @param wanted whether any
 * @param threshold least normalised pointwise mutual information, in [−1, 1]
 * @param minCount times that the pair occurs at least
 */
public record PhraseOptions(boolean wanted, double threshold, int minCount) {
  /** None. */
  public static final PhraseOptions NONE = new PhraseOptions(false, 0.5, 10);

  /** Name → value. */
  Map<String, String> options() {
    Map<String, String> map = new LinkedHashMap<>();
    map.put("phrases", String.valueOf(wanted));
    if (wanted) {
      map.put("phrase_threshold", String.valueOf(threshold));
      map.put("phrase_min_count", String.valueOf(minCount));
    }
    return map;
  }
}
