package mpjlda.core.kernel.cvb;

import mpjlda.core.matrix.BlockedIntMatrix;
import mpjlda.core.matrix.RowLayout;

/**
 * One thread's part of the new N_wk, as 32-bit integers that are handed on to the iteration's
 * 64-bit sums before they can overflow. When that happens changes no sum.
 */
final class CountAccumulator {
  /** Units of a token. */
  static final int UNITS_PER_TOKEN = 1 << 20;

  /** Tokens of a word that fit, with room for what their rounding adds. */
  static final int CAPACITY = 2000;

  private final BlockedIntMatrix rows;
  private final int[] tokens;
  private final TopicWordCounts target;

  /**
   * @param stride topics, padded
   */
  CountAccumulator(TopicWordCounts target, int stride) {
    this.target = target;
    int words = target.sums().layout().rows();
    this.rows = new BlockedIntMatrix(RowLayout.of(words, stride));
    this.tokens = new int[words];
  }

  /** The word's row. */
  int[] blockOf(int word) {
    return rows.blockOf(word);
  }

  /** Makes room for more tokens of a word: at most {@value #CAPACITY}. */
  void reserve(int word, int more) {
    if (tokens[word] + more > CAPACITY) {
      flush(word);
    }
    tokens[word] += more;
  }

  void flush() {
    for (int word = 0; word < tokens.length; word++) {
      if (tokens[word] > 0) {
        flush(word);
      }
    }
  }

  private void flush(int word) {
    target.add(word, rows.blockOf(word), rows.layout().offsetOf(word));
    tokens[word] = 0;
  }
}
