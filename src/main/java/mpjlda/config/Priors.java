package mpjlda.config;

import java.util.Arrays;

/** The forms in which {@code --alpha} may be given. */
public final class Priors {
  private Priors() {}

  /**
   * Reads {@code 0.1} (for every topic) or {@code a1,a2,…} (K numbers).
   *
   * @return K entries &gt; 0; empty if a problem was noted
   */
  public static double[] parseAlpha(String text, int topics, Problems problems) {
    String[] parts = text.split(",", -1);
    double[] values = new double[parts.length];
    for (int i = 0; i < parts.length; i++) {
      values[i] = parsePositive(parts[i]);
      if (Double.isNaN(values[i])) {
        problems.add(
            "--alpha must be a number > 0, or one for each topic separated by commas, found \""
                + parts[i]
                + "\"");
        return new double[0];
      }
    }
    if (values.length == 1) {
      double[] all = new double[Math.max(0, topics)];
      Arrays.fill(all, values[0]);
      return all;
    }
    if (values.length != topics) {
      problems.add(
          "--alpha must have one number or one for each of the "
              + topics
              + " topics, found "
              + values.length);
      return new double[0];
    }
    return values;
  }

  /**
   * The number, or NaN if it is none, not finite, or outside the range in which the special
   * functions hold.
   */
  private static double parsePositive(String text) {
    try {
      double value = Double.parseDouble(text.strip());
      return value >= 1e-100 && value <= 1e15 ? value : Double.NaN;
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
