package mpjlda.app.generate;

/**
 * Draws from a fixed discrete distribution in constant time by the alias method.
 *
 * <p>Walker, ACM TOMS 3 (1977); the construction is Vose's, IEEE Transactions on Software
 * Engineering 17 (1991). A cell holds a threshold of 32 bits and an alias of 32 bits in one long,
 * so that a draw touches one place in memory; each outcome's probability is exact to 2^-32 / n.
 * Outcomes of weight 0 never come.
 */
final class AliasTable {
  private static final double THRESHOLD_SCALE = 0x1.0p32;

  private final long[] cells;

  private AliasTable(long[] cells) {
    this.cells = cells;
  }

  /**
   * @param weights finite, ≥ 0, at least one &gt; 0; need not sum to 1; used as scratch
   */
  static AliasTable of(double[] weights) {
    int n = weights.length;
    scaleToMeanOne(weights);
    // Cells below the mean grow from the left, cells above it from the right.
    int[] stacks = new int[n];
    int small = 0;
    int large = n;
    for (int i = 0; i < n; i++) {
      if (weights[i] < 1) {
        stacks[small++] = i;
      } else {
        stacks[--large] = i;
      }
    }
    long[] cells = new long[n];
    while (small > 0 && large < n) {
      int poor = stacks[--small];
      int rich = stacks[large];
      cells[poor] = cell(weights[poor], rich);
      weights[rich] -= 1 - weights[poor];
      if (weights[rich] < 1) {
        large++;
        stacks[small++] = rich;
      }
    }
    // What is left has weight 1 but for rounding.
    while (small > 0) {
      small--;
      cells[stacks[small]] = stacks[small];
    }
    for (; large < n; large++) {
      cells[stacks[large]] = stacks[large];
    }
    return new AliasTable(cells);
  }

  /**
   * The outcome for 64 random bits.
   *
   * @return 0 .. n−1
   */
  int draw(long bits) {
    // The 63-bit fraction times 2n: the upper word is a cell, the lower a fraction within it.
    long fraction = bits >>> 1;
    long scale = 2L * cells.length;
    int index = (int) Math.multiplyHigh(fraction, scale);
    long coin = (fraction * scale) >>> 32;
    long cell = cells[index];
    return coin < cell >>> 32 ? index : (int) cell;
  }

  private static void scaleToMeanOne(double[] weights) {
    double sum = 0;
    for (double weight : weights) {
      sum += weight;
    }
    if (!(sum > 0 && sum < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("weights sum to " + sum + ", a positive number expected");
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] = weights[i] / sum * weights.length;
    }
  }

  private static long cell(double weight, int alias) {
    // Rounding up to 2^32 would carry out of the word; weight < 1 may do that.
    long threshold = (long) Math.min(Math.rint(weight * THRESHOLD_SCALE), THRESHOLD_SCALE - 1);
    return threshold << 32 | alias;
  }
}
