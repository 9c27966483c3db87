package mpjlda.data.store;

import java.util.LinkedHashMap;
import java.util.Map;
import mpjlda.data.io.JsonFields;

/**
 * Figures of all documents of a store.
 *
 * @param documents D, empty ones included
 * @param vocabularySize V
 * @param tokens sum of all counts
 * @param nonZeros number of (document, word) pairs
 * @param longestDocument most distinct words in a document
 * @param largestCount largest count of a word in a document
 * @param corpusHash see {@link CorpusHash}: the same as that of the source
 * @param vocabularyHash see {@link mpjlda.data.modelio.VocabularyFile#hash}
 */
public record StoreSummary(
    long documents,
    int vocabularySize,
    long tokens,
    long nonZeros,
    int longestDocument,
    int largestCount,
    String corpusHash,
    String vocabularyHash) {
  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("documents", documents);
    map.put("vocabulary_size", vocabularySize);
    map.put("tokens", tokens);
    map.put("non_zeros", nonZeros);
    map.put("longest_document", longestDocument);
    map.put("largest_count", largestCount);
    map.put("corpus_hash", corpusHash);
    map.put("vocabulary_hash", vocabularyHash);
    return map;
  }

  static StoreSummary from(JsonFields fields) {
    return new StoreSummary(
        fields.count("documents"),
        fields.smallCount("vocabulary_size"),
        fields.count("tokens"),
        fields.count("non_zeros"),
        fields.smallCount("longest_document"),
        fields.smallCount("largest_count"),
        fields.text("corpus_hash"),
        fields.text("vocabulary_hash"));
  }
}
