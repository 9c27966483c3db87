package mpjlda.core.kernel;

import java.util.Arrays;
import mpjlda.core.math.FloatFunctions;

/**
 * The topics that a document is about, as a document of few topics: copies of their rows, topic by
 * topic. All others are held at their prior, and what they add to the words' normalisers is the
 * part's base. One per workspace, in single precision.
 */
final class ActiveTopics {
  /** Up to so many topics their part of a document would be padded to as much as the whole. */
  private static final int FEW = Precision.SINGLE.lanes();

  /** Tokens with which a shrinking topic is let fall. */
  private static final float LITTLE = 0.1f;

  private final DocumentWorkspace whole;
  private final DocumentWorkspace part;
  private final int mostTopics;
  private final AndersonStep steps;

  /** By row of the part, the topic. */
  private final int[] topicOf;

  /** By row of the part, whether the topic is kept. */
  private final int[] stay;

  /** (stride): theta for gamma = alpha, without a shift: {@link #ownPrior} or a table's. */
  private float[] priorTheta;

  private final float[] ownPrior;

  /** (n): the words' normalisers for it. */
  private final float[] priorNormaliser;

  /** Tokens with which a shrinking topic is let fall; 0 where one came back. */
  private float little;

  /** What theta was raised by. */
  private float scale;

  ActiveTopics(DocumentWorkspace whole) {
    this.whole = whole;
    this.mostTopics = whole.topics > FEW ? whole.topics / 2 : 0;
    int stride = whole.precision.stride(mostTopics);
    int entries = stride * whole.precision.wordStride(whole.words.length);
    this.part =
        new DocumentWorkspace(whole, stride, new FloatArrays(whole.single, stride, entries));
    this.steps = new AndersonStep(stride);
    this.topicOf = new int[whole.topics];
    this.stay = new int[stride];
    this.ownPrior = new float[whole.stride];
    this.priorTheta = ownPrior;
    this.priorNormaliser = new float[whole.words.length];
  }

  /** Whether the document has so many topics that a part of them can be worth a copy. */
  boolean isOfUse() {
    return mostTopics > 0;
  }

  /** K, of the whole document. */
  int topics() {
    return whole.topics;
  }

  /** What goes further than the sweeps over the part. */
  AndersonStep steps() {
    return steps;
  }

  /** The topics in focus. */
  DocumentWorkspace part() {
    return part;
  }

  /** Takes what depends only on words and prior from a table, for a new document. */
  void prepare(RowTable table) {
    little = LITTLE;
    priorTheta = table.priorTheta();
    for (int i = 0; i < whole.size; i++) {
      priorNormaliser[i] = table.priorNormaliser(whole.words[i]);
    }
  }

  /** Computes it, for a new document whose rows are in the workspace. */
  void prepare(FloatKernel kernel) {
    little = LITTLE;
    priorTheta = ownPrior;
    RowTable.priorTheta(whole.alpha, whole.topics, priorTheta);
    System.arraycopy(priorTheta, 0, whole.single.theta, 0, whole.stride);
    kernel.weigh(whole);
    for (int i = 0; i < whole.size; i++) {
      priorNormaliser[i] = whole.single.counts[i] / whole.single.weight[i];
    }
  }

  /**
   * Makes the first sweep over all topics, from equal gammas: every word's normaliser is
   * proportional to that for the prior.
   *
   * @return Σ_k |change of gamma_k|
   */
  double firstSweep(FloatKernel kernel) {
    FloatArrays single = whole.single;
    float theta = priorTheta[0];
    for (int i = 0; i < whole.size; i++) {
      single.weight[i] = single.counts[i] * theta / priorNormaliser[i];
    }
    Arrays.fill(single.weight, whole.size, whole.size + DocumentWorkspace.SPARE, 0);
    Arrays.fill(single.theta, 0, whole.topics, 1);
    Arrays.fill(single.theta, whole.topics, whole.stride, 0);
    kernel.sum(whole);
    return kernel.update(whole);
  }

  /**
   * Chooses the topics that have more than {@code rest} tokens and are not about to vanish, and
   * copies them. The others fall to their prior.
   *
   * @return whether they are few enough to be worth it
   */
  boolean choose(float rest, FloatKernel kernel) {
    FloatArrays from = whole.single;
    scale = FloatFunctions.expOrFloor(from.shift);
    int chosen = 0;
    for (int k = 0; k < whole.topics; k++) {
      topicOf[chosen] = k;
      chosen += kept(from, k, scale * priorTheta[k] * from.accumulator[k], rest);
    }
    if (chosen == 0 || chosen > mostTopics) {
      return false;
    }
    for (int a = 0; a < chosen; a++) {
      part.rowOf[a] = a;
      part.single.alpha[a] = from.alpha[topicOf[a]];
      part.single.gamma[a] = from.gamma[topicOf[a]];
      part.single.theta[a] = priorTheta[topicOf[a]];
    }
    part.size = whole.size;
    part.single.shift = from.shift;
    resize(chosen);
    copyRows(kernel);
    makeBase(kernel);
    return true;
  }

