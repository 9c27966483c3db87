package mpjlda.app.evaluate;

/**
 * Coherence of a topic's top words in a reference corpus; the figures of gensim's {@code
 * CoherenceModel} with whole documents as windows.
 */
final class Coherence {
  /** gensim's: keeps the logarithm of a pair that never occurs finite. */
  private static final double EPSILON = 1e-12;

  private Coherence() {}

  /**
   * UMass: the mean over pairs j &lt; i of log((P(i, j) + ε) / P(j)); a pair whose word j does not
   * occur counts 0. Mimno, Wallach, Talley, Leenders and McCallum (EMNLP 2011), with Röder, Both
   * and Hinneburg's (WSDM 2015) ε in place of their + 1.
   *
   * @return at most about 0; NaN for a single word
   */
  static double uMass(CoOccurrences counts, int topic) {
    double sum = 0;
    int pairs = 0;
    for (int i = 1; i < counts.size(topic); i++) {
      for (int j = 0; j < i; j++) {
        double condition = counts.probability(topic, j);
        if (condition > 0) {
          sum += StrictMath.log((counts.probability(topic, i, j) + EPSILON) / condition);
        }
        pairs++;
      }
    }
    return sum / pairs;
  }

  /**
   * Normalised pointwise mutual information: the mean over pairs of log((P(i, j) + ε) / (P(i)
   * P(j))) / −log(P(i, j) + ε). Bouma (GSCL 2009); Röder et al. (WSDM 2015). A pair with a word
   * that does not occur counts −1.
   *
   * @return in −1..1; NaN for a single word
   */
  static double npmi(CoOccurrences counts, int topic) {
    double sum = 0;
    int pairs = 0;
    for (int i = 1; i < counts.size(topic); i++) {
      for (int j = 0; j < i; j++) {
        double independent = counts.probability(topic, i) * counts.probability(topic, j);
        double joint = counts.probability(topic, i, j) + EPSILON;
        sum += independent > 0 ? StrictMath.log(joint / independent) / -StrictMath.log(joint) : -1;
        pairs++;
      }
    }
    return sum / pairs;
  }
}
