package mpjlda.core.topicmodel;

import java.util.List;
import mpjlda.core.math.ExactSum;
import mpjlda.core.matrix.BlockedDoubleMatrix;
import mpjlda.core.matrix.RowLayout;
import mpjlda.core.matrix.RowRange;
import mpjlda.core.parallel.Workers;
import mpjlda.core.priors.CountSums;
import mpjlda.core.priors.CountTerms;

/**
 * The sums that eta is learned from where the counts are in lambda alone: N_wk = max(lambda − eta,
 * 0). As {@link WordTerms}, the same bits for any number of ranks and threads.
 *
 * @param lambda (V × K), the same on all ranks
 * @param eta that is in it
 */
record LambdaTerms(BlockedDoubleMatrix lambda, double eta) {
  /** Words that a thread takes at a time. */
  private static final int PIECE = 512;

  /** The terms of all N_wk under b, and of all N_k under V b; called by all ranks. */
  CountSums sums(double b, Workers workers, RankExchange ranks) {
    RowLayout layout = lambda.layout();
    int topics = layout.columns();
    ExactSum[][] sums = new ExactSum[workers.threads()][];
    for (int worker = 0; worker < sums.length; worker++) {
      sums[worker] = ExactSum.zeros(topics + 1);
    }
    CountTerms terms = new CountTerms(b);
    List<RowRange> pieces = ranks.ownRows(layout, PIECE);
    workers.forEach(pieces.size(), (worker, piece) -> add(pieces.get(piece), terms, sums[worker]));
    long[] words = new long[ExactSum.WORDS * (topics + 1)];
    for (int i = 0; i <= topics; i++) {
      for (int worker = 1; worker < sums.length; worker++) {
        sums[0][i].add(sums[worker][i]);
      }
      sums[0][i].store(words, ExactSum.WORDS * i);
    }
    ranks.sum(words);
    CountTerms totalTerms = new CountTerms(layout.rows() * b);
    double below = 0;
    for (int k = 0; k < topics; k++) {
      below += totalTerms.of(ExactSum.load(words, ExactSum.WORDS * k).value());
    }
    double above = ExactSum.load(words, ExactSum.WORDS * topics).value();
    return new CountSums(above, layout.rows() * below);
  }

  /**
   * @param sums (K + 1) of the counts, by topic, and of all their terms
   */
  private void add(RowRange words, CountTerms terms, ExactSum[] sums) {
    int topics = sums.length - 1;
    for (int w = words.first(); w < words.end(); w++) {
      double[] block = lambda.blockOf(w);
      int at = lambda.layout().offsetOf(w);
      // Added in ascending order everywhere, so that one rounding a word will do.
      double row = 0;
      for (int k = 0; k < topics; k++) {
        double count = Math.max(block[at + k] - eta, 0);
        sums[k].add(count);
        row += terms.of(count);
      }
      sums[topics].add(row);
    }
  }
}
