package mpjlda.app.generate;

import mpjlda.core.math.KeyedRandom;

/** The number of tokens of a document: Poisson distributed, or the same for all. */
final class LengthDistribution {
  /** Lengths less probable than this part of the most probable one's are left out. */
  private static final double NEGLIGIBLE = 1e-25;

  private final int shortest;
  private final int longest;
  private final AliasTable table;

  private LengthDistribution(int shortest, double[] weights) {
    this.shortest = shortest;
    this.longest = shortest + weights.length - 1;
    this.table = AliasTable.of(weights);
  }

  static LengthDistribution fixed(int length) {
    return new LengthDistribution(length, new double[] {1});
  }

  /**
   * @param mean &gt; 0
   */
  static LengthDistribution poisson(double mean) {
    int mode = (int) mean;
    int shortest = mode;
    for (double p = 1; shortest > 0 && p > NEGLIGIBLE; shortest--) {
      p *= shortest / mean;
    }
    int longest = mode;
    for (double p = 1; p > NEGLIGIBLE; longest++) {
      p *= mean / (longest + 1);
    }
    // p(n+1) = p(n) mean / (n+1), outwards from the mode, where nothing underflows.
    double[] weights = new double[longest - shortest + 1];
    weights[mode - shortest] = 1;
    for (int n = mode; n < longest; n++) {
      weights[n + 1 - shortest] = weights[n - shortest] * mean / (n + 1);
    }
    for (int n = mode; n > shortest; n--) {
      weights[n - 1 - shortest] = weights[n - shortest] * n / mean;
    }
    return new LengthDistribution(shortest, weights);
  }

  /** No document is longer. */
  int longest() {
    return longest;
  }

  int draw(KeyedRandom random) {
    return shortest + table.draw(random.nextLong());
  }
}
