package mpjlda.core.kernel;

/**
 * What a kernel of single precision computes with. Outside a kernel's work only {@code rows} has a
 * meaning; results are in the workspace's arrays of doubles. Shapes as there.
 */
public final class FloatArrays {
  private static final float[] NONE = {};

  /** Rows of expElogBeta, none of a topic's entries below 2^-60: the workspace's own or a table. */
  public float[] rows;

  /** (n + {@link DocumentWorkspace#SPARE}): word by word, where each word's row starts. */
  public final int[] wordStarts;

  private final float[] ownRows;

  /** (n). */
  public final float[] counts;

  /** (n). */
  public final float[] weight;

  /** (n). */
  public final float[] base;

  /** (n): scalar kernel's own. */
  final float[] odd;

  /** (stride). */
  public final float[] alpha;

  /** (stride). */
  public final float[] gamma;

  /** (stride). */
  public final float[] theta;

  /** (stride): what the last update added to gamma. */
  public final float[] change;

  /** (stride, and {@link DocumentWorkspace#SPARE} more). */
  public final float[] accumulator;

  /** As many as the workspace's, times two. */
  public final float[] lanes;

  /** (16). */
  public final float[] partial = new float[Precision.SINGLE.lanes()];

  /** The shift of theta's exponents. */
  public float shift;

  /** Of a workspace in double precision. */
  FloatArrays() {
    this.rows = NONE;
    this.ownRows = NONE;
    this.wordStarts = new int[0];
    this.counts = NONE;
    this.weight = NONE;
    this.base = NONE;
    this.odd = NONE;
    this.alpha = NONE;
    this.gamma = NONE;
    this.theta = NONE;
    this.change = NONE;
    this.accumulator = NONE;
    this.lanes = NONE;
  }

  FloatArrays(DocumentWorkspace document, int longest, int entries) {
    this.ownRows = new float[entries];
    this.rows = ownRows;
    this.wordStarts = new int[longest + DocumentWorkspace.SPARE];
    this.counts = new float[longest + DocumentWorkspace.SPARE];
    this.weight = new float[longest + DocumentWorkspace.SPARE];
    this.base = new float[longest + DocumentWorkspace.SPARE];
    this.odd = new float[longest + DocumentWorkspace.SPARE];
    this.lanes = new float[document.lanes(Precision.SINGLE)];
    int stride = document.stride;
    this.alpha = new float[stride];
    this.gamma = new float[stride];
    this.theta = new float[stride];
    this.change = new float[stride];
    this.accumulator = new float[stride + DocumentWorkspace.SPARE];
  }

  /** Of a view of a workspace. */
  FloatArrays(FloatArrays whole, int stride) {
    this(whole, whole.rows, stride);
  }

  /** Of a part of a workspace, with rows of its own. */
  FloatArrays(FloatArrays whole, int stride, int entries) {
    this(whole, new float[Precision.SINGLE.lead() + entries], stride);
  }

  private FloatArrays(FloatArrays whole, float[] rows, int stride) {
    this.ownRows = rows;
    this.rows = rows;
    this.wordStarts = whole.wordStarts;
    this.counts = whole.counts;
    this.weight = whole.weight;
    this.base = new float[whole.base.length];
    this.odd = whole.odd;
    this.lanes = whole.lanes;
    this.alpha = new float[stride];
    this.gamma = new float[stride];
    this.theta = new float[stride];
    this.change = new float[stride];
    this.accumulator = new float[stride + DocumentWorkspace.SPARE];
  }

  /** Word i's row is to be in the workspace, from {@code start} on. */
  void ownRow(int i, int start) {
    rows = ownRows;
    wordStarts[i] = start;
  }
}
