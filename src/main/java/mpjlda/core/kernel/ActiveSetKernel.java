package mpjlda.core.kernel;

/**
 * Makes most sweeps over a document's active topics, those of which it has more than a few tokens:
 * the fixed point of {@link EStepKernel} by a shorter way.
 *
 * <p>After {@value #FULL_SWEEPS} sweeps over all topics, those with more than ten times the
 * tolerance that are not about to vanish are copied, if they are few enough, and these are swept
 * until their change is a tenth of the tolerance; the others are at their prior meanwhile ({@link
 * ActiveTopics}). On the way topics that vanish are left out, and when little changes any more,
 * steps go further than the sweeps ({@link AndersonStep}). The weights of the last sweep give the
 * others' gammas, too: with that it is one over all topics. The document is done if the others get
 * at most ten times the tolerance each, so that they would change the next sweep by far less; else
 * sweeps over all topics continue. The criterion is that of other kernels, or what rounding moves
 * in a very long document.
 *
 * <p>What is left out depends on the document and the parameters only, so all kernels give the same
 * bits. A sweep over some of the topics counts as a sweep.
 */
final class ActiveSetKernel implements EStepKernel {
  private static final int FULL_SWEEPS = 3;

  /** A topic is at rest with so many tolerances' tokens. */
  private static final double REST = 10;

  /** The change that ends the sweeps over active topics, as a part of the tolerance. */
  private static final double CLOSE = 0.1;

  /** The change of a sweep's sums by rounding, as a part of the tokens. */
  private static final double ROUNDING = 0x1p-22;

  /**
   * Tokens that a sweep may move in all for steps to go further. With more, documents of several
   * optima went to others: of KOS' 3,430 four with 0.3, one with 0.2, none with 0.1.
   */
  private static final double LITTLE_MOVES = 0.03;

  /** Above this the largest gamma, below 1 or so, may grow out of the range of theta. */
  private static final double LARGEST_SHIFT = 3;

  private final FloatKernel kernel;

  ActiveSetKernel(FloatKernel kernel) {
    this.kernel = kernel;
  }

  @Override
  public Precision precision() {
    return kernel.precision();
  }

  @Override
  public boolean usesActiveSet() {
    return true;
  }

  @Override
  public DocumentWorkspace workspace(int topics, int longest) {
    return new ActiveSetWorkspace(topics, longest);
  }

  @Override
  public int infer(DocumentWorkspace document, double[] alpha, double tolerance, int maxSweeps) {
    ActiveSetWorkspace workspace = (ActiveSetWorkspace) document;
    FloatArrays all = kernel.begin(workspace, alpha);
    if (workspace.active().isOfUse()) {
      workspace.active().prepare(kernel);
    }
    int sweeps = fit(workspace, 0, tolerance, maxSweeps);
    kernel.finish(workspace, all);
    return sweeps;
  }

  @Override
  public int infer(DocumentWorkspace document, RowTable table, double tolerance, int maxSweeps) {
    ActiveSetWorkspace workspace = (ActiveSetWorkspace) document;
    int sweeps = fit(workspace, table, tolerance, maxSweeps);
    kernel.end(workspace, workspace.arrays());
    return sweeps;
  }

  @Override
  public int inferAll(DocumentWorkspace document, RowTable table, double tolerance, int maxSweeps) {
    ActiveSetWorkspace workspace = (ActiveSetWorkspace) document;
    int sweeps = fit(workspace, table, tolerance, maxSweeps);
    kernel.finish(workspace, workspace.arrays());
    return sweeps;
  }

  private int fit(ActiveSetWorkspace document, RowTable table, double tolerance, int maxSweeps) {
    ActiveTopics active = document.active();
    table.gather(document);
    document.startGamma(table.alpha());
    kernel.begin(document, table.alpha());
    int sweeps = 0;
    boolean converged = false;
    if (active.isOfUse()) {
      active.prepare(table);
    }
    if (active.isOfUse() && table.isEven()) {
      converged = active.firstSweep(kernel) < smallest(document, tolerance);
      sweeps = 1;
    }
    if (!converged) {
      sweeps = fit(document, sweeps, tolerance, maxSweeps);
    }
    return sweeps;
  }

  /** The least change in all for which a document's sweeps continue. */
  private static double smallest(DocumentWorkspace document, double tolerance) {
    return Math.max(tolerance * document.topics, ROUNDING * document.tokens);
  }

  /**
   * Sweeps until the document is done; returns the number of sweeps, those made before included.
   */
  private int fit(ActiveSetWorkspace document, int made, double tolerance, int maxSweeps) {
    ActiveTopics active = document.active();
    FloatArrays all = document.arrays();
    double smallest = smallest(document, tolerance);
    float rest = (float) (REST * smallest / document.topics);
    int sweeps = made;
    int full = FULL_SWEEPS;
    boolean converged = false;
    while (!converged && sweeps < maxSweeps) {
      kernel.shift(all);
      boolean mayChoose = sweeps >= full && active.isOfUse() && all.shift < LARGEST_SHIFT;
      if (mayChoose && active.choose(rest, kernel)) {
        sweeps += sweepActive(active, smallest, maxSweeps - sweeps);
        converged = active.complete(rest, kernel);
        full = sweeps + 1;
      } else {
        kernel.theta(all);
        kernel.weighAndSum(all);
        converged = kernel.update(all) < smallest;
        sweeps++;
      }
    }
    return sweeps;
  }

  /** Sweeps over the active topics; returns the number of sweeps. */
  private int sweepActive(ActiveTopics active, double smallest, int maxSweeps) {
    AndersonStep steps = active.steps();
    FloatArrays part = active.part();
    float rest = (float) (REST * smallest / active.topics());
    double end = CLOSE * smallest;
    double last = Double.POSITIVE_INFINITY;
    int narrowing = 2;
    int sweeps = 0;
    steps.forget();
    while (last >= end && sweeps < maxSweeps) {
      if (sweeps == narrowing) {
        narrowing *= 2;
        active.narrow(rest, kernel);
      }
      kernel.theta(part);
      kernel.weighAndSum(part);
      double moved = kernel.update(part);
      sweeps++;
      if (moved > last) {
        // Too far, or not there yet.
        steps.forget();
      }
      if (moved >= end && moved < LITTLE_MOVES) {
        steps.extend(part);
      }
      last = moved;
    }
    return sweeps;
  }
}
