package mpjlda.estep;

import java.util.Arrays;

/** The sweeps of {@link EStepKernel}, of which kernels provide the parts that take time. */
public abstract class SweepingKernel implements EStepKernel {
  @Override
  public final int infer(
      DocumentWorkspace document, double[] alpha, double tolerance, int maxSweeps) {
    begin(document, alpha);
    int sweeps = 0;
    boolean converged = false;
    while (!converged && sweeps < maxSweeps) {
      shift(document);
      theta(document);
      weighAndSum(document);
      converged = update(document) / document.topics < tolerance;
      sweeps++;
    }
    finish(document);
    return sweeps;
  }

  /** theta and weights for the final gamma, where they are expected. */
  final void finish(DocumentWorkspace document) {
    shift(document);
    theta(document);
    weigh(document);
    end(document);
  }

  /**
   * Makes the document ready. Kernels take several words at once: those behind the last count 0.
   */
  protected void begin(DocumentWorkspace document, double[] alpha) {
    System.arraycopy(alpha, 0, document.alpha, 0, document.stride);
    int n = document.size;
    Arrays.fill(document.counts, n, n + DocumentWorkspace.SPARE, 0);
    if (document.byTopic()) {
      document.findStarts();
    }
    if (precision() == Precision.DOUBLE) {
      Arrays.fill(document.base, 0, n, 0);
      Arrays.fill(document.base, n, n + DocumentWorkspace.SPARE, 1);
    }
  }

  /** shift for the current gamma. */
  protected abstract void shift(DocumentWorkspace document);

  /** What {@link #shift} found. */
  protected double shiftOf(DocumentWorkspace document) {
    return document.shift;
  }

  /** theta for the current gamma and shift. */
  protected abstract void theta(DocumentWorkspace document);

  /** Every word's weight for the current theta. */
  protected abstract void weigh(DocumentWorkspace document);

  /** The same, and accumulator[k] = Σ_i weight[i] · rows[i, k]. */
  protected abstract void weighAndSum(DocumentWorkspace document);

  /**
   * gamma for the current theta and accumulator.
   *
   * @return Σ_k |change of gamma_k|
   */
  protected abstract double update(DocumentWorkspace document);

  /** Leaves the results in the workspace's arrays of doubles. */
  protected void end(DocumentWorkspace document) {}
}
