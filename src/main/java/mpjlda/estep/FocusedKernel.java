package mpjlda.estep;

/**
 * Makes most sweeps over the few topics that a document is about: the same fixed point by a shorter
 * way.
 *
 * <p>After {@value #FULL_SWEEPS} sweeps over all topics, of which the last begins with the topics
 * that were about to vanish at their prior, those with more than ten times the tolerance are copied
 * out, and these are swept until their change is a tenth of the tolerance. On the way topics that
 * vanish are left out, and when little changes any more, steps go further than the sweeps ({@link
 * AndersonStep}). Then follows a sweep over all topics: the document is done only if that changes
 * gamma by less than the tolerance, as in other kernels, or by less than rounding does in a very
 * long document; else it goes on.
 *
 * <p>What is left out depends on the document and the parameters only, so all kernels give the same
 * bits. A sweep over some of the topics counts as a sweep.
 */
final class FocusedKernel implements EStepKernel {
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

  private final SingleKernel kernel;

  FocusedKernel(SingleKernel kernel) {
    this.kernel = kernel;
  }

  @Override
  public Precision precision() {
    return kernel.precision();
  }

  @Override
  public DocumentWorkspace workspace(int topics, int longest) {
    return new DocumentWorkspace(topics, longest, precision(), DocumentWorkspace.Layout.FOCUSED);
  }

  @Override
  public int infer(DocumentWorkspace document, double[] alpha, double tolerance, int maxSweeps) {
    FocusedTopics focus = document.focus.orElseThrow();
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
    FocusedTopics focus = document.focus.orElseThrow();
    if (!focus.isOfUse()) {
      return EStepKernel.super.infer(document, table, tolerance, maxSweeps);
    }
    table.gather(document);
    kernel.begin(document, table.alpha());
    focus.prepare(table);
    int sweeps = 0;
    if (table.isEven()) {
      sweeps = focus.firstSweep(kernel) < atLeast(document, tolerance) ? maxSweeps : 1;
    }
    sweeps = fit(document, sweeps, tolerance, maxSweeps);
    kernel.end(document);
    return sweeps;
  }

  private static double atLeast(DocumentWorkspace document, double tolerance) {
    return Math.max(tolerance * document.topics, ROUNDING * document.tokens);
  }

  /** Sweeps until the document is done; returns how often, with those that were made. */
  private int fit(DocumentWorkspace document, int made, double tolerance, int maxSweeps) {
    double most = atLeast(document, tolerance);
    float rest = (float) (REST * most / document.topics);
    FocusedTopics focus = document.focus.orElseThrow();
    int sweeps = made;
    int full = made;
    boolean converged = false;
    while (!converged && sweeps < maxSweeps) {
      kernel.shift(document);
      if (full >= FULL_SWEEPS
          && focus.isOfUse()
          && kernel.shiftOf(document) < LARGEST_SHIFT
          && focus.choose(rest, kernel)) {
        sweeps += sweepPart(document, most, maxSweeps - sweeps);
        converged = focus.complete(rest, kernel);
        full = FULL_SWEEPS - 1;
      } else {
        kernel.theta(document);
        kernel.weighAndSum(document);
        converged = kernel.update(document) < most;
        sweeps++;
        full++;
      }
    }
    return sweeps;
  }

  /** Sweeps over the topics in focus; returns how often. */
  private int sweepPart(DocumentWorkspace document, double most, int maxSweeps) {
    FocusedTopics focus = document.focus.orElseThrow();
    AndersonStep steps = focus.steps();
    DocumentWorkspace part = focus.part();
    float rest = (float) (REST * most / document.topics);
    double end = CLOSE * most;
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
