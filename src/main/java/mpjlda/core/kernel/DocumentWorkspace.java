package mpjlda.core.kernel;

import java.util.Arrays;
import java.util.Optional;
import mpjlda.core.math.FloatFunctions;
import mpjlda.core.matrix.PaddedFloatMatrix;

/**
 * One document and its variational parameters, as plain arrays for a kernel. One per thread, as
 * large as the longest document.
 *
 * <p>Vectors over topics are padded from K to a multiple of the precision's lanes. The padding of
 * alpha and gamma is {@link #PADDING}, so padded topics take no part. Vectors over words have room
 * for {@link #SPARE} more: kernels take several words at once.
 *
 * <p>The rows lie in one of two ways. Word by word, a word's entries for all topics are neighbours
 * (padded by zeros to {@link #stride}). Topic by topic, a topic's entries for all words are
 * neighbours, {@link #wordStride} apart: see {@link Precision#byTopic}.
 */
public final class DocumentWorkspace {
  /** How the rows of documents lie. */
  enum Layout {
    /** As is fastest: {@link Precision#byTopic}. */
    BY_SIZE,
    /** Always topic by topic, so that topics can be left out. */
    BY_TOPIC,
    /** As is fastest, with room for copies of some topics' rows. */
    FOCUSED,
    /** As is fastest, with a workspace in single precision beside it. */
    WITH_A_DRAFT
  }

  /** Entries behind the last word that a kernel may write. */
  public static final int SPARE = 16;

  /** Words that a kernel may go through at a time where rows lie word by word. */
  public static final int BLOCK = 32;

  /** Padding of alpha and gamma: so small that exp(ψ(·)) is as good as 0. */
  static final double PADDING = 1e-300;

  /** Of the sweeps. */
  public final Precision precision;

  private final Layout layout;

  /** Number of topics K. */
  public int topics;

  /** K rounded up to a multiple of the precision's lanes. */
  public int stride;

  /** Number of distinct words n of the document; set before {@link #setRow}. */
  public int size;

  /** Σ counts. */
  public double tokens;

  /** (n): word numbers. */
  public final int[] words;

  /** (n): how often each word occurs. */
  public final double[] counts;

  /**
   * (n × stride from {@link #rowStart} 0 on, or K × {@link #wordStride} from {@link #starts} on):
   * each word's row of expElogBeta, divided by its largest entry; {@link #setRow} writes it. Empty
   * in single precision.
   */
  public final double[] rows;

  /** The same in single precision, with what the sweeps need besides; empty in double precision. */
  public final FloatArrays single;

  /** (stride): the prior; kernels set it. */
  public final double[] alpha;

  /** (stride): the Dirichlet parameters of q(theta). */
  public final double[] gamma;

  /** (stride): exp(ψ(gamma) + shift). */
  public final double[] theta;

  /** (n): counts over the normaliser of phi. */
  public final double[] weight;

  /** (n): topic by topic, what the normalisers start from; 1 behind the last word. */
  public final double[] base;

  /** (n): scalar kernel's own. */
  final double[] odd;

  /** What theta's exponents were raised by, so that the largest gamma's is ln(gamma) or so. */
  public double shift;

  /** (stride): kernel's own. */
  public final double[] accumulator;

  /** (stride): the bound's own. */
  final double[] totals;

  /** (max(stride, {@link #BLOCK}) × 8): kernel's own. */
  public final double[] lanes;

  /** (8): kernel's own. */
  public final double[] partial = new double[Precision.DOUBLE.lanes()];

  /** The same document in single precision, where that is wanted. */
  final Optional<DocumentWorkspace> draft;

  /** What copies out the topics that a document is about, where that is wanted. */
  final Optional<ActiveTopics> focus;

  /** (K): topic by topic, which row a topic has. */
  final int[] rowOf;

  /**
   * (stride): topic by topic, where a topic's row starts; behind the last topic, that of the last.
   */
  public final int[] starts;

