package mpjlda.core.priors;

/**
 * Between what a learned parameter stays, whatever the corpus.
 *
 * @param least &gt; 0
 */
record Bounds(double least, double most) {
  double clamp(double value) {
    return Math.min(most, Math.max(least, value));
  }
}
