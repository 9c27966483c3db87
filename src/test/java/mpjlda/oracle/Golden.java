package mpjlda.oracle;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/**
 * One golden value of a special function: {@code y = f(x)} for exactly the double {@code x}.
 *
 * @param x the argument
 * @param y the double nearest to the value: 0 where that underflows
 * @param exact the value to 25 significant digits
 */
public record Golden(double x, double y, BigDecimal exact) {

  /**
   * @param name {@code digamma}, {@code lgamma}, {@code exp_digamma}, {@code exp} or {@code log}
   * @return the points of {@code golden/name.csv} by increasing x
   */
  public static List<Golden> read(String name) {
    return Resources.lines(name + ".csv").stream()
        .filter(line -> !line.startsWith("#") && !line.equals("x,y"))
        .map(Golden::parse)
        .toList();
  }

  private static Golden parse(String line) {
    int comma = line.indexOf(',');
    BigDecimal exact = new BigDecimal(line.substring(comma + 1));
    return new Golden(Double.parseDouble(line.substring(0, comma)), exact.doubleValue(), exact);
  }

  /** {@code |found − exact|}; infinite where {@code found} is not finite. */
  public double absoluteError(double found) {
    if (!Double.isFinite(found)) {
      return Double.POSITIVE_INFINITY;
    }
    return difference(found).doubleValue();
  }

  /** {@code |found − exact| / |exact|}; for an exact 0 the absolute error. */
  public double relativeError(double found) {
    if (!Double.isFinite(found)) {
      return Double.POSITIVE_INFINITY;
    }
    return exact.signum() == 0
        ? absoluteError(found)
        : difference(found).divide(exact.abs(), MathContext.DECIMAL128).doubleValue();
  }

  /**
   * The error in units of the last place of {@code y}, with its fraction: a correctly rounded
   * result has at most 0.5.
   */
  public double ulpError(double found) {
    if (!Double.isFinite(found)) {
      return Double.POSITIVE_INFINITY;
    }
    BigDecimal ulp = new BigDecimal(Math.ulp(y));
    return difference(found).divide(ulp, MathContext.DECIMAL128).doubleValue();
  }

  /** Rounded to 34 digits: values as small as exp(−1e8) must not be written out in full. */
  private BigDecimal difference(double found) {
    return new BigDecimal(found).subtract(exact, MathContext.DECIMAL128).abs();
  }
}
