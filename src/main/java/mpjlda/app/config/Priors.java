package mpjlda.app.config;

import mpjlda.core.priors.PriorLearning;

/** The forms in which {@code --alpha} and {@code --eta} may be given. */
public final class Priors {
  /** Learned: a number for each topic. */
  public static final String AUTO = "auto";

  /** Learned: one number for all topics. */
  public static final String AUTO_SYMMETRIC = "auto-symmetric";

  /** Where learning of alpha starts. */
  public static final String FIRST_ALPHA = "0.1";

  /** Where learning of eta starts. */
  public static final String FIRST_ETA = "0.01";

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
    return switch (learned) {
      case VECTOR -> AUTO;
      case SYMMETRIC -> AUTO_SYMMETRIC;
      case FIXED -> throw new IllegalArgumentException("a prior that is not learned has no name");
    };
  }

  /**
   * Reads a number in the range in which the special functions hold.
   *
   * @throws IllegalArgumentException if the text is none
   */
  static double parsePositive(String text) {
    double value = Double.parseDouble(text.strip());
    if (!(value >= 1e-100 && value <= 1e15)) {
      throw new IllegalArgumentException(text);
    }
    return value;
  }
}
