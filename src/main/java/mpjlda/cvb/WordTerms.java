package mpjlda.cvb;

import java.util.Arrays;
import mpjlda.math.ExactSum;
import mpjlda.matrix.LongRows;
import mpjlda.matrix.RowLayout;
import mpjlda.parallel.Workers;
import mpjlda.priors.CountTerms;
import mpjlda.priors.CountSums;

/** What eta is learned from: the terms of all N_wk under eta and of all N_k under V eta. */
public final class WordTerms {
  /** Words that a thread takes at a time. */
  private static final int PIECE = 512;

  private final LongRows counts;
  private final CountTerms terms;
  private final ExactSum[] sums;
  private final long[][] totals;

  private WordTerms(LongRows counts, double eta, int threads) {
    this.counts = counts;
    this.terms = new CountTerms(eta);
    this.sums = ExactSum.zeros(threads);
    this.totals = new long[threads][counts.layout().columns()];
  }

  /**
   * The same bits for any number of threads.
   *
   * @param counts (V × K) N_wk of the whole corpus, in {@link WordCounts#UNIT}s
   */
  public static CountSums of(LongRows counts, double eta, Workers workers) {
    WordTerms own = new WordTerms(counts, eta, workers.threads());
    int words = counts.layout().rows();
    workers.forEach(
        (words + PIECE - 1) / PIECE,
        (worker, piece) -> {
          int end = Math.min(words, (piece + 1) * PIECE);
          for (int w = piece * PIECE; w < end; w++) {
            own.add(w, worker);
          }
        });
    return own.sums(words * eta);
  }

  private void add(int word, int worker) {
    RowLayout layout = counts.layout();
    long[] block = counts.blockOf(word);
    int at = layout.offsetOf(word);
    // One rounding a word, not one an entry: the topics are added in ascending order everywhere.
    double row = 0;
    for (int k = 0; k < layout.columns(); k++) {
      totals[worker][k] += block[at + k];
      row += terms.of(block[at + k] * WordCounts.UNIT);
    }
    sums[worker].add(row);
  }

  private CountSums sums(double etaTotal) {
    CountTerms totalTerms = new CountTerms(etaTotal);
    double below = 0;
    for (int k = 0; k < counts.layout().columns(); k++) {
      int topic = k;
      long total = Arrays.stream(totals).mapToLong(part -> part[topic]).sum();
      below += totalTerms.of(total * WordCounts.UNIT);
    }
    for (int worker = 1; worker < sums.length; worker++) {
      sums[0].add(sums[worker]);
    }
    return new CountSums(sums[0].value(), below * counts.layout().rows());
  }
}
