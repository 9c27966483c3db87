package mpjlda.core.priors;

/**
 * The priors that are learned in training.
 *
 * @param eta whether the topics' symmetric prior is
 */
public record PriorLearning(Alpha alpha, boolean eta) {
  /** Both priors stay as given. */
  public static final PriorLearning NONE = new PriorLearning(Alpha.FIXED, false);

  /** The learned part of the documents' prior. */
  public enum Alpha {
    /** Nothing. */
    FIXED,
    /** One number for all topics. */
    SYMMETRIC,
    /** A number for each topic. */
    VECTOR
  }

  public boolean learnsAlpha() {
    return alpha != Alpha.FIXED;
  }

  public boolean learnsAny() {
    return learnsAlpha() || eta;
  }
}
