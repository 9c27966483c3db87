package mpjlda.core.kernel;

/**
 * Makes most sweeps over the few topics that a document is about: the same fixed point by a shorter
 * way.
 *
 * <p>After {@value #FULL_SWEEPS} sweeps over all topics, those with more than ten times the
 * tolerance that are not about to vanish are copied out, if they are few enough, and these are
 * swept until their change is a tenth of the tolerance; the others are at their prior meanwhile
 * ({@link ActiveTopics}). On the way topics that vanish are left out, and when little changes any
 * more, steps go further than the sweeps ({@link AndersonStep}). The weights of the last sweep give
 * the others' gammas, too: with that it is one over all topics. The document is done if the others
 * get at most ten times the tolerance each, so that they would change the next sweep by far less;
 * else it goes on. The criterion is that of other kernels, or what rounding moves in a very long
 * document.
 *
 * <p>What is left out depends on the document and the parameters only, so all kernels give the same
 * bits. A sweep over some of the topics counts as a sweep.
 */
final class ActiveSetKernel implements EStepKernel {
  private static final int FULL_SWEEPS = 3;

  /** A topic is at rest with so many tolerances' tokens. */
  private static final double REST = 10;

  /** What ends the sweeps over some topics, as a part of the tolerance. */
  private static final double CLOSE = 0.1;

  /** What the sums of a sweep may change by as they are rounded, as a part of the tokens. */
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
  public boolean takesTables() {
    return true;
  }

  @Override
  public DocumentWorkspace workspace(int topics, int longest) {
    return new DocumentWorkspace(topics, longest, precision(), DocumentWorkspace.Layout.FOCUSED);
  }

  @Override
  public int infer(DocumentWorkspace document, double[] alpha, double tolerance, int maxSweeps) {
    ActiveTopics focus = document.focus.orElseThrow();
    kernel.begin(document, alpha);
    if (focus.isOfUse()) {
      focus.prepare(kernel);
    }
    int sweeps = fit(document, 0, tolerance, maxSweeps);
    kernel.finish(document);
    return sweeps;
  }

  @Override
  public int infer(DocumentWorkspace document, RowTable table, double tolerance, int maxSweeps) {
    int sweeps = fit(document, table, tolerance, maxSweeps);
    kernel.end(document);
    return sweeps;
  }

  @Override
  public int inferAll(DocumentWorkspace document, RowTable table, double tolerance, int maxSweeps) {
    int sweeps = fit(document, table, tolerance, maxSweeps);
    kernel.finish(document);
    return sweeps;
  }

  private int fit(DocumentWorkspace document, RowTable table, double tolerance, int maxSweeps) {
    ActiveTopics focus = document.focus.orElseThrow();
    table.gather(document);
    document.startGamma(table.alpha());
    kernel.begin(document, table.alpha());
    int sweeps = 0;
    boolean converged = false;
    if (focus.isOfUse()) {
      focus.prepare(table);
    }
    if (focus.isOfUse() && table.isEven()) {
      converged = focus.firstSweep(kernel) < smallest(document, tolerance);
      sweeps = 1;
    }
    if (!converged) {
      sweeps = fit(document, sweeps, tolerance, maxSweeps);
    }
    return sweeps;
  }

  /** What a sweep must move at least in all for the document to go on. */
  private static double smallest(DocumentWorkspace document, double tolerance) {
    return Math.max(tolerance * document.topics, ROUNDING * document.tokens);
  }

  /** Sweeps until the document is done; returns how often, with those that were made. */
  private int fit(DocumentWorkspace document, int made, double tolerance, int maxSweeps) {
    ActiveTopics focus = document.focus.orElseThrow();
    double smallest = smallest(document, tolerance);
    float rest = (float) (REST * smallest / document.topics);
    int sweeps = made;
    int full = FULL_SWEEPS;
    boolean converged = false;
    while (!converged && sweeps < maxSweeps) {
      kernel.shift(document);
      if (sweeps >= full && isOfUse(document) && focus.choose(rest, kernel)) {
        sweeps += sweepPart(focus, smallest, maxSweeps - sweeps);
        converged = focus.complete(rest, kernel);
        full = sweeps + 1;
      } else {
        kernel.theta(document);
        kernel.weighAndSum(document);
        converged = kernel.update(document) < smallest;
        sweeps++;
      }
    }
    return sweeps;
  }

  private boolean isOfUse(DocumentWorkspace document) {
    return document.focus.orElseThrow().isOfUse() && kernel.shiftOf(document) < LARGEST_SHIFT;
  }

  /** Sweeps over the topics in focus; returns how often. */
  private int sweepPart(ActiveTopics focus, double smallest, int maxSweeps) {
    AndersonStep steps = focus.steps();
    DocumentWorkspace part = focus.part();
    float rest = (float) (REST * smallest / focus.topics());
    double end = CLOSE * smallest;
    double last = Double.POSITIVE_INFINITY;
    int narrowing = 2;
    int sweeps = 0;
    steps.forget();
    while (last >= end && sweeps < maxSweeps) {
      if (sweeps == narrowing) {
        narrowing *= 2;
        focus.narrow(rest, kernel);
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
