package mpjlda.core.kernel;

import java.util.Arrays;

/** The sweeps of {@link EStepKernel}, of which kernels provide the parts that take time. */
public abstract class SweepingKernel implements EStepKernel {
  /** Sweeps that find theta's shift for their gammas; later ones keep it where that is safe. */
  private static final int SHIFTS = 3;

  /** If the largest gamma never falls below this, no shift of another sweep is off by over 13. */
  private static final double LARGE_GAMMA = 0.1;

  @Override
  public final int infer(
      DocumentWorkspace document, double[] alpha, double tolerance, int maxSweeps) {
    begin(document, alpha);
    int shifts = isSteady(document) ? SHIFTS : Integer.MAX_VALUE;
    int sweeps = 0;
    boolean converged = false;
    while (!converged && sweeps < maxSweeps) {
      if (sweeps < shifts) {
        shift(document);
      }
      theta(document);
      weighAndSum(document);
      converged = update(document) / document.topics < tolerance;
      sweeps++;
    }
    finish(document);
    return sweeps;
  }

  /**
   * Whether the largest gamma stays large: none is below its alpha, and they share all tokens out.
   */
  private static boolean isSteady(DocumentWorkspace document) {
    return Math.max(document.alpha[0], document.tokens / document.topics) >= LARGE_GAMMA;
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
