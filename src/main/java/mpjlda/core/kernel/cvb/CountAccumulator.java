package mpjlda.core.kernel.cvb;

import mpjlda.core.kernel.SufficientStatistics;
import mpjlda.core.kernel.WordBatch;
import mpjlda.core.matrix.BlockedIntMatrix;
import mpjlda.core.matrix.RowLayout;

/**
 * One thread's part of the new N_wk, as 32-bit integers that are handed on to the iteration's
 * 64-bit sums before they can overflow. When that happens changes no sum.
 */
final class CountAccumulator {
  private final BlockedIntMatrix rows;
  private final int[] tokens;
  private final SufficientStatistics target;

  /**
   * @param stride topics, padded
   */
  CountAccumulator(SufficientStatistics target, int stride) {
    this.target = target;
    int words = target.sums().layout().rows();
    this.rows = new BlockedIntMatrix(RowLayout.of(words, stride));
    this.tokens = new int[words];
  }

  /** The word's row. */
  int[] blockOf(int word) {
    return rows.blockOf(word);
  }

  /** Makes room for more tokens of a word: at most {@value WordBatch#CAPACITY}. */
  void reserve(int word, int more) {
    if (tokens[word] + more > WordBatch.CAPACITY) {
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
    target.move(word, rows.blockOf(word), rows.layout().offsetOf(word));
    tokens[word] = 0;
  }
}
