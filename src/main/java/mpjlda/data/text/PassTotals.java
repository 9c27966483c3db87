package mpjlda.data.text;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import mpjlda.core.parallel.CollectiveSteps;

/**
 * What the first pass has counted on all ranks.
 *
 * @param bytes of text, decompressed
 * @param blanks lines that are no documents
 * @param tokens of all kinds
 * @param documents empty ones included
 * @param stopWords distinct ones that occurred
 * @param dropped (reasons) tokens that were dropped in this pass
 */
record PassTotals(
    long bytes, long blanks, long tokens, long documents, long stopWords, long[] dropped) {
  private static final int OTHERS = 4;

  /** Adds up; called by all ranks. */
  static PassTotals of(FirstPass pass, long documents, CollectiveSteps ranks) {
    List<TokenCounter> counters = pass.counters();
    long[] sums = new long[OTHERS + Dropped.values().length];
    sums[0] = pass.bytes();
    sums[1] = counters.stream().mapToLong(TokenCounter::blanks).sum();
    sums[2] = counters.stream().mapToLong(TokenCounter::tokens).sum();
    sums[3] = documents;
    for (Dropped why : Dropped.values()) {
      sums[OTHERS + why.number()] =
          counters.stream().mapToLong(counter -> counter.dropped(why)).sum();
    }
    ranks.sum(sums);
    long[] dropped = new long[Dropped.values().length];
    System.arraycopy(sums, OTHERS, dropped, 0, dropped.length);
    return new PassTotals(sums[0], sums[1], sums[2], sums[3], stopWords(counters, ranks), dropped);
  }

  private static long stopWords(List<TokenCounter> counters, CollectiveSteps ranks) {
    VocabularyCounts own = new VocabularyCounts();
    counters.forEach(counter -> counter.stopWords().forEach(own::add));
    VocabularyCounts all = new VocabularyCounts();
    ranks.tell(
        new WordMessages(own)::next,
        (rank, message) -> WordMessages.read(message, (word, tokens, documents) -> all.add(word)));
    return all.size();
  }

  /** Why → what was dropped, in this pass and in the choice of the vocabulary. */
  Map<Dropped, ImportReport.Loss> losses(Map<Dropped, VocabularySelection.Loss> chosen) {
    Map<Dropped, ImportReport.Loss> losses = new EnumMap<>(Dropped.class);
    for (Dropped why : Dropped.values()) {
      VocabularySelection.Loss loss = chosen.getOrDefault(why, VocabularySelection.Loss.NONE);
      long all = dropped[why.number()] + loss.tokens();
      long words = why == Dropped.STOP_WORD ? stopWords : loss.words();
      if (all > 0) {
        losses.put(
            why,
            new ImportReport.Loss(
                all, words > 0 ? OptionalLong.of(words) : OptionalLong.empty(), loss.examples()));
      }
    }
    return losses;
  }
}