  /**
   * 1 for a topic that is kept after a sweep, else 0. By integers, as branches that depend on a
   * document's numbers are guessed wrongly: floats that are not negative compare as their bits do.
   *
   * @param due what the sweep would have given the topic at its prior
   */
  private int kept(FloatArrays single, int k, float due, float rest) {
    float alpha = single.alpha[k];
    float most = Math.max(rest, Math.min(little, alpha));
    int vanishes = Float.floatToRawIntBits(single.change[k]) & Float.floatToRawIntBits(due - rest);
    int least = Float.floatToRawIntBits(rest);
    least += (Float.floatToRawIntBits(most) - least) & (vanishes >> 31);
    long above = least - (long) Float.floatToRawIntBits(single.gamma[k] - alpha);
    return (int) (above >>> 63);
  }

  /** The normalisers for the prior, less what the part's topics add to them. */
  private void makeBase(FloatKernel kernel) {
    float[] base = part.single.base;
    Arrays.fill(base, 0, part.size, 0);
    Arrays.fill(base, part.size, part.size + DocumentWorkspace.SPARE, 1);
    kernel.weigh(part);
    float[] counts = part.single.counts;
    float[] weight = part.single.weight;
    for (int i = 0; i < part.size; i++) {
      base[i] = scale * Math.max(priorNormaliser[i] - counts[i] / weight[i], 0);
    }
  }

  private void copyRows(FloatKernel kernel) {
    float[] from = whole.single.rows;
    float[] to = part.single.rows;
    int step = part.wordStride();
    int lead = Precision.SINGLE.lead();
    for (int a = 0; a < part.topics; a++) {
      int at = lead + a * step;
      if (whole.byTopic()) {
        System.arraycopy(from, lead + topicOf[a] * step, to, at, part.size);
      } else {
        kernel.copyTopic(whole, topicOf[a], to, at);
      }
    }
  }

  /**
   * Leaves those out of the part that have come to rest or are about to vanish, if there are any.
   *
   * @param rest in tokens
   */
  void narrow(float rest, FloatKernel kernel) {
    FloatArrays single = part.single;
    int kept = 0;
    for (int a = 0; a < part.topics; a++) {
      float theta = scale * priorTheta[topicOf[part.rowOf[a]]];
      int stays = kept(single, a, theta * single.accumulator[a], rest);
      single.theta[a] = (1 - stays) * theta;
      stay[a] = stays;
      kept += stays;
    }
    if (kept == part.topics || kept == 0) {
      return;
    }
    kernel.weigh(part);
    for (int i = 0; i < part.size; i++) {
      single.base[i] = single.counts[i] / single.weight[i];
    }
    int to = 0;
    for (int a = 0; a < part.topics; a++) {
      part.rowOf[to] = part.rowOf[a];
      single.alpha[to] = single.alpha[a];
      single.gamma[to] = single.gamma[a];
      steps.move(a, to);
      to += stay[a];
    }
    resize(kept);
  }

  private void resize(int topics) {
    part.topics = topics;
    part.stride = part.precision.stride(topics);
    float padding = FloatKernel.narrow(DocumentWorkspace.PADDING);
    Arrays.fill(part.single.alpha, topics, part.stride, padding);
    Arrays.fill(part.single.gamma, topics, part.stride, padding);
    part.findStarts();
  }

  /**
   * Completes the last sweep over the part to one over all topics, whose weights are the same.
   *
   * @param rest in tokens
   * @return whether no other topic has more than that
   */
  boolean complete(float rest, FloatKernel kernel) {
    FloatArrays single = whole.single;
    kernel.sum(whole);
    for (int k = 0; k < whole.topics; k++) {
      single.gamma[k] = Math.fma(scale * priorTheta[k], single.accumulator[k], single.alpha[k]);
    }
    // These are not looked at.
    for (int a = 0; a < part.topics; a++) {
      single.gamma[topicOf[part.rowOf[a]]] = 0;
    }
    float most = 0;
    for (int k = 0; k < whole.topics; k++) {
      most = Math.max(most, single.gamma[k] - single.alpha[k]);
    }
    for (int a = 0; a < part.topics; a++) {
      single.gamma[topicOf[part.rowOf[a]]] = part.single.gamma[a];
    }
    little = most <= rest ? little : 0;
    return most <= rest;
  }
}
