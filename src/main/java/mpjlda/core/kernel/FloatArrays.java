package mpjlda.core.kernel;

import java.util.Arrays;
import mpjlda.core.math.FloatFunctions;

/** The arrays of one document that a kernel in single precision sweeps over. */
public final class FloatArrays extends KernelArrays {
  /** Rows of expElogBeta, no entry below 2^-60: this document's own array, or a table. */
  public float[] rows;

  /** (n + {@link DocumentWorkspace#SPARE}): word by word, the start of each word's row. */
  public final int[] wordStarts;

  private final float[] ownRows;

  /** (n): how often each word occurs; 0 behind the last word. */
  public final float[] counts;

  /** (n): counts over the normaliser of phi. */
  public final float[] weight;

  /** (n): topic by topic, the start of the normalisers' sums; 1 behind the last word. */
  public final float[] base;

  /** (n): scratch of the scalar kernel. */
  final float[] odd;

  /** (stride): the prior. */
  public final float[] alpha;

  /** (stride): the Dirichlet parameters of q(theta). */
  public final float[] gamma;

  /** (stride): exp(ψ(gamma) + shift). */
  public final float[] theta;

  /** (stride): the last update's change of gamma. */
  public final float[] change;

  /** (stride, and {@link DocumentWorkspace#SPARE} more): scratch. */
  public final float[] accumulator;

  /** (max(stride, {@link DocumentWorkspace#BLOCK}) × 16): scratch. */
  public final float[] lanes;

  /** (16): scratch. */
  public final float[] partial = new float[Precision.SINGLE.lanes()];

  /** The logarithm of the factor of theta. */
  public float shift;

  /**
   * Arrays of a whole document.
   *
   * @param topics K
   * @param longest distinct words of the longest document
   */
  FloatArrays(int topics, int longest) {
    super(Precision.SINGLE, topics);
    int length = longest + DocumentWorkspace.SPARE;
    this.ownRows = new float[entries(longest)];
    this.rows = ownRows;
    this.wordStarts = new int[length];
    this.counts = new float[length];
    this.weight = new float[length];
    this.base = new float[length];
    this.odd = new float[length];
    this.lanes = new float[lanes()];
    this.alpha = new float[stride];
    this.gamma = new float[stride];
    this.theta = new float[stride];
    this.change = new float[stride];
    this.accumulator = new float[stride + DocumentWorkspace.SPARE];
  }

  /**
   * Arrays of some of a document's topics: the same counts and weights, and rows of their own.
   *
   * @param mostTopics a multiple of the lanes
   */
  FloatArrays(FloatArrays whole, int mostTopics) {
    super(whole, mostTopics);
    int longest = whole.counts.length - DocumentWorkspace.SPARE;
    int entries = mostTopics * Precision.SINGLE.wordStride(longest);
    this.ownRows = new float[Precision.SINGLE.lead() + entries];
    this.rows = ownRows;
    this.wordStarts = whole.wordStarts;
    this.counts = whole.counts;
    this.weight = whole.weight;
    this.base = new float[whole.base.length];
    this.odd = whole.odd;
    this.lanes = whole.lanes;
    this.alpha = new float[mostTopics];
    this.gamma = new float[mostTopics];
    this.theta = new float[mostTopics];
    this.change = new float[mostTopics];
    this.accumulator = new float[mostTopics + DocumentWorkspace.SPARE];
  }

  /** Makes a document ready. Kernels take several words at once: those behind the last count 0. */
  void begin(DocumentWorkspace document, double[] prior) {
    for (int k = 0; k < stride; k++) {
      alpha[k] = narrow(prior[k]);
      gamma[k] = narrow(document.gamma[k]);
    }
    int end = size + DocumentWorkspace.SPARE;
    for (int i = 0; i < size; i++) {
      counts[i] = (float) document.counts[i];
    }
    Arrays.fill(counts, size, end, 0);
    if (byTopic()) {
      findStarts();
    }
    Arrays.fill(wordStarts, size, end, size == 0 ? 0 : wordStarts[size - 1]);
    Arrays.fill(base, 0, size, 0);
    Arrays.fill(base, size, end, 1);
  }

  static float narrow(double parameter) {
    return Math.max((float) parameter, FloatFunctions.SMALLEST);
  }

  /** Keeps word i's row in this document's own array. */
  void ownRow(int i) {
    rows = ownRows;
    wordStarts[i] = rowStart(i);
  }

  /** The place of word i's entry for topic k. */
  int place(int i, int k) {
    return byTopic() ? placeByTopic(i, k) : wordStarts[i] + k;
  }
}
