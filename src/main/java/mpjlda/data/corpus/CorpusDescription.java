package mpjlda.data.corpus;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Figures of a corpus that one process holds, for display. */
public final class CorpusDescription {
  private static final int FREQUENT_WORDS = 10;

  private CorpusDescription() {}

  /** Name → value, in display order. */
  public static Map<String, Object> of(Corpus corpus) {
    CorpusSummary summary = corpus.summary();
    Documents documents = corpus.documents();
    int[] words = new int[documents.longest()];
    double[] counts = new double[documents.longest()];
    double[] totals = new double[summary.vocabularySize()];
    long empty = 0;
    for (int d = 0; d < documents.count(); d++) {
      int size = documents.load(d, words, counts);
      empty += size == 0 ? 1 : 0;
      for (int i = 0; i < size; i++) {
        totals[words[i]] += counts[i];
      }
    }
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("format", summary.format().optionName());
    map.put("files", summary.files());
    map.put("D", summary.documents());
    map.put("V", summary.vocabularySize());
    map.put("tokens", summary.tokens());
    map.put("non_zeros", summary.nonZeros());
    map.put("empty_documents", empty);
    map.put("unused_words", IntStream.range(0, totals.length).filter(w -> totals[w] == 0).count());
    map.put("tokens_per_document", summary.tokens() / (double) Math.max(1, summary.documents()));
    map.put("longest_document", summary.longestDocument());
    map.put("largest_count", summary.largestCount());
    map.put("frequent_words", frequent(totals, corpus.vocabulary()));
    map.put("corpus_hash", summary.corpusHash());
    map.put("vocabulary_hash", summary.vocabularyHash());
    return map;
  }

  private static List<String> frequent(double[] totals, Vocabulary vocabulary) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, totals.length).boxed().toList());
    order.sort((a, b) -> Double.compare(totals[b], totals[a]));
    return order.stream().limit(FREQUENT_WORDS).map(vocabulary::word).toList();
  }
}
