package mpjlda.core.kernel;

import java.util.Arrays;
import mpjlda.core.math.ArrayFunctions;
import mpjlda.core.matrix.BlockedDoubleMatrix;

/**
 * One document, its words' rows of expElogBeta and its variational parameters. One per thread, as
 * large as the longest document. The arrays that kernels sweep over are of one precision and belong
 * to the subclass: {@link DoubleWorkspace}, {@link FloatWorkspace}.
 *
 * <p>Vectors over topics are padded from K to a multiple of the precision's lanes. The padding of
 * alpha and gamma is {@link #PADDING}, so padded topics take no part. Vectors over words have room
 * for {@link #SPARE} more: kernels take several words at once.
 */
public abstract sealed class DocumentWorkspace permits DoubleWorkspace, FloatWorkspace {
  /** Entries behind the last word that a kernel may write. */
  public static final int SPARE = 16;

  /** Words that a kernel may go through at a time where rows lie word by word. */
  public static final int BLOCK = 32;

  /** Padding of alpha and gamma: so small that exp(ψ(·)) is as good as 0. */
  static final double PADDING = 1e-300;

  /** K. */
  final int topics;

  /** K rounded up to a multiple of the precision's lanes. */
  final int stride;

  /** Number of distinct words n of the document; set before {@link #setRow}. */
  int size;

  /** Σ counts. */
  double tokens;

  /** (n). */
  final int[] words;

  /** (n). */
  final double[] counts;

  /** (stride). */
  final double[] gamma;

  /** (stride). */
  final double[] theta;

  /** (n). */
  final double[] weight;

  /** The logarithm of the factor of theta. */
  double shift;

  /** (stride): scratch for a row or the bound's terms. */
  final double[] scratch;

  /** (stride): scratch of the bound. */
  final double[] totals;

  DocumentWorkspace(int topics, int longest, Precision precision) {
    this.topics = topics;
    this.stride = precision.stride(topics);
    this.words = new int[longest];
    this.counts = new double[longest + SPARE];
    this.gamma = new double[stride];
    this.theta = new double[stride];
    this.weight = new double[longest + SPARE];
    this.scratch = new double[stride];
    this.totals = new double[stride];
    Arrays.fill(gamma, topics, stride, PADDING);
  }

  /** Distinct words that a document may have, in either precision: its rows are one array. */
  public static int mostWords(int topics) {
    long stride = Precision.SINGLE.stride(topics);
    return (int) Math.max(0, (Integer.MAX_VALUE - 64) / stride - 64);
  }

  /**
   * Reads a document; its rows and gamma are still those of the last one.
   *
   * @param document its number in the source
   */
  public final void load(DocumentSource source, int document) {
    size = source.load(document, words, counts);
    tokens = 0;
    for (int i = 0; i < size; i++) {
      tokens += counts[i];
    }
  }

  /** Number of distinct words n. */
  public final int size() {
    return size;
  }

  /** Σ counts. */
  public final double tokens() {
    return tokens;
  }

  /** (n): word numbers. Not a copy. */
  public final int[] words() {
    return words;
  }

  /** (K, and padding): the Dirichlet parameters of q(theta). Not a copy. */
  public final double[] gamma() {
    return gamma;
  }

  /** (n): counts over the normaliser of phi. Not a copy. */
  public final double[] weight() {
    return weight;
  }

  /**
   * Copies a row of expElogBeta (K) next to the others, in this workspace's precision.
   *
   * @param i number of the word in the document, 0 .. n−1
   * @param block has the row from {@code at} on; largest entry 1
   */
  public abstract void setRow(int i, double[] block, int at);

  /**
   * Copies the rows of all words next to one another: sweeps then read memory in order.
   *
   * @param rows (V × K), each row divided by its largest entry
   */
  public final void setRows(BlockedDoubleMatrix rows) {
    for (int i = 0; i < size; i++) {
      setRow(i, rows.blockOf(words[i]), rows.layout().offsetOf(words[i]));
    }
  }

  /** The entry of word i's row for topic k. */
  abstract double row(int i, int k);

  /**
   * Adds theta_k · row_ik · scale, rounded to integers, for all topics.
   *
   * @param i number of the word in the document
   * @param sums (K) from {@code at} on
   */
  // Five: an operation on two arrays, as in BLAS.
  abstract void addRounded(ArrayFunctions functions, int i, double scale, long[] sums, int at);

  /**
   * Sets gamma to alpha + N/K: the start of a document without an earlier gamma.
   *
   * @param alpha the prior, padded by {@link #pad}
   */
  public final void startGamma(double[] alpha) {
    double share = tokens / topics;
    for (int k = 0; k < topics; k++) {
      gamma[k] = alpha[k] + share;
    }
  }

  /** A copy of alpha (K) padded to the stride of a precision. */
  public static double[] pad(double[] alpha, Precision precision) {
    double[] padded = Arrays.copyOf(alpha, precision.stride(alpha.length));
    Arrays.fill(padded, alpha.length, padded.length, PADDING);
    return padded;
  }
}