  /** Distinct words that a document may have, in either precision: its rows are one array. */
  public static int mostWords(int topics) {
    long stride = Precision.SINGLE.stride(topics);
    return (int) Math.max(0, (Integer.MAX_VALUE - 64) / stride - 64);
  }

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
    this(topics, longest, precision, Layout.BY_SIZE);
  }

  DocumentWorkspace(int topics, int longest, Precision precision, Layout layout) {
    this.precision = precision;
    this.layout = layout;
    this.topics = topics;
    this.stride = precision.stride(topics);
    this.alpha = new double[stride];
    this.gamma = new double[stride];
    this.theta = new double[stride];
    this.accumulator = new double[stride];
    this.totals = new double[stride];
    this.words = new int[longest];
    this.counts = new double[longest + SPARE];
    this.weight = new double[longest + SPARE];
    this.rowOf = new int[topics];
    Arrays.setAll(rowOf, k -> k);
    this.starts = new int[stride];
    // Either way of the rows must fit.
    int entries =
        Math.addExact(precision.lead(), Math.multiplyExact(stride, precision.wordStride(longest)));
    boolean isDouble = precision == Precision.DOUBLE;
    this.rows = new double[isDouble ? entries : 0];
    this.base = new double[isDouble ? longest + SPARE : 0];
    this.odd = new double[isDouble ? longest + SPARE : 0];
    this.lanes = new double[isDouble ? lanes(precision) : 0];
    this.single = isDouble ? new FloatArrays() : new FloatArrays(this, longest, entries);
    Arrays.fill(gamma, topics, stride, PADDING);
    this.draft =
        layout == Layout.WITH_A_DRAFT
            ? Optional.of(new DocumentWorkspace(topics, longest, Precision.SINGLE, Layout.FOCUSED))
            : Optional.empty();
    this.focus = layout == Layout.FOCUSED ? Optional.of(new ActiveTopics(this)) : Optional.empty();
  }

  /** A part of a workspace: the same words and counts, other arrays of single precision. */
  DocumentWorkspace(DocumentWorkspace whole, int mostTopics, FloatArrays single) {
    this.precision = whole.precision;
    this.layout = Layout.BY_TOPIC;
    this.alpha = new double[mostTopics];
    this.gamma = new double[mostTopics];
    this.theta = new double[mostTopics];
    this.accumulator = new double[mostTopics];
    this.totals = whole.totals;
    this.words = whole.words;
    this.counts = whole.counts;
    this.weight = whole.weight;
    this.rowOf = new int[mostTopics];
    this.starts = new int[mostTopics];
    this.rows = whole.rows;
    this.base = new double[whole.base.length];
    this.odd = whole.odd;
    this.lanes = whole.lanes;
    this.single = single;
    this.draft = Optional.empty();
    this.focus = Optional.empty();
  }

  /** How many partial sums a kernel may keep. */
  int lanes(Precision of) {
    return Math.max(stride, BLOCK) * of.lanes();
  }

  /** Whether this document's rows lie topic by topic. */
  public boolean byTopic() {
    return layout == Layout.BY_TOPIC || precision.byTopic(topics, size);
  }

  /** The distance between the rows of topics. */
  public int wordStride() {
    return precision.wordStride(size);
  }

  /** n rounded up to a multiple of the precision's lanes. */
  public int paddedSize() {
    return precision.stride(size);
  }

  /** Finds where the topics' rows start in this document. */
  void findStarts() {
    int step = wordStride();
    for (int k = 0; k < stride; k++) {
      starts[k] = precision.lead() + rowOf[Math.min(k, topics - 1)] * step;
    }
  }

  /** Word by word: where a word's row starts, if it is the workspace's own. */
  public int rowStart(int i) {
    return precision.lead() + i * stride;
  }

  /**
   * Copies a row of expElogBeta (K) next to the others, in this workspace's precision.
   *
   * @param i which of the document's words, 0 .. n−1
   * @param block where the row is, from {@code at} on; largest entry 1
   */
  public void setRow(int i, double[] block, int at) {
    if (precision == Precision.SINGLE) {
      setSingleRow(i, block, at);
    } else if (byTopic()) {
      int step = wordStride();
      for (int k = 0, to = precision.lead() + i; k < topics; k++, to += step) {
        rows[to] = block[at + k];
      }
    } else {
      System.arraycopy(block, at, rows, rowStart(i), topics);
    }
  }

  /**
   * Gives the document its words' rows, in single precision: in place if they are to lie word by
   * word and one array holds them all, else copies.
   *
   * @param table of all words, no entry below {@link FloatFunctions#ROW_FLOOR}
   */
  public void setRows(PaddedFloatMatrix table) {
    if (table.isOneArray() && !byTopic()) {
      single.rows = table.arrayOf(0);
      for (int i = 0; i < size; i++) {
        single.wordStarts[i] = table.startOf(words[i]);
      }
      return;
    }
    for (int i = 0; i < size; i++) {
      setRow(i, table.arrayOf(words[i]), table.startOf(words[i]));
    }
  }

  void setRow(int i, float[] block, int at) {
    single.ownRow(i, rowStart(i));
    if (byTopic()) {
      int step = wordStride();
      for (int k = 0, to = precision.lead() + i; k < topics; k++, to += step) {
        single.rows[to] = block[at + k];
      }
    } else {
      System.arraycopy(block, at, single.rows, rowStart(i), topics);
    }
  }

  private void setSingleRow(int i, double[] block, int at) {
    single.ownRow(i, rowStart(i));
    if (byTopic()) {
      int step = wordStride();
      for (int k = 0, to = precision.lead() + i; k < topics; k++, to += step) {
        single.rows[to] = (float) (block[at + k] + FloatFunctions.ROW_FLOOR);
      }
    } else {
      FloatFunctions.narrow(block, at, single.rows, rowStart(i), topics);
    }
  }

  /** The entry of word i's row for topic k. */
  public double row(int i, int k) {
    boolean isDouble = precision == Precision.DOUBLE;
    int start = isDouble ? rowStart(i) : single.wordStarts[i];
    int at = byTopic() ? precision.lead() + rowOf[k] * wordStride() + i : start + k;
    return isDouble ? rows[at] : single.rows[at];
  }

  /** A copy of word i's row (K), topic by topic; valid until the next call or sweep. */
  double[] wordRow(int i) {
    int step = wordStride();
    int first = precision.lead() + i;
    if (precision == Precision.DOUBLE) {
      for (int k = 0; k < topics; k++) {
        accumulator[k] = rows[first + k * step];
      }
    } else {
      for (int k = 0; k < topics; k++) {
        accumulator[k] = single.rows[first + k * step];
      }
    }
    return accumulator;
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
