package mpjlda.estep;

import java.util.Arrays;

/**
 * One document and its variational parameters, as plain arrays for a kernel. One per thread, as
 * large as the longest document.
 *
 * <p>Vectors over topics are padded from K to a multiple of {@link #LANES}. The padding of {@code
 * rows} is 0 and that of alpha and gamma is {@link #PADDING}, so padded topics take no part.
 */
public final class DocumentWorkspace {
  /** Partial sums of a reduction over topics, whatever the processor's vector width. */
  public static final int LANES = 8;

  /** Padding of alpha and gamma: so small that exp(ψ(·)) is 0. */
  static final double PADDING = 1e-300;

  /** Number of topics K. */
  public final int topics;

  /** K rounded up to a multiple of {@link #LANES}: the distance between rows. */
  public final int stride;

  /** Number of distinct words n of the document. */
  public int size;

  /** Σ counts. */
  public double tokens;

  /** (n): word numbers. */
  public final int[] words;

  /** (n): how often each word occurs. */
  public final double[] counts;

  /**
   * (n × stride): each word's row of expElogBeta, divided by its largest entry; {@link #setRow}
   * writes it.
   */
  public final double[] rows;

  /** (stride): the Dirichlet parameters of q(theta). */
  public final double[] gamma;

  /** (stride): exp(ψ(gamma) + shift). */
  public final double[] theta;

  /** (n): counts over the normaliser of phi. */
  public final double[] weight;

  /**
   * What theta's exponents were raised by, so that the document's largest theta does not underflow.
   */
  public double shift;

  /** (stride): kernel's own. */
  final double[] accumulator;

  /**
   * @param topics K
   * @param longest distinct words of the longest document that will be put in
   */
  public DocumentWorkspace(int topics, int longest) {
    this.topics = topics;
    this.stride = stride(topics);
    this.gamma = new double[stride];
    this.theta = new double[stride];
    this.accumulator = new double[stride];
    this.words = new int[longest];
    this.counts = new double[longest];
    this.weight = new double[longest];
    this.rows = new double[Math.multiplyExact(longest, stride)];
    Arrays.fill(gamma, topics, stride, PADDING);
  }

  /**
   * Copies a row of expElogBeta (K) next to the others, in this workspace's precision.
   *
   * @param i which of the document's words, 0 .. n−1
   * @param block where the row is, from {@code at} on
   */
  public void setRow(int i, double[] block, int at) {
    System.arraycopy(block, at, rows, i * stride, topics);
  }

  /**
   * Sets gamma to where a document starts that nothing is known of: alpha + N/K.
   *
   * @param alpha the prior, padded by {@link #pad}
   */
  public void startGamma(double[] alpha) {
    double share = tokens / topics;
    for (int k = 0; k < topics; k++) {
      gamma[k] = alpha[k] + share;
    }
  }

  static int stride(int topics) {
    return (topics + LANES - 1) / LANES * LANES;
  }

  /** A copy of alpha (K) padded to the stride. */
  public static double[] pad(double[] alpha) {
    double[] padded = Arrays.copyOf(alpha, stride(alpha.length));
    Arrays.fill(padded, alpha.length, padded.length, PADDING);
    return padded;
  }
}
