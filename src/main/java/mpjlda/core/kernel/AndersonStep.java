package mpjlda.core.kernel;

/**
 * Extrapolates a sweep: gamma ← F − c (F − F'), where F and F' are what the last two sweeps made,
 * and c is what makes the same combination of their changes r and r' least, c = ⟨r, r − r'⟩ / |r −
 * r'|². Anderson's mixing with one remembered sweep (Walker and Ni, SIAM Journal on Numerical
 * Analysis 49, 2011); with two it was no faster here and took more documents to other optima. One
 * per workspace, in single precision.
 */
final class AndersonStep {
  /** The largest |c|: a sweep's change is extrapolated at most so many times. */
  private static final double FURTHEST = 50;

  /** The least part of a topic's tokens that a step leaves. */
  private static final float LEAST = 0.1f;

  private final float[] lastMade;
  private final float[] lastChange;
  private boolean hasLast;

  /**
   * @param stride of the longest gamma
   */
  AndersonStep(int stride) {
    this.lastMade = new float[stride];
    this.lastChange = new float[stride];
  }

  /** Starts from scratch: the next step is the sweep's own. */
  void forget() {
    hasLast = false;
  }

  /** Moves topic {@code from} to another place. */
  void move(int from, int to) {
    lastMade[to] = lastMade[from];
    lastChange[to] = lastChange[from];
  }

  /** Extrapolates after a sweep. */
  void extend(FloatArrays arrays) {
    float[] gamma = arrays.gamma;
    float[] alpha = arrays.alpha;
    float[] change = arrays.change;
    float c = hasLast ? coefficient(change, arrays.topics) : 0;
    for (int k = 0; k < arrays.topics; k++) {
      float made = gamma[k];
      lastChange[k] = change[k];
      if (hasLast) {
        float further = made - c * (made - lastMade[k]);
        gamma[k] = Math.max(further, alpha[k] + LEAST * (made - alpha[k]));
      }
      lastMade[k] = made;
    }
    hasLast = true;
  }

  private float coefficient(float[] changes, int topics) {
    double product = 0;
    double square = 0;
    for (int k = 0; k < topics; k++) {
      float change = changes[k];
      double difference = change - lastChange[k];
      product += change * difference;
      square += difference * difference;
    }
    return square > 0 ? (float) Math.max(-FURTHEST, Math.min(product / square, 1)) : 0;
  }
}
