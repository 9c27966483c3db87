package mpjlda.core.kernel;

/**
 * Goes further than a sweep does: gamma ← F − c (F − F'), where F and F' are what the last two
 * sweeps made, and c is what makes the same combination of their changes r and r' least, c = ⟨r, r
 * − r'⟩ / |r − r'|². Anderson's mixing with one remembered sweep (Walker and Ni, SIAM Journal on
 * Numerical Analysis 49, 2011); with two it was no faster here and took more documents to other
 * optima. One per workspace, in single precision.
 */
final class AndersonStep {
  /** |c| at most: a sweep's change is carried on at most so many times. */
  private static final double FURTHEST = 50;

  /** What is left at least of a topic's tokens. */
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

  /** Begins anew: the next step is the sweep's own. */
  void forget() {
    hasLast = false;
  }

  /** Topic {@code from} gets another place. */
  void move(int from, int to) {
    lastMade[to] = lastMade[from];
    lastChange[to] = lastChange[from];
  }

  /** Goes further after a sweep. */
  void extend(DocumentWorkspace document) {
    float[] gamma = document.single.gamma;
    float[] alpha = document.single.alpha;
    float[] change = document.single.change;
    float c = hasLast ? coefficient(change, document.topics) : 0;
    for (int k = 0; k < document.topics; k++) {
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
