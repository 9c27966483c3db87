package mpjlda.train;

/**
 * Ends training when the bound changes by less than a given part of itself from one iteration to
 * the next.
 */
final class Convergence {
  private final double tolerance;
  private double previous = Double.NaN;
  private boolean reached;

  /**
   * @param tolerance relative change; 0 = never
   */
  Convergence(double tolerance) {
    this.tolerance = tolerance;
  }

  void record(double bound) {
    reached = Math.abs(bound - previous) < tolerance * Math.abs(previous);
    previous = bound;
  }

  boolean reached() {
    return reached;
  }
}
