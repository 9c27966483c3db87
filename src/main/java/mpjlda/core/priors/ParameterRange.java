package mpjlda.core.priors;

/**
 * Limits of a learned parameter, the same for every corpus.
 *
 * @param least &gt; 0
 */
record ParameterRange(double least, double most) {
  double clamp(double value) {
    return Math.min(most, Math.max(least, value));
  }
}
