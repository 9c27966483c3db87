package mpjlda.core.kernel;

import java.util.Arrays;

/** The arrays of one document that a kernel in double precision sweeps over. */
public final class DoubleArrays extends KernelArrays {
  /** Rows of expElogBeta, each word's divided by its largest entry. */
  public final double[] rows;

  /** (n): how often each word occurs; 0 behind the last word. */
  public final double[] counts;

  /** (n): counts over the normaliser of phi. */
  public final double[] weight;

  /** (n): topic by topic, the start of the normalisers' sums: 0, and 1 behind the last word. */
  public final double[] base;

  /** (n): scratch of the scalar kernel. */
  final double[] odd;

  /** (stride): the prior. */
  public final double[] alpha;

  /** (stride): the Dirichlet parameters of q(theta). */
  public final double[] gamma;

  /** (stride): exp(ψ(gamma) + shift). */
  public final double[] theta;

  /** (stride): scratch. */
  public final double[] accumulator;

  /** (max(stride, {@link DocumentWorkspace#BLOCK}) × 8): scratch. */
  public final double[] lanes;

  /** (8): scratch. */
  public final double[] partial = new double[Precision.DOUBLE.lanes()];

  /** The logarithm of the factor of theta, so that the largest gamma's exponent is about 0. */
  public double shift;

  /** Arrays that share counts and results with the document's workspace. */
  DoubleArrays(DocumentWorkspace document) {
    super(Precision.DOUBLE, document.topics);
    this.counts = document.counts;
    this.weight = document.weight;
    this.gamma = document.gamma;
    this.theta = document.theta;
    int length = counts.length;
    this.rows = new double[entries(length - DocumentWorkspace.SPARE)];
    this.base = new double[length];
    this.odd = new double[length];
    this.alpha = new double[stride];
    this.accumulator = new double[stride];
    this.lanes = new double[lanes()];
  }

  /** Makes a document ready. Kernels take several words at once: those behind the last count 0. */
  void begin(double[] prior) {
    System.arraycopy(prior, 0, alpha, 0, stride);
    Arrays.fill(counts, size, size + DocumentWorkspace.SPARE, 0);
    if (byTopic()) {
      findStarts();
    }
    Arrays.fill(base, 0, size, 0);
    Arrays.fill(base, size, size + DocumentWorkspace.SPARE, 1);
  }
}
