package mpjlda.data.text;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which words make the vocabulary.
 *
 * @param minDocuments documents that a word is in, at least
 * @param maxDocuments documents that a word is in, at most
 * @param maxVocabulary words at most: those in the most documents
 */
public record Pruning(DocumentShare minDocuments, DocumentShare maxDocuments, int maxVocabulary) {
  /** The defaults. */
  public static final Pruning DEFAULT =
      new Pruning(
          new DocumentShare(BigDecimal.valueOf(2), false),
          new DocumentShare(new BigDecimal("0.5"), true),
          Integer.MAX_VALUE);

  /** Name → value. */
  Map<String, String> options() {
    Map<String, String> map = new LinkedHashMap<>();
    map.put("min_df", minDocuments.toString());
    map.put("max_df", maxDocuments.toString());
    boolean all = maxVocabulary == Integer.MAX_VALUE;
    map.put("max_vocabulary", all ? "all" : String.valueOf(maxVocabulary));
    return map;
  }
}
