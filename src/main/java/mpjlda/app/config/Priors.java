package mpjlda.app.config;

import java.util.Arrays;
import mpjlda.core.priors.PriorLearning;

/** The forms in which {@code --alpha} and {@code --eta} may be given. */
public final class Priors {
  /** Learned: a number for each topic. */
  public static final String AUTO = "auto";

  /** Learned: one number for all topics. */
  public static final String AUTO_SYMMETRIC = "auto-symmetric";

  /** What alpha is where it is not given, and where learning starts. */
  public static final String DEFAULT_ALPHA = "0.1";

  /** What eta is where it is not given, and where learning starts. */
  public static final String DEFAULT_ETA = "0.01";

  private Priors() {}

  /** What is to be learned, given both as typed; anything that is not a word is for the others. */
  public static PriorLearning learning(String alpha, String eta) {
    PriorLearning.Alpha learned =
        switch (alpha) {
          case AUTO -> PriorLearning.Alpha.VECTOR;
          case AUTO_SYMMETRIC -> PriorLearning.Alpha.SYMMETRIC;
          default -> PriorLearning.Alpha.FIXED;
        };
    return new PriorLearning(learned, eta.equals(AUTO));
  }

  /** As it is typed; of {@link PriorLearning.Alpha#FIXED} there is none. */
  public static String name(PriorLearning.Alpha learned) {
    return learned == PriorLearning.Alpha.VECTOR ? AUTO : AUTO_SYMMETRIC;
  }

  /**
   * Reads {@code 0.01}, or gives where learning starts.
   *
   * @return &gt; 0; NaN if a problem was noted
   */
  public static double parseEta(String text, OptionProblems problems) {
    double eta = parsePositive(text.equals(AUTO) ? DEFAULT_ETA : text);
    problems.require(eta > 0, "--eta must be a number > 0 or auto, found \"" + text + "\"");
    return eta;
  }

  /**
   * Reads {@code 0.1} (for every topic) or {@code a1,a2,…} (K numbers).
   *
   * @return K entries &gt; 0; empty if a problem was noted
   */
  public static double[] parseAlpha(String text, int topics, OptionProblems problems) {
    boolean learned = text.equals(AUTO) || text.equals(AUTO_SYMMETRIC);
    String[] parts = (learned ? DEFAULT_ALPHA : text).split(",", -1);
    double[] values = new double[parts.length];
    for (int i = 0; i < parts.length; i++) {
      values[i] = parsePositive(parts[i]);
      if (Double.isNaN(values[i])) {
        problems.add(
            "--alpha must be a number > 0, or one for each topic separated by commas, auto or"
                + " auto-symmetric, found \""
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
