package mpjlda.priors;

/**
 * Between what a learned parameter stays, whatever the corpus.
 *
 * @param least &gt; 0
 */
record Bounds(double least, double most) {
  double clamp(double value) {
    return Math.min(most, Math.max(least, value));
  }

  /** The point that halves the way from one positive number to another by factors. */
  static double middle(double low, double high) {
    return Math.sqrt(low) * Math.sqrt(high);
  }
}
