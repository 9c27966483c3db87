package mpjlda.estep;

/**
 * What a kernel of single precision computes with. Outside a kernel's work only {@code rows} has a
 * meaning; results are in the workspace's arrays of doubles.
 */
public final class SingleArrays {
  /** (n × stride): rows of expElogBeta, none of a topic's entries below 2^-60. */
  public final float[] rows;

  /** (n). */
  public final float[] counts;

  /** (n). */
  public final float[] weight;

  /** (stride). */
  public final float[] alpha;

  /** (stride). */
  public final float[] gamma;

  /** (stride). */
  public final float[] theta;

  /** (stride). */
  public final float[] accumulator;

  /** ({@link DocumentWorkspace#BLOCK} × 16). */
  public final float[] lanes = new float[DocumentWorkspace.BLOCK * Precision.SINGLE.lanes()];

  /** (16). */
  public final float[] partial = new float[Precision.SINGLE.lanes()];

  /** The shift of theta's exponents. */
  public float shift;

  SingleArrays(int longest, int stride) {
    this.rows = new float[Math.multiplyExact(longest, stride)];
    this.counts = new float[longest + DocumentWorkspace.SPARE];
    this.weight = new float[longest + DocumentWorkspace.SPARE];
    this.alpha = new float[stride];
    this.gamma = new float[stride];
    this.theta = new float[stride];
    this.accumulator = new float[stride];
  }
}
