package mpjlda.core.kernel;

/**
 * One word in several documents of a block, as plain arrays for a kernel, in single precision. One
 * per thread.
 *
 * <p>Vectors over topics are padded from K to a multiple of {@link #LANES} with zeros, which take
 * no part.
 */
public final class WordBatch {
  /** Partial sums of a reduction over topics, whatever the processor's vector width. */
  public static final int LANES = 16;

  /** Tokens of a batch, at most: in 32-bit units with room for what their rounding adds. */
  public static final int CAPACITY = 2000;

  /** Documents in a batch, at most: few enough for the first cache. */
  public static final int MOST = 32;

  /** K rounded up to a multiple of {@link #LANES}: the distance between rows. */
  public final int stride;

  /** (documents of the block × stride): N_dk + alpha_k of the last iteration. */
  public final float[] weight;

  /** (documents of the block × stride): the new N_dk. */
  public final float[] next;

  /** The array that holds the word's row of phi, at {@link #at}. */
  public float[] phi;

  /** (stride): the documents' prior. */
  public float[] alpha = new float[0];

  /** The array that holds the word's row of new counts, at {@link #at}. */
  public int[] sums;

  /** The start of the word's rows. */
  public int at;

  /** Number of documents n. */
  public int size;

  private int tokens;

  /** (n): how often each has the word. */
  public final int[] counts = new int[MOST];

  /** (n): the starts of the documents' rows of weight and next. */
  public final int[] rows = new int[MOST];

  /** (n × stride): z, not normalised. */
  public final float[] z;

  /** (n): Σ_k phi_wk (N_dk + alpha_k), the normaliser of y. */
  public final float[] likelihood = new float[MOST];

  /** (n): Σ_k of z. */
  public final float[] total = new float[MOST];

  /** (n): tokens over total. */
  public final float[] factor = new float[MOST];

  /** (n): of the counts in a token, over 2^shift. */
  public final float[] units = new float[MOST];

  /** (n): 0 but for words that occur often in a document. */
  public final int[] shift = new int[MOST];

  /** (n × LANES): partial sums. */
  public final float[] lanes = new float[MOST * LANES];

  /**
   * @param topics K
   * @param documents of a block
   */
  public WordBatch(int topics, int documents) {
    this.stride = stride(topics);
    this.weight = new float[Math.multiplyExact(documents, stride)];
    this.next = new float[weight.length];
    this.z = new float[MOST * stride];
    this.phi = new float[0];
    this.sums = new int[0];
  }

  /** K rounded up to a multiple of {@link #LANES}. */
  public static int stride(int topics) {
    return (topics + LANES - 1) / LANES * LANES;
  }

  /** Removes all documents. */
  public void clear() {
    size = 0;
    tokens = 0;
  }

  /**
   * Adds a document.
   *
   * @param document of the block
   * @return whether there was room
   */
  public boolean add(int document, int count) {
    if (size == MOST || tokens + count > CAPACITY) {
      return false;
    }
    tokens += count;
    rows[size] = document * stride;
    counts[size] = count;
    shift[size] = count <= 2 ? 0 : 31 - Integer.numberOfLeadingZeros(count - 1);
    units[size] = SufficientStatistics.CVB_UNITS_PER_TOKEN >> shift[size];
    size++;
    return true;
  }

  /** Leaves the sums as they are for the document that was added last. */
  public void leaveSums() {
    units[size - 1] = 0;
  }

  /** Σ of counts. */
  public int tokens() {
    return tokens;
  }

  /** Adds up each document's partial sums, always in the same order: halves on halves. */
  public void addLanes(float[] into) {
    float[] s = lanes;
    for (int i = 0, o = 0; i < size; i++, o += LANES) {
      into[i] =
          (((s[o] + s[o + 8]) + (s[o + 4] + s[o + 12]))
                  + ((s[o + 2] + s[o + 10]) + (s[o + 6] + s[o + 14])))
              + (((s[o + 1] + s[o + 9]) + (s[o + 5] + s[o + 13]))
                  + ((s[o + 3] + s[o + 11]) + (s[o + 7] + s[o + 15])));
    }
  }
}
