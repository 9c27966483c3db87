package mpjlda.estep;

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

  private final float[] before;
  private final float[] lastMade;
  private final float[] lastChange;
  private boolean hasLast;

  /**
   * @param stride of the longest gamma
   */
  AndersonStep(int stride) {
    this.before = new float[stride];
    this.lastMade = new float[stride];
    this.lastChange = new float[stride];
  }

  /** Begins anew: the next step is the sweep's own. */
  void forget() {
    hasLast = false;
  }

  /** Keeps the gammas from before a sweep. */
  void remember(DocumentWorkspace document) {
    System.arraycopy(document.single.gamma, 0, before, 0, document.stride);
  }

  /** Topic {@code from} gets another place. */
  void move(int from, int to) {
    lastMade[to] = lastMade[from];
    lastChange[to] = lastChange[from];
  }

  /**
   * Lets topics fall to their prior that the last sweep took nearer to it and that have little
   * left: where they were going. The next sweep gives them what they are due.
   *
   * @param little in tokens; at most what the prior gives
   */
  void fall(DocumentWorkspace document, float little) {
    float[] gamma = document.single.gamma;
    float[] alpha = document.single.alpha;
    for (int k = 0; k < document.topics; k++) {
      boolean falls = gamma[k] < before[k] && gamma[k] - alpha[k] < Math.min(little, alpha[k]);
      gamma[k] = falls ? alpha[k] : gamma[k];
    }
  }

  /** Goes further after a sweep. */
  void extend(DocumentWorkspace document) {
    float[] gamma = document.single.gamma;
    float[] alpha = document.single.alpha;
    float c = hasLast ? coefficient(document) : 0;
    for (int k = 0; k < document.topics; k++) {
      float made = gamma[k];
      lastChange[k] = made - before[k];
      if (hasLast) {
        float further = made - c * (made - lastMade[k]);
        gamma[k] = Math.max(further, alpha[k] + LEAST * (made - alpha[k]));
      }
      lastMade[k] = made;
    }
    hasLast = true;
  }

  private float coefficient(DocumentWorkspace document) {
    float[] gamma = document.single.gamma;
    double product = 0;
    double square = 0;
    for (int k = 0; k < document.topics; k++) {
      float change = gamma[k] - before[k];
      double difference = change - lastChange[k];
      product += change * difference;
      square += difference * difference;
    }
    return square > 0 ? (float) Math.max(-FURTHEST, Math.min(product / square, 1)) : 0;
  }
}
