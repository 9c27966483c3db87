package mpjlda.estep;

import java.util.Arrays;
import mpjlda.math.ArrayFunctions;
import mpjlda.matrix.LongRows;
import mpjlda.matrix.RowLayout;

/**
 * Σ_d n_dw phi_dwk (V × K) as integers: every document's contribution is rounded to a multiple of a
 * unit and the multiples are added, which is exact, so documents may be added in any order, by any
 * thread, on any rank.
 *
 * <p>The unit is 2^−s with s = min(40, 62 − ⌈log2 T⌉) for a corpus of T tokens: the sum of all
 * entries is T, so no entry can overflow. For T = 10^8 the unit is 3e-11 of a token. Up to 2^(50−s)
 * occurrences of a word in a document, at least a thousand, are rounded by vectors.
 */
public final class SufficientStatistics {
  /**
   * Words share locks by their number modulo this: two threads rarely want the same one at once.
   */
  private static final int LOCKS = 1024;

  private static final double LARGEST_UNITS_PER_TOKEN = 0x1.0p40;

  /** Contributions up to this many units are rounded by {@link ArrayFunctions}. */
  private static final double MANY_UNITS = 0x1.0p50;

  private final ArrayFunctions functions = ArrayFunctions.best();
  private final LongRows sums;
  private final double unitsPerToken;
  private final Object[] locks = new Object[LOCKS];
  private final boolean shared;

  /**
   * @param tokens of the whole corpus, not of this rank's part
   * @param threads how many will add at once
   */
  public SufficientStatistics(RowLayout layout, long tokens, int threads) {
    this.sums = new LongRows(layout);
    this.unitsPerToken = Math.min(LARGEST_UNITS_PER_TOKEN, 0x1.0p62 / ceilingPowerOfTwo(tokens));
    this.shared = threads > 1;
    for (int i = 0; i < LOCKS; i++) {
      locks[i] = new Object();
    }
  }

  private static double ceilingPowerOfTwo(long tokens) {
    return tokens <= 1 ? 1 : 2.0 * Long.highestOneBit(tokens - 1);
  }

  /** The sums (V × K) in units. Not a copy: what is reduced over the ranks. */
  public LongRows sums() {
    return sums;
  }

  /** Tokens per unit, a power of two. */
  public double unit() {
    return 1 / unitsPerToken;
  }

  public void clear() {
    sums.clear();
  }

  /** Clears the rows of these words only. */
  public void clear(int[] words) {
    RowLayout layout = sums.layout();
    for (int word : words) {
      int at = layout.offsetOf(word);
      Arrays.fill(sums.blockOf(word), at, at + layout.columns(), 0);
    }
  }

  /** Adds n_w phi_wk = theta_k · rows_wk · weight_w of a fitted document. */
  void add(DocumentWorkspace document) {
    RowLayout layout = sums.layout();
    for (int i = 0; i < document.size; i++) {
      int word = document.words[i];
      long[] block = sums.blockOf(word);
      int at = layout.offsetOf(word);
      if (shared) {
        synchronized (locks[word % LOCKS]) {
          addRow(document, i, block, at);
        }
      } else {
        addRow(document, i, block, at);
      }
    }
  }

  private void addRow(DocumentWorkspace document, int i, long[] block, int at) {
    int row = document.rowStart(i);
    double scale = document.weight[i] * unitsPerToken;
    if (document.counts[i] * unitsPerToken > MANY_UNITS) {
      for (int k = 0; k < document.topics; k++) {
        block[at + k] += (long) Math.rint(document.theta[k] * document.row(i, k) * scale);
      }
    } else if (document.byTopic()) {
      double[] column = document.wordRow(i);
      functions.addRounded(document.theta, column, 0, scale, block, at, document.topics);
    } else if (document.precision == Precision.DOUBLE) {
      functions.addRounded(document.theta, document.rows, row, scale, block, at, document.topics);
    } else {
      functions.addRounded(
          document.theta, document.single.rows, row, scale, block, at, document.topics);
    }
  }
}
