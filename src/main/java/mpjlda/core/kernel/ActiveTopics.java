package mpjlda.core.kernel;

import java.util.Arrays;
import mpjlda.core.math.FloatFunctions;

/**
 * A document's active topics, as a document of few topics: copies of their rows, topic by topic.
 * All others are held at their prior, and their part of the words' normalisers is the base of the
 * active ones' sums. One per workspace, in single precision.
 */
final class ActiveTopics {
  /** Up to so many topics their part of a document would be padded to as much as the whole. */
  private static final int FEW = Precision.SINGLE.lanes();

  /** Tokens below which a shrinking topic is dropped. */
  private static final float LITTLE = 0.1f;

  private final int[] words;
  private final FloatArrays whole;
  private final FloatArrays part;
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

  /** Tokens below which a shrinking topic is dropped; 0 after one came back. */
  private float little;

  /** The factor of theta. */
  private float scale;

  ActiveTopics(FloatWorkspace document) {
    this.words = document.words;
    this.whole = document.arrays();
    this.mostTopics = whole.topics > FEW ? whole.topics / 2 : 0;
    int stride = Precision.SINGLE.stride(mostTopics);
    this.part = new FloatArrays(whole, stride);
    this.steps = new AndersonStep(stride);
    this.topicOf = new int[whole.topics];
    this.stay = new int[stride];
    this.ownPrior = new float[whole.stride];
    this.priorTheta = ownPrior;
    this.priorNormaliser = new float[words.length];
  }

  /** Whether the document has so many topics that a part of them can be worth a copy. */
  boolean isOfUse() {
    return mostTopics > 0;
  }

  /** K, of the whole document. */
  int topics() {
    return whole.topics;
  }

  /** The extrapolation of sweeps over the active topics. */
  AndersonStep steps() {
    return steps;
  }

  /** The active topics. */
  FloatArrays part() {
    return part;
  }

  /** Takes theta and the words' normalisers under the prior from a table, for a new document. */
  void prepare(RowTable table) {
    little = LITTLE;
    priorTheta = table.priorTheta();
    for (int i = 0; i < whole.size; i++) {
      priorNormaliser[i] = table.priorNormaliser(words[i]);
    }
  }

  /**
   * Computes the words' normalisers under the prior, for a document whose rows are in the
   * workspace.
   */
  void prepare(FloatKernel kernel) {
    little = LITTLE;
    priorTheta = ownPrior;
    for (int k = 0; k < whole.topics; k++) {
      priorTheta[k] = FloatFunctions.expDigamma(whole.alpha[k], 0);
    }
    System.arraycopy(priorTheta, 0, whole.theta, 0, whole.stride);
    kernel.weigh(whole);
    for (int i = 0; i < whole.size; i++) {
      priorNormaliser[i] = whole.counts[i] / whole.weight[i];
    }
  }

  /**
   * Makes the first sweep over all topics, from equal gammas: every word's normaliser is
   * proportional to that for the prior.
   *
   * @return Σ_k |change of gamma_k|
   */
  double firstSweep(FloatKernel kernel) {
    float theta = priorTheta[0];
    for (int i = 0; i < whole.size; i++) {
      whole.weight[i] = whole.counts[i] * theta / priorNormaliser[i];
    }
    Arrays.fill(whole.weight, whole.size, whole.size + DocumentWorkspace.SPARE, 0);
    Arrays.fill(whole.theta, 0, whole.topics, 1);
    Arrays.fill(whole.theta, whole.topics, whole.stride, 0);
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
    scale = FloatFunctions.expOrFloor(whole.shift);
    int chosen = 0;
    for (int k = 0; k < whole.topics; k++) {
      topicOf[chosen] = k;
      chosen += kept(whole, k, scale * priorTheta[k] * whole.accumulator[k], rest);
    }
    if (chosen == 0 || chosen > mostTopics) {
      return false;
    }
    for (int a = 0; a < chosen; a++) {
      part.rowOf[a] = a;
      part.alpha[a] = whole.alpha[topicOf[a]];
      part.gamma[a] = whole.gamma[topicOf[a]];
      part.theta[a] = priorTheta[topicOf[a]];
    }
    part.size = whole.size;
    part.shift = whole.shift;
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
  private int kept(FloatArrays arrays, int k, float due, float rest) {
    float alpha = arrays.alpha[k];
    float most = Math.max(rest, Math.min(little, alpha));
    int vanishes = Float.floatToRawIntBits(arrays.change[k]) & Float.floatToRawIntBits(due - rest);
    int least = Float.floatToRawIntBits(rest);
    least += (Float.floatToRawIntBits(most) - least) & (vanishes >> 31);
    long above = least - (long) Float.floatToRawIntBits(arrays.gamma[k] - alpha);
    return (int) (above >>> 63);
  }

  /** The normalisers for the prior, less what the part's topics add to them. */
  private void makeBase(FloatKernel kernel) {
    float[] base = part.base;
    Arrays.fill(base, 0, part.size, 0);
    Arrays.fill(base, part.size, part.size + DocumentWorkspace.SPARE, 1);
    kernel.weigh(part);
    float[] counts = part.counts;
    float[] weight = part.weight;
    for (int i = 0; i < part.size; i++) {
      base[i] = scale * Math.max(priorNormaliser[i] - counts[i] / weight[i], 0);
    }
  }

  private void copyRows(FloatKernel kernel) {
    float[] from = whole.rows;
    float[] to = part.rows;
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
    int kept = 0;
    for (int a = 0; a < part.topics; a++) {
      float theta = scale * priorTheta[topicOf[part.rowOf[a]]];
      int stays = kept(part, a, theta * part.accumulator[a], rest);
      part.theta[a] = (1 - stays) * theta;
      stay[a] = stays;
      kept += stays;
    }
    if (kept == part.topics || kept == 0) {
      return;
    }
    kernel.weigh(part);
    for (int i = 0; i < part.size; i++) {
      part.base[i] = part.counts[i] / part.weight[i];
    }
    int to = 0;
    for (int a = 0; a < part.topics; a++) {
      part.rowOf[to] = part.rowOf[a];
      part.alpha[to] = part.alpha[a];
      part.gamma[to] = part.gamma[a];
      steps.move(a, to);
      to += stay[a];
    }
    resize(kept);
  }

  private void resize(int topics) {
    part.topics = topics;
    part.stride = Precision.SINGLE.stride(topics);
    float padding = FloatArrays.narrow(DocumentWorkspace.PADDING);
    Arrays.fill(part.alpha, topics, part.stride, padding);
    Arrays.fill(part.gamma, topics, part.stride, padding);
    part.findStarts();
  }

  /**
   * Completes the last sweep over the part to one over all topics, whose weights are the same.
   *
   * @param rest in tokens
   * @return whether no other topic has more than that
   */
  boolean complete(float rest, FloatKernel kernel) {
    kernel.sum(whole);
    for (int k = 0; k < whole.topics; k++) {
      whole.gamma[k] = Math.fma(scale * priorTheta[k], whole.accumulator[k], whole.alpha[k]);
    }
    // These are not looked at.
    for (int a = 0; a < part.topics; a++) {
      whole.gamma[topicOf[part.rowOf[a]]] = 0;
    }
    float most = 0;
    for (int k = 0; k < whole.topics; k++) {
      most = Math.max(most, whole.gamma[k] - whole.alpha[k]);
    }
    for (int a = 0; a < part.topics; a++) {
      whole.gamma[topicOf[part.rowOf[a]]] = part.gamma[a];
    }
    little = most <= rest ? little : 0;
    return most <= rest;
  }
}
