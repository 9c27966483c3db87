package mpjlda.core.math;

/** {@link ArrayFunctions} that go over from plain Java to vectors when a run proves long. */
final class WarmingFunctions implements ArrayFunctions {
  /** Multiply-adds that an entry takes, by order of magnitude. */
  private static final int DIRICHLET = 40;

  private static final int EXPECTATION = 20;
  private static final int EXPONENTIAL = 10;
  private static final int LOGARITHM = 20;

  private final ArrayFunctions plain = new ScalarFunctions();
  private final ArrayFunctions vectors;
  private final WarmUp warmUp = new WarmUp();

  WarmingFunctions(ArrayFunctions vectors) {
    this.vectors = vectors;
  }

  private ArrayFunctions next(long work) {
    if (warmUp.isOver()) {
      return vectors;
    }
    warmUp.note(work);
    return plain;
  }

  @Override
  public double dirichletTerms(
      double[] x, int at, double[] prior, double[] total, double[] expectations, int to) {
    return next((long) DIRICHLET * prior.length)
        .dirichletTerms(x, at, prior, total, expectations, to);
  }

  @Override
  public void dirichletExpectations(
      double[] x, int at, double[] total, double[] expectations, int to) {
    next((long) EXPECTATION * total.length).dirichletExpectations(x, at, total, expectations, to);
  }

  @Override
  public double expScaled(double[] logs, int at, int n) {
    return next((long) EXPONENTIAL * n).expScaled(logs, at, n);
  }

  @Override
  public double weightedLogs(double[] counts, double[] weights, int n) {
    return next((long) LOGARITHM * n).weightedLogs(counts, weights, n);
  }

  @Override
  public void addRounded(
      double[] theta, double[] row, int from, double scale, long[] sums, int at, int n) {
    next(n).addRounded(theta, row, from, scale, sums, at, n);
  }

  @Override
  public void addRounded(
      double[] theta, float[] row, int from, double scale, long[] sums, int at, int n) {
    next(n).addRounded(theta, row, from, scale, sums, at, n);
  }
}
