package mpjlda.core.kernel.cvb;

import java.util.Arrays;

/**
 * Σ n log x of many x, for each of several documents, with few logarithms: the factors are
 * multiplied while their product is far from the ends of a double's range.
 */
final class LogProducts {
  /** Factors that occur more often are given a logarithm of their own. */
  private static final int OFTEN = 8;

  private static final double SMALL = 0x1p-800;

  private final double[] logarithms;
  private final double[] product;

  LogProducts(int documents) {
    this.logarithms = new double[documents];
    this.product = new double[documents];
  }

  void clear() {
    Arrays.fill(logarithms, 0);
    Arrays.fill(product, 1);
  }

  /**
   * @param x in [2^-150, 2^20]; for anything that is not finite or not positive the sum is not
   *     finite either
   * @param n &gt; 0
   */
  void add(int document, double x, int n) {
    if (n > OFTEN) {
      logarithms[document] += n * StrictMath.log(x);
      return;
    }
    double p = product[document];
    for (int i = 0; i < n; i++) {
      p *= x;
      // Also where it is not a number.
      if (!(p > SMALL && p < 1 / SMALL)) {
        logarithms[document] += StrictMath.log(p);
        p = 1;
      }
    }
    product[document] = p;
  }

  double sum(int document) {
    return logarithms[document] + StrictMath.log(product[document]);
  }
}
