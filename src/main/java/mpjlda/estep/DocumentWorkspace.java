package mpjlda.estep;

import java.util.Arrays;
import mpjlda.math.SingleFunctions;

/**
 * One document and its variational parameters, as plain arrays for a kernel. One per thread, as
 * large as the longest document.
 *
 * <p>Vectors over topics are padded from K to a multiple of the precision's lanes. The padding of
 * the rows is 0 and that of alpha and gamma is {@link #PADDING}, so padded topics take no part.
 * Vectors over words have room for {@link #SPARE} more: kernels take several words at once.
 */
public final class DocumentWorkspace {
  /** Entries behind the last word that a kernel may write. */
  public static final int SPARE = 16;

  /** Words that a kernel may go through at a time. */
  public static final int BLOCK = 32;

  /** Padding of alpha and gamma: so small that exp(ψ(·)) is as good as 0. */
  static final double PADDING = 1e-300;

  /** Of the sweeps. */
  public final Precision precision;

  /** Number of topics K. */
  public final int topics;

  /** K rounded up to a multiple of the precision's lanes: the distance between rows. */
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
   * writes it. Empty in single precision.
   */
  public final double[] rows;

  /** The same in single precision, with what the sweeps need besides; empty in double precision. */
  public final SingleArrays single;

  /** (stride): the Dirichlet parameters of q(theta). */
  public final double[] gamma;

  /** (stride): exp(ψ(gamma) + shift). */
  public final double[] theta;

  /** (n): counts over the normaliser of phi. */
  public final double[] weight;

  /** What theta's exponents were raised by, so that the largest gamma's is ln(gamma) or so. */
  public double shift;

  /** (stride): kernel's own. */
  public final double[] accumulator;

  /** (stride): the bound's own. */
  final double[] totals;

  /** ({@link #BLOCK} × 8): kernel's own. */
  public final double[] lanes = new double[BLOCK * Precision.DOUBLE.lanes()];

  /** (8): kernel's own. */
  public final double[] partial = new double[Precision.DOUBLE.lanes()];

  /**
   * A workspace in double precision.
   *
   * @param topics K
   * @param longest distinct words of the longest document that will be put in
   */
  public DocumentWorkspace(int topics, int longest) {
    this(topics, longest, Precision.DOUBLE);
  }

  /**
   * A workspace for kernels of a precision.
   *
   * @param topics K
   * @param longest distinct words of the longest document that will be put in
   */
  public DocumentWorkspace(int topics, int longest, Precision precision) {
    this.precision = precision;
    this.topics = topics;
    this.stride = precision.stride(topics);
    this.gamma = new double[stride];
    this.theta = new double[stride];
    this.accumulator = new double[stride];
    this.totals = new double[stride];
    this.words = new int[longest];
    this.counts = new double[longest + SPARE];
    this.weight = new double[longest + SPARE];
    boolean isDouble = precision == Precision.DOUBLE;
    this.rows = new double[isDouble ? Math.multiplyExact(longest, stride) : 0];
    this.single = isDouble ? new SingleArrays(0, 0) : new SingleArrays(longest, stride);
    Arrays.fill(gamma, topics, stride, PADDING);
  }

  /**
   * Copies a row of expElogBeta (K) next to the others, in this workspace's precision.
   *
   * @param i which of the document's words, 0 .. n−1
   * @param block where the row is, from {@code at} on; largest entry 1
   */
  public void setRow(int i, double[] block, int at) {
    int row = i * stride;
    if (precision == Precision.DOUBLE) {
      System.arraycopy(block, at, rows, row, topics);
    } else {
      float[] to = single.rows;
      for (int k = 0; k < topics; k++) {
        to[row + k] = Math.max((float) block[at + k], SingleFunctions.ROW_FLOOR);
      }
    }
  }

  /** The entry of word i's row for topic k. */
  public double row(int i, int k) {
    return precision == Precision.DOUBLE ? rows[i * stride + k] : single.rows[i * stride + k];
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

  /** A copy of alpha (K) padded for a workspace in double precision. */
  public static double[] pad(double[] alpha) {
    return pad(alpha, Precision.DOUBLE);
  }

  /** A copy of alpha (K) padded to the stride of a precision. */
  public static double[] pad(double[] alpha, Precision precision) {
    double[] padded = Arrays.copyOf(alpha, precision.stride(alpha.length));
    Arrays.fill(padded, alpha.length, padded.length, PADDING);
    return padded;
  }
}
