package mpjlda.core.kernel;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import mpjlda.core.math.ArrayFunctions;
import mpjlda.core.matrix.BlockedLongMatrix;
import mpjlda.core.matrix.RowLayout;
import mpjlda.core.parallel.Workers;

/**
 * Sums over documents of the tokens of each word in each topic (V × K), Σ_d n_dw phi_dwk, as
 * integers: every contribution is rounded to a multiple of a unit and the multiples are added,
 * which is exact, so documents may be added in any order, by any thread, on any rank.
 *
 * <p>The unit of variational Bayes is 2^−s with s = min(40, 62 − ⌈log2 T⌉) for a corpus of T
 * tokens: the sum of all entries is T, so no entry can overflow. For T = 10^8 the unit is 3e-11 of
 * a token. Up to 2^(50−s) occurrences of a word in a document, at least a thousand, are rounded by
 * vectors. The unit of collapsed variational Bayes is 2^−20, as its kernels add in 32 bits first.
 *
 * <p>Each thread adds to sums of its own if all these are not too large: a row that another core
 * has changed last takes longer to come than the addition. Else several threads share them.
 */
public final class SufficientStatistics {
  /** Units of a token in collapsed variational Bayes. */
  public static final int CVB_UNITS_PER_TOKEN = 1 << 20;

  /** Bytes that the sums of further threads may take. */
  private static final long MOST_PARTS = 256L << 20;

  /** Words that a thread takes at a time when the sums of all are collected. */
  private static final int PIECE = 256;

  /** Words share locks by their number modulo this: two threads rarely want one at once. */
  private static final int LOCKS = 1024;

  private static final double LARGEST_UNITS_PER_TOKEN = 0x1.0p40;

  /** Contributions up to this many units are rounded by {@link ArrayFunctions}. */
  private static final double MANY_UNITS = 0x1.0p50;

  private final ArrayFunctions functions = KernelProviders.functions();
  private final BlockedLongMatrix sums;
  private final double unitsPerToken;
  private final Object[] locks = new Object[LOCKS];

  /** The sums of further threads; zero between two E-steps. */
  private final BlockedLongMatrix[] parts;

  private final boolean shared;

  private SufficientStatistics(RowLayout layout, double unitsPerToken, int threads, int parts) {
    this.sums = new BlockedLongMatrix(layout);
    this.unitsPerToken = unitsPerToken;
    this.parts = new BlockedLongMatrix[parts];
    Arrays.setAll(this.parts, i -> new BlockedLongMatrix(layout));
    this.shared = parts < threads - 1;
    Arrays.setAll(locks, i -> new Object());
  }

  /**
   * Statistics of variational Bayes.
   *
   * @param tokens of the whole corpus, not of this rank's part
   * @param threads the number that will add at once
   */
  public static SufficientStatistics ofCorpus(RowLayout layout, long tokens, int threads) {
    return ofCorpus(layout, tokens, threads, MOST_PARTS);
  }

  /**
   * Statistics of variational Bayes in so much memory.
   *
   * @param mostParts bytes that the sums of further threads may take
   */
  static SufficientStatistics ofCorpus(RowLayout layout, long tokens, int threads, long mostParts) {
    double unitsPerToken = Math.min(LARGEST_UNITS_PER_TOKEN, 0x1.0p62 / ceilingPowerOfTwo(tokens));
    return new SufficientStatistics(
        layout, unitsPerToken, threads, parts(layout, threads, mostParts));
  }

  /** Counts N_wk of collapsed variational Bayes, which any number of threads share. */
  public static SufficientStatistics ofCvb(RowLayout layout) {
    return new SufficientStatistics(layout, CVB_UNITS_PER_TOKEN, Integer.MAX_VALUE, 0);
  }

  /** Bytes of so many threads' statistics of variational Bayes. */
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

  /** The sums (V × K) in units, which the ranks reduce. Not a copy. */
  public BlockedLongMatrix sums() {
    return sums;
  }

  /** Tokens per unit, a power of two. */
  public double unit() {
    return 1 / unitsPerToken;
  }

  /** Sets all sums to 0. */
  public void clear() {
    sums.clear();
  }

  /** Sets the sums of these words to 0. */
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
  public void add(DocumentWorkspace document, int worker) {
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

  private void addRow(DocumentWorkspace document, int i, long[] block, int at) {
    double scale = document.weight[i] * unitsPerToken;
    if (document.counts[i] * unitsPerToken > MANY_UNITS) {
      for (int k = 0; k < document.topics; k++) {
        block[at + k] += (long) Math.rint(document.theta[k] * document.row(i, k) * scale);
      }
    } else {
      document.addRounded(functions, i, scale, block, at);
    }
  }

  /** Adds whole tokens of a word to a topic. */
  public void add(int word, int topic, int tokens) {
    synchronized (locks[word % LOCKS]) {
      sums.blockOf(word)[sums.layout().offsetOf(word) + topic] += (long) (tokens * unitsPerToken);
    }
  }

  /**
   * Moves a word's row here and leaves zeros.
   *
   * @param from (K) from {@code at} on, in units
   */
  public void move(int word, int[] from, int at) {
    RowLayout layout = sums.layout();
    long[] to = sums.blockOf(word);
    int offset = layout.offsetOf(word);
    synchronized (locks[word % LOCKS]) {
      for (int k = 0; k < layout.columns(); k++) {
        to[offset + k] += from[at + k];
        from[at + k] = 0;
      }
    }
  }

  /** Completes the sums of all words. */
  public void collect(Workers workers) {
    collect(workers, sums.layout().rows(), i -> i);
  }

  /** Completes the sums of these words, which are all that threads have added to. */
  public void collect(Workers workers, int[] words) {
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
}
