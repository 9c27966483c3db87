package mpjlda.core.math;

import java.util.Arrays;

/**
 * A sum of doubles that does not depend on the order of its terms, nor on how they are spread over
 * threads and ranks: every term is rounded to a multiple of 2^-50 and the multiples are added as
 * integers, in two words.
 *
 * <p>Holds sums up to 2^43 in absolute value, of up to 2^33 terms, with an error of at most 2^-51 a
 * term.
 */
public final class ExactSum {
  /** Words of {@link #store}'s form. */
  public static final int WORDS = 2;

  private static final double HIGH_SCALE = 0x1.0p20;
  private static final double LOW_SCALE = 0x1.0p30;
  private static final double LIMIT = 0x1.0p42;

  private long high;
  private long low;

  /** So many sums of nothing. */
  public static ExactSum[] zeros(int count) {
    ExactSum[] sums = new ExactSum[count];
    Arrays.setAll(sums, i -> new ExactSum());
    return sums;
  }

  /**
   * Adds a term.
   *
   * @throws ArithmeticException if the term is not finite or beyond 2^42: the caller knows what it
   *     was computing and can say so
   */
  public void add(double term) {
    if (!(Math.abs(term) < LIMIT)) {
      throw new ArithmeticException("a sum's term must be finite and below 2^42, found " + term);
    }
    double scaled = term * HIGH_SCALE;
    double whole = Math.rint(scaled);
    high += (long) whole;
    low += (long) Math.rint((scaled - whole) * LOW_SCALE);
  }

  public void add(ExactSum other) {
    high += other.high;
    low += other.low;
  }

  public double value() {
    return (high + low / LOW_SCALE) / HIGH_SCALE;
  }

  /**
   * Writes the two words; the element-wise integer sum of several sums' words is the words of their
   * sum.
   */
  public void store(long[] words, int at) {
    words[at] = high;
    words[at + 1] = low;
  }

  public static ExactSum load(long[] words, int at) {
    ExactSum sum = new ExactSum();
    sum.high = words[at];
    sum.low = words[at + 1];
    return sum;
  }
}
