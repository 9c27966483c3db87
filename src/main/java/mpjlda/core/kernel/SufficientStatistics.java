package mpjlda.core.kernel;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import mpjlda.core.math.ArrayFunctions;
import mpjlda.core.matrix.BlockedLongMatrix;
import mpjlda.core.matrix.RowLayout;
import mpjlda.core.parallel.Workers;

/**
 * Σ_d n_dw phi_dwk (V × K) as integers: every document's contribution is rounded to a multiple of a
 * unit and the multiples are added, which is exact, so documents may be added in any order, by any
 * thread, on any rank.
 *
 * <p>The unit is 2^−s with s = min(40, 62 − ⌈log2 T⌉) for a corpus of T tokens: the sum of all
 * entries is T, so no entry can overflow. For T = 10^8 the unit is 3e-11 of a token. Up to 2^(50−s)
 * occurrences of a word in a document, at least a thousand, are rounded by vectors.
 *
 * <p>Each thread adds to sums of its own if all these are not too large: a row that another core
 * has changed last takes longer to come than the addition. Else several threads share them.
 */
public final class SufficientStatistics {
  /** What sums beside the first may take, in bytes. */
  private static final long MOST_PARTS = 256L << 20;

  /** Words that a thread takes at a time when the sums of all are collected. */
  private static final int PIECE = 256;

  /**
   * Words share locks by their number modulo this: two threads rarely want the same one at once.
   */
  private static final int LOCKS = 1024;

  private static final double LARGEST_UNITS_PER_TOKEN = 0x1.0p40;

  /** Contributions up to this many units are rounded by {@link ArrayFunctions}. */
  private static final double MANY_UNITS = 0x1.0p50;

  private final ArrayFunctions functions = ArrayFunctions.best();
  private final BlockedLongMatrix sums;
  private final double unitsPerToken;
  private final Object[] locks = new Object[LOCKS];

  /** What else than the sums threads add to; zero between two E-steps. */
  private final BlockedLongMatrix[] parts;

  private final boolean shared;

  /**
   * @param tokens of the whole corpus, not of this rank's part
   * @param threads how many will add at once
   */
  public SufficientStatistics(RowLayout layout, long tokens, int threads) {
    this(layout, tokens, threads, MOST_PARTS);
  }

  /**
   * @param mostParts what sums beside the first may take, in bytes
   */
  SufficientStatistics(RowLayout layout, long tokens, int threads, long mostParts) {
    this.sums = new BlockedLongMatrix(layout);
    this.unitsPerToken = Math.min(LARGEST_UNITS_PER_TOKEN, 0x1.0p62 / ceilingPowerOfTwo(tokens));
    this.parts = new BlockedLongMatrix[parts(layout, threads, mostParts)];
    Arrays.setAll(parts, i -> new BlockedLongMatrix(layout));
    this.shared = parts.length < threads - 1;
    for (int i = 0; i < LOCKS; i++) {
      locks[i] = new Object();
    }
  }

  /** What so many threads' statistics take, in bytes. */
  public static long bytes(RowLayout layout, int threads) {
    return bytes(layout) * (1 + parts(layout, threads, MOST_PARTS));
  }

  private static long bytes(RowLayout layout) {
    return 8L * layout.rows() * layout.columns();
  }

  private static int parts(RowLayout layout, int threads, long mostBytes) {
    return (int) Math.min(threads - 1, mostBytes / Math.max(1, bytes(layout)));
  }

  private static double ceilingPowerOfTwo(long tokens) {
    return tokens <= 1 ? 1 : 2.0 * Long.highestOneBit(tokens - 1);
  }

  /** The sums (V × K) in units. Not a copy: what is reduced over the ranks. */
  public BlockedLongMatrix sums() {
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

  /**
   * Adds n_w phi_wk = theta_k · rows_wk · weight_w of a fitted document. The sums are complete
   * after {@link #collect}.
   *
   * @param worker the thread's number
   */
  void add(DocumentWorkspace document, int worker) {
    RowLayout layout = sums.layout();
    int part = worker % (parts.length + 1);
    BlockedLongMatrix target = part == 0 ? sums : parts[part - 1];
    for (int i = 0; i < document.size; i++) {
      int word = document.words[i];
      long[] block = target.blockOf(word);
      int at = layout.offsetOf(word);
      if (shared) {
        synchronized (locks[(word + part) % LOCKS]) {
          addRow(document, i, block, at);
        }
      } else {
        addRow(document, i, block, at);
      }
    }
  }

  /** Completes the sums of all words. */
  void collect(Workers workers) {
    collect(workers, sums.layout().rows(), i -> i);
  }

  /** Completes the sums of these words, which are all that threads have added to. */
  void collect(Workers workers, int[] words) {
    collect(workers, words.length, i -> words[i]);
  }

  private void collect(Workers workers, int count, IntUnaryOperator words) {
    if (parts.length == 0) {
      return;
    }
    workers.forEach(
        (count + PIECE - 1) / PIECE,
        (worker, piece) -> {
          int end = Math.min(count, (piece + 1) * PIECE);
          for (int i = piece * PIECE; i < end; i++) {
            for (BlockedLongMatrix part : parts) {
              sums.take(part, words.applyAsInt(i));
            }
          }
        });
  }

  private void addRow(DocumentWorkspace document, int i, long[] block, int at) {
    double scale = document.weight[i] * unitsPerToken;
    if (document.counts[i] * unitsPerToken > MANY_UNITS) {
      for (int k = 0; k < document.topics; k++) {
        block[at + k] += (long) Math.rint(document.theta[k] * document.row(i, k) * scale);
      }
    } else if (document.byTopic()) {
      double[] column = document.wordRow(i);
      functions.addRounded(document.theta, column, 0, scale, block, at, document.topics);
    } else if (document.precision == Precision.DOUBLE) {
      int row = document.rowStart(i);
      functions.addRounded(document.theta, document.rows, row, scale, block, at, document.topics);
    } else {
      int row = document.single.wordStarts[i];
      functions.addRounded(
          document.theta, document.single.rows, row, scale, block, at, document.topics);
    }
  }
}
