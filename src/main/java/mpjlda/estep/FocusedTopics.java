package mpjlda.estep;

import java.util.Arrays;

/**
 * The topics that a document is about, as a document of few topics: copies of their rows, topic by
 * topic. What all others add to the words' normalisers is its base. One per workspace, in single
 * precision.
 */
final class FocusedTopics {
  /** Up to so many topics their part of a document would be padded to as much as the whole. */
  private static final int FEW = Precision.SINGLE.lanes();

  private final DocumentWorkspace whole;
  private final DocumentWorkspace part;
  private final int mostTopics;
  private final AndersonStep steps;

  /** By row of the part, the topic. */
  private final int[] topicOf;

  FocusedTopics(DocumentWorkspace whole) {
    this.whole = whole;
    this.mostTopics = whole.topics > FEW ? whole.topics / 2 : 0;
    int stride = whole.precision.stride(mostTopics);
    int entries = stride * whole.precision.wordStride(whole.words.length);
    this.part =
        new DocumentWorkspace(whole, stride, new SingleArrays(whole.single, stride, entries));
    this.steps = new AndersonStep(whole.stride);
    this.topicOf = new int[whole.topics];
  }

  /** Whether the document has so many topics that a part of them can be worth a copy. */
  boolean isOfUse() {
    return mostTopics > 0;
  }

  /** What goes further than the sweeps over the document and the part, one at a time. */
  AndersonStep steps() {
    return steps;
  }

  /** The topics in focus. */
  DocumentWorkspace part() {
    return part;
  }

  /**
   * Chooses the topics that have more than {@code rest} tokens.
   *
   * @return whether they are few enough to be worth a copy
   */
  boolean choose(float rest) {
    SingleArrays from = whole.single;
    int chosen = 0;
    for (int k = 0; k < whole.topics; k++) {
      topicOf[chosen] = k;
      chosen += from.gamma[k] - from.alpha[k] > rest ? 1 : 0;
    }
    if (chosen == 0 || chosen > mostTopics) {
      return false;
    }
    for (int a = 0; a < chosen; a++) {
      part.rowOf[a] = a;
      part.single.alpha[a] = from.alpha[topicOf[a]];
      part.single.gamma[a] = from.gamma[topicOf[a]];
    }
    part.size = whole.size;
    part.single.shift = from.shift;
    resize(chosen);
    return true;
  }

  /**
   * Copies the chosen topics' rows and makes the base of the others; they lose their theta.
   *
   * @param kernel has made theta for the gammas of the whole document
   */
  void copy(SingleKernel kernel) {
    for (int a = 0; a < part.topics; a++) {
      whole.single.theta[topicOf[a]] = 0;
    }
    makeBase(kernel, whole);
    Arrays.fill(part.single.base, part.size, part.size + DocumentWorkspace.SPARE, 1);
    copyRows(whole.single.rows, part.single.rows);
  }

  /** The base is to be the normalisers for this theta. */
  private void makeBase(SingleKernel kernel, DocumentWorkspace document) {
    kernel.weigh(document);
    float[] base = part.single.base;
    float[] counts = document.single.counts;
    float[] weight = document.single.weight;
    for (int i = 0; i < part.size; i++) {
      base[i] = counts[i] / weight[i];
    }
  }

  private void copyRows(float[] from, float[] to) {
    int step = part.wordStride();
    int topics = part.topics;
    if (whole.byTopic()) {
      for (int a = 0; a < topics; a++) {
        System.arraycopy(from, topicOf[a] * step, to, a * step, part.size);
      }
    } else {
      for (int i = 0, at = 0; i < part.size; i++, at += whole.stride) {
        for (int a = 0, cell = i; a < topics; a++, cell += step) {
          to[cell] = from[at + topicOf[a]];
        }
      }
    }
  }

  /**
   * Leaves those out of the part that have at most {@code rest} tokens, if there are any.
   *
   * @param kernel makes theta for the part's gammas
   */
  void narrow(float rest, SingleKernel kernel) {
    SingleArrays single = part.single;
    int kept = 0;
    for (int a = 0; a < part.topics; a++) {
      kept += single.gamma[a] - single.alpha[a] > rest ? 1 : 0;
    }
    if (kept == part.topics) {
      return;
    }
    kernel.theta(part);
    for (int a = 0; a < part.topics; a++) {
      if (single.gamma[a] - single.alpha[a] > rest) {
        single.theta[a] = 0;
      } else {
        putBack(a);
      }
    }
    makeBase(kernel, part);
    int to = 0;
    for (int a = 0; a < part.topics; a++) {
      if (single.gamma[a] - single.alpha[a] > rest) {
        part.rowOf[to] = part.rowOf[a];
        single.alpha[to] = single.alpha[a];
        single.gamma[to] = single.gamma[a];
        steps.move(a, to);
        to++;
      }
    }
    resize(kept);
  }

  private void resize(int topics) {
    part.topics = topics;
    part.stride = part.precision.stride(topics);
    float padding = SingleKernel.narrow(DocumentWorkspace.PADDING);
    Arrays.fill(part.single.alpha, topics, part.stride, padding);
    Arrays.fill(part.single.gamma, topics, part.stride, padding);
    part.findStarts();
  }

  /** Puts the part's gammas into the whole document. */
  void putBack() {
    for (int a = 0; a < part.topics; a++) {
      putBack(a);
    }
  }

  private void putBack(int a) {
    whole.single.gamma[topicOf[part.rowOf[a]]] = part.single.gamma[a];
  }
}
