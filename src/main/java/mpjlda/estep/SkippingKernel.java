package mpjlda.estep;

/**
 * Leaves out of the sweeps the topics of a document whose gamma has come to rest, which after a few
 * sweeps are most of them.
 *
 * <p>After {@value #FULL_SWEEPS} full sweeps the topics that the last one changed by less than a
 * quarter of the tolerance are frozen; the others are swept until their change falls below half the
 * tolerance, less and less of them as more come to rest. Then follows a full sweep: the document is
 * done only if that changes gamma by less than the tolerance, as without skipping; else it goes on.
 *
 * <p>What is skipped depends on the document and the parameters only, so all kernels give the same
 * bits. A sweep over some of the topics counts as a sweep.
 */
final class SkippingKernel implements EStepKernel {
  private static final int FULL_SWEEPS = 3;

  /** Sweeps before topics are left out again. */
  private static final int PATIENCE = 4;

  /** The largest part of the topics, in tenths, that is worth a base of its own. */
  private static final int WORTH = 7;

  /**
   * Above this the document's largest gamma is so small, below 0.03 or so, that it may grow out of
   * the range of theta before the shift is found anew.
   */
  static final double LARGEST_SHIFT = 30;

  private final SweepingKernel kernel;

  SkippingKernel(SweepingKernel kernel) {
    this.kernel = kernel;
  }

  @Override
  public Precision precision() {
    return kernel.precision();
  }

  @Override
  public DocumentWorkspace workspace(int topics, int longest) {
    return new DocumentWorkspace(topics, longest, precision(), DocumentWorkspace.Layout.BY_TOPIC);
  }

  @Override
  public int infer(DocumentWorkspace document, double[] alpha, double tolerance, int maxSweeps) {
    ActiveTopics active = document.active.orElseThrow();
    kernel.begin(document, alpha);
    int sweeps = 0;
    boolean converged = false;
    while (!converged && sweeps < maxSweeps) {
      active.remember(document);
      kernel.shift(document);
      converged = sweep(document) / document.topics < tolerance;
      sweeps++;
      if (!converged && sweeps >= FULL_SWEEPS && sweeps < maxSweeps) {
        sweeps += skip(document, tolerance, maxSweeps - sweeps);
      }
    }
    kernel.finish(document);
    return sweeps;
  }

  private double sweep(DocumentWorkspace document) {
    kernel.theta(document);
    kernel.weighAndSum(document);
    return kernel.update(document);
  }

  /** Sweeps over the topics that still move, if they are few enough; returns how often. */
  private int skip(DocumentWorkspace document, double tolerance, int maxSweeps) {
    ActiveTopics active = document.active.orElseThrow();
    double threshold = tolerance / 4;
    if (!isWorth(active.moving(document, threshold), document)) {
      return 0;
    }
    kernel.shift(document);
    if (kernel.shiftOf(document) > LARGEST_SHIFT) {
      return 0;
    }
    kernel.theta(document);
    active.freeze(threshold);
    DocumentWorkspace view = active.view();
    int sweeps = 0;
    boolean converged = false;
    while (!converged && sweeps < maxSweeps) {
      active.remember(view);
      converged = sweep(view) / document.topics < tolerance / 2;
      sweeps++;
      if (!converged && sweeps % PATIENCE == 0 && isWorth(active.moving(view, threshold), view)) {
        kernel.theta(view);
        active.narrow(threshold);
      }
    }
    active.thaw();
    return sweeps;
  }

  private static boolean isWorth(int moving, DocumentWorkspace document) {
    int stride = document.precision.stride(moving);
    return moving > 0 && 10 * stride <= WORTH * document.stride;
  }
}
