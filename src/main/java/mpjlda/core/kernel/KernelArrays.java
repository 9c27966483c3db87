package mpjlda.core.kernel;

import java.util.Arrays;

/**
 * The arrays of one document that a kernel sweeps over, in one precision: sizes, and where the rows
 * of expElogBeta start.
 *
 * <p>Vectors over topics are padded from K to {@link #stride}, a multiple of the precision's lanes.
 * Rows have one of two layouts. Word by word: a word's entries for all topics are neighbours. Topic
 * by topic: a topic's entries for all words are neighbours, {@link #wordStride} apart; see {@link
 * Precision#byTopic}.
 */
public abstract sealed class KernelArrays permits DoubleArrays, FloatArrays {
  /** Number of topics K. */
  public int topics;

  /** K rounded up to a multiple of the precision's lanes. */
  public int stride;

  /** Number of distinct words n of the document. */
  public int size;

  /**
   * (stride): topic by topic, the start of each topic's row; behind the last topic, that of the
   * last.
   */
  public final int[] starts;

  /** (K): topic by topic, the row of each topic. */
  final int[] rowOf;

  private final Precision precision;
  private final boolean alwaysByTopic;

  /** Arrays of a whole document. */
  KernelArrays(Precision precision, int topics) {
    this.precision = precision;
    this.alwaysByTopic = false;
    this.topics = topics;
    this.stride = precision.stride(topics);
    this.rowOf = new int[topics];
    Arrays.setAll(rowOf, k -> k);
    this.starts = new int[stride];
  }

  /**
   * Arrays of some topics of a document, always topic by topic; none at first.
   *
   * @param mostTopics a multiple of the lanes
   */
  KernelArrays(KernelArrays whole, int mostTopics) {
    this.precision = whole.precision;
    this.alwaysByTopic = true;
    this.rowOf = new int[mostTopics];
    this.starts = new int[mostTopics];
  }

  /** Entries of {@code rows} for documents of up to so many distinct words, in either layout. */
  int entries(int longest) {
    return Math.addExact(
        precision.lead(), Math.multiplyExact(stride, precision.wordStride(longest)));
  }

  /** Partial sums that a kernel may keep. */
  int lanes() {
    return Math.max(stride, DocumentWorkspace.BLOCK) * precision.lanes();
  }

  /** Whether this document's rows lie topic by topic. */
  public final boolean byTopic() {
    return alwaysByTopic || precision.byTopic(topics, size);
  }

  /** The distance between the rows of topics. */
  public final int wordStride() {
    return precision.wordStride(size);
  }

  /** n rounded up to a multiple of the precision's lanes. */
  public final int paddedSize() {
    return precision.stride(size);
  }

  /** Sets {@link #starts} for this document. */
  final void findStarts() {
    int step = wordStride();
    for (int k = 0; k < stride; k++) {
      starts[k] = precision.lead() + rowOf[Math.min(k, topics - 1)] * step;
    }
  }

  /** The start of word i's row among rows that lie word by word in this document's own array. */
  public final int rowStart(int i) {
    return precision.lead() + i * stride;
  }

  /** The place of word i's entry for topic k among rows that lie topic by topic. */
  final int placeByTopic(int i, int k) {
    return precision.lead() + rowOf[k] * wordStride() + i;
  }
}
