package mpjlda.core.topicmodel;

import java.util.List;
import mpjlda.core.math.ExactSum;
import mpjlda.core.matrix.BlockedLongMatrix;
import mpjlda.core.matrix.RowLayout;
import mpjlda.core.matrix.RowRange;
import mpjlda.core.parallel.Workers;
import mpjlda.core.priors.CountSums;
import mpjlda.core.priors.CountTerms;

/**
 * The sums that eta is learned from: the terms of all N_wk under a prior b of counts, and of all
 * N_k under V b. The same bits for any number of ranks and threads.
 */
public final class WordTerms {
  /** Words that a thread takes at a time. */
  private static final int PIECE = 512;

  private final WordCounts counts;
  private final CountTerms terms;
  private final ExactSum[] sums;
  private final long[][] totals;

  /**
   * N_wk as integers.
   *
   * @param units (V × K), of which this rank's share is looked at
   * @param unit tokens per unit
   */
  public record WordCounts(BlockedLongMatrix units, double unit) {}

  private WordTerms(WordCounts counts, double b, int threads) {
    this.counts = counts;
    this.terms = new CountTerms(b);
    this.sums = ExactSum.zeros(threads);
    this.totals = new long[threads][counts.units().layout().columns()];
  }

  /** The sums over the whole corpus; called by all ranks. */
  public static CountSums of(WordCounts counts, double b, Workers workers, RankExchange ranks) {
    WordTerms own = new WordTerms(counts, b, workers.threads());
    List<RowRange> pieces = ranks.ownRows(counts.units().layout(), PIECE);
    workers.forEach(
        pieces.size(),
        (worker, piece) -> {
          for (int w = pieces.get(piece).first(); w < pieces.get(piece).end(); w++) {
            own.add(w, worker);
          }
        });
    return own.gather(b, ranks);
  }

  private void add(int word, int worker) {
    RowLayout layout = counts.units().layout();
    long[] block = counts.units().blockOf(word);
    int at = layout.offsetOf(word);
    long[] topics = totals[worker];
    // Added in ascending order everywhere, so that one rounding a word will do.
    double row = 0;
    for (int k = 0; k < topics.length; k++) {
      topics[k] += block[at + k];
      row += terms.of(block[at + k] * counts.unit());
    }
    sums[worker].add(row);
  }

  /** All in one short exchange: K totals, then the terms. */
  private CountSums gather(double b, RankExchange ranks) {
    int topics = totals[0].length;
    long[] words = new long[topics + ExactSum.WORDS];
    ExactSum above = new ExactSum();
    for (int worker = 0; worker < sums.length; worker++) {
      above.add(sums[worker]);
      for (int k = 0; k < topics; k++) {
        words[k] += totals[worker][k];
      }
    }
    above.store(words, topics);
    ranks.sum(words);
    double vocabulary = counts.units().layout().rows();
    CountTerms totalTerms = new CountTerms(vocabulary * b);
    double below = 0;
    for (int k = 0; k < topics; k++) {
      below += totalTerms.of(words[k] * counts.unit());
    }
    return new CountSums(ExactSum.load(words, topics).value(), vocabulary * below);
  }
}
