package mpjlda.core.kernel;

/**
 * The sweeps of {@link EStepKernel}, of which kernels provide the parts that take time.
 *
 * @param <A> the arrays of the kernel's precision
 */
public abstract class SweepingKernel<A extends KernelArrays> implements EStepKernel {
  /** Sweeps that find theta's shift for their gammas; later ones keep it where that is safe. */
  private static final int SHIFTS = 3;

  /** If the largest gamma never falls below this, no shift of another sweep is off by over 13. */
  private static final double LARGE_GAMMA = 0.1;

  @Override
  public final int infer(
      DocumentWorkspace document, double[] alpha, double tolerance, int maxSweeps) {
    A arrays = begin(document, alpha);
    int shifts = isSteady(document, alpha) ? SHIFTS : Integer.MAX_VALUE;
    int sweeps = 0;
    boolean converged = false;
    while (!converged && sweeps < maxSweeps) {
      if (sweeps < shifts) {
        shift(arrays);
      }
      theta(arrays);
      weighAndSum(arrays);
      converged = update(arrays) / document.topics < tolerance;
      sweeps++;
    }
    finish(document, arrays);
    return sweeps;
  }

  /**
   * Whether the largest gamma stays large: none is below its alpha, and they share all tokens out.
   */
  private static boolean isSteady(DocumentWorkspace document, double[] alpha) {
    return Math.max(alpha[0], document.tokens / document.topics) >= LARGE_GAMMA;
  }

  /** Computes theta and weights for the final gamma, and leaves all results in the workspace. */
  final void finish(DocumentWorkspace document, A arrays) {
    shift(arrays);
    theta(arrays);
    weigh(arrays);
    end(document, arrays);
  }

  /**
   * The document's arrays, ready for sweeps.
   *
   * @param document from {@link #workspace}
   */
  abstract A begin(DocumentWorkspace document, double[] alpha);

  /** Leaves the results in the workspace. */
  abstract void end(DocumentWorkspace document, A arrays);

  /** shift for the current gamma. */
  protected abstract void shift(A arrays);

  /** theta for the current gamma and shift. */
  protected abstract void theta(A arrays);

  /** Every word's weight for the current theta. */
  protected abstract void weigh(A arrays);

  /** Every word's weight, and accumulator[k] = Σ_i weight[i] · rows[i, k]. */
  protected abstract void weighAndSum(A arrays);

  /**
   * gamma for the current theta and accumulator.
   *
   * @return Σ_k |change of gamma_k|
   */
  protected abstract double update(A arrays);
}
