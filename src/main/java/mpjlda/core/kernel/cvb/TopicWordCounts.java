package mpjlda.core.kernel.cvb;

import mpjlda.core.matrix.BlockedLongMatrix;
import mpjlda.core.matrix.RowLayout;

/**
 * The new N_wk (V × K) of an iteration as integers, in units of 2^-20 of a token: exact, so in any
 * order, by any thread, on any rank.
 */
public final class TopicWordCounts {
  /** What an integer stands for, in tokens. */
  public static final double UNIT = 1.0 / CountAccumulator.UNITS_PER_TOKEN;

  private static final int LOCKS = 1024;

  private final BlockedLongMatrix sums;
  private final Object[] locks = new Object[LOCKS];

  public TopicWordCounts(RowLayout layout) {
    this.sums = new BlockedLongMatrix(layout);
    for (int i = 0; i < LOCKS; i++) {
      locks[i] = new Object();
    }
  }

  /** (V × K), in units. Not a copy: what is reduced over the ranks. */
  public BlockedLongMatrix sums() {
    return sums;
  }

  void clear() {
    sums.clear();
  }

  /** Adds whole tokens. */
  void add(int word, int topic, int tokens) {
    synchronized (locks[word % LOCKS]) {
      sums.blockOf(word)[sums.layout().offsetOf(word) + topic] +=
          (long) tokens * CountAccumulator.UNITS_PER_TOKEN;
    }
  }

  /** Moves a word's row here and leaves zeros. */
  void add(int word, int[] from, int at) {
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
}
