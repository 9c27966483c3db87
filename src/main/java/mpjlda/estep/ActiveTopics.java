package mpjlda.estep;

import java.util.Arrays;

/**
 * The topics of a document whose gamma still changes. The others are left out of the sweeps: what
 * they add to the words' normalisers is kept as the sweeps' base. Rows are not copied: they lie
 * topic by topic, and {@link #view} has those of the active topics only. One per workspace.
 */
final class ActiveTopics {
  private final DocumentWorkspace whole;
  private final DocumentWorkspace view;
  private final boolean isDouble;
  private final double[] previous;

  ActiveTopics(DocumentWorkspace whole) {
    this.whole = whole;
    this.isDouble = whole.precision == Precision.DOUBLE;
    this.view = new DocumentWorkspace(whole);
    this.previous = new double[whole.stride];
  }

  /** The active topics, as a document of fewer topics. */
  DocumentWorkspace view() {
    return view;
  }

  /** Keeps the gammas from before a sweep. */
  void remember(DocumentWorkspace document) {
    for (int k = 0; k < document.topics; k++) {
      previous[k] = gamma(document, k);
    }
  }

  /** How many gammas the last sweep changed by more than a threshold. */
  int moving(DocumentWorkspace document, double threshold) {
    int moving = 0;
    for (int k = 0; k < document.topics; k++) {
      moving += moves(document, k, threshold) ? 1 : 0;
    }
    return moving;
  }

  private boolean moves(DocumentWorkspace document, int k, double threshold) {
    return Math.abs(gamma(document, k) - previous[k]) > threshold;
  }

  /**
   * Makes a view of the whole document's topics that move; the others' theta goes into the base.
   */
  void freeze(double threshold) {
    view.size = whole.size;
    view.tokens = whole.tokens;
    view.shift = whole.shift;
    view.single.shift = whole.single.shift;
    clearBase();
    int active = 0;
    for (int k = 0; k < whole.topics; k++) {
      if (moves(whole, k, threshold)) {
        view.rowOf[active] = k;
        view.alpha[active] = whole.alpha[k];
        setGamma(active, gamma(whole, k));
        active++;
      } else {
        addToBase(whole, k);
      }
    }
    resize(active);
  }

  /** Leaves those out of the view that move no longer, and keeps their gamma. */
  void narrow(double threshold) {
    int active = 0;
    for (int k = 0; k < view.topics; k++) {
      if (moves(view, k, threshold)) {
        view.rowOf[active] = view.rowOf[k];
        view.alpha[active] = view.alpha[k];
        setGamma(active, gamma(view, k));
        active++;
      } else {
        addToBase(view, k);
        keep(k);
      }
    }
    resize(active);
  }

  /** Puts the view's gammas into the whole document. */
  void thaw() {
    for (int k = 0; k < view.topics; k++) {
      keep(k);
    }
  }

  private void keep(int k) {
    if (isDouble) {
      whole.gamma[view.rowOf[k]] = view.gamma[k];
    } else {
      whole.single.gamma[view.rowOf[k]] = view.single.gamma[k];
    }
  }

  private void resize(int topics) {
    view.topics = topics;
    view.stride = view.precision.stride(topics);
    for (int k = topics; k < view.stride; k++) {
      view.alpha[k] = DocumentWorkspace.PADDING;
      setGamma(k, DocumentWorkspace.PADDING);
    }
    if (!isDouble) {
      for (int k = 0; k < view.stride; k++) {
        view.single.alpha[k] = SingleKernel.narrow(view.alpha[k]);
      }
    }
    view.findStarts();
  }

  private double gamma(DocumentWorkspace document, int k) {
    return isDouble ? document.gamma[k] : document.single.gamma[k];
  }

  private void setGamma(int k, double gamma) {
    if (isDouble) {
      view.gamma[k] = gamma;
    } else {
      view.single.gamma[k] = SingleKernel.narrow(gamma);
    }
  }

  private void clearBase() {
    int end = view.size + DocumentWorkspace.SPARE;
    if (isDouble) {
      Arrays.fill(view.base, 0, view.size, 0);
      Arrays.fill(view.base, view.size, end, 1);
    } else {
      Arrays.fill(view.single.base, 0, view.size, 0);
      Arrays.fill(view.single.base, view.size, end, 1);
    }
  }

  private void addToBase(DocumentWorkspace document, int k) {
    int start = document.starts[k];
    if (isDouble) {
      add(document.theta[k], document.rows, start, view.base, view.size);
    } else {
      add(document.single.theta[k], document.single.rows, start, view.single.base, view.size);
    }
  }

  private static void add(double theta, double[] rows, int start, double[] base, int n) {
    for (int i = 0; i < n; i++) {
      base[i] = Math.fma(theta, rows[start + i], base[i]);
    }
  }

  private static void add(float theta, float[] rows, int start, float[] base, int n) {
    for (int i = 0; i < n; i++) {
      base[i] = Math.fma(theta, rows[start + i], base[i]);
    }
  }
}
