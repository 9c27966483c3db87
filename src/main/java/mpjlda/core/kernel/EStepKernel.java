package mpjlda.core.kernel;

/**
 * Coordinate ascent on one document's variational posterior q(theta | gamma), with phi held
 * implicit.
 *
 * <p>From the present gamma ({@link DocumentWorkspace#startGamma}, or that of the last iteration),
 * repeats until the mean absolute change of gamma is below {@code tolerance}, or {@code maxSweeps}
 * times:
 *
 * <pre>
 *   theta[k]  = exp(ψ(gamma[k])) · c                        c &gt; 0 is common to all k and cancels
 *   weight[i] = counts[i] / Σ_k theta[k] · rows[i, k]
 *   gamma[k]  = alpha[k] + theta[k] · Σ_i weight[i] · rows[i, k]
 * </pre>
 *
 * then theta and weight once more, for the final gamma, so that phi[i, k] · counts[i] = theta[k] ·
 * rows[i, k] · weight[i]. Hoffman, Blei and Bach (NIPS 2010), Algorithm 1 (E step); phi is
 * eliminated as in Lee and Seung's multiplicative updates (NIPS 2000). The textbook form, with an
 * explicit phi in log space, is {@code TextbookLda.eStep} of the tests.
 *
 * <p>All kernels of a precision give the same bits. Where rows lie word by word, sums over topics
 * use eight partial sums (sixteen in single precision), one for k mod 8 = 0 … 7, each by fma in
 * ascending k, combined as ((s0+s4)+(s2+s6)) + ((s1+s5)+(s3+s7)); sums over words use fma in
 * ascending i. Where they lie topic by topic ({@link KernelArrays#byTopic}), sums over words are
 * made in that way, and sums over topics are two, of even and odd k, each by fma in ascending k,
 * the first from {@link DoubleArrays#base} on.
 *
 * <p>Cost: O(sweeps · n · K) multiply-adds and O(sweeps · K) exp∘digamma. Allocates nothing.
 * Threads may share a kernel, but not a workspace. Every method takes workspaces of {@link
 * #workspace} only, of this kernel or another with the same precision and choice of topics; it
 * throws ClassCastException for others.
 */
public interface EStepKernel {
  /** The precision of sweeps and workspaces. */
  Precision precision();

  /** Whether most sweeps are over active topics only, and so best start from a {@link RowTable}. */
  default boolean usesActiveSet() {
    return false;
  }

  /**
   * A workspace for this kernel.
   *
   * @param topics K
   * @param longest distinct words of the longest document that will be put in
   */
  DocumentWorkspace workspace(int topics, int longest);

  /**
   * Fits the document in the workspace.
   *
   * @param document in: rows, counts, n, gamma; out: gamma, theta, weight, shift
   * @param alpha the prior, padded by {@link DocumentWorkspace#pad}
   * @param tolerance mean absolute change of gamma that ends the sweeps
   * @param maxSweeps ≥ 1
   * @return the number of sweeps made
   */
  int infer(DocumentWorkspace document, double[] alpha, double tolerance, int maxSweeps);

  /**
   * Fits the document in the workspace under fixed topics, from {@link
   * DocumentWorkspace#startGamma}; of the results only gamma is complete.
   *
   * @param document in: words, counts, n, tokens; out: gamma
   * @param table has its words' rows
   * @param tolerance mean absolute change of gamma that ends the sweeps
   * @param maxSweeps ≥ 1
   * @return the number of sweeps made
   */
  default int infer(DocumentWorkspace document, RowTable table, double tolerance, int maxSweeps) {
    return inferAll(document, table, tolerance, maxSweeps);
  }

  /**
   * Fits the document in the workspace under fixed topics, with all results of {@link
   * #infer(DocumentWorkspace, double[], double, int)}.
   *
   * @param document in: words, counts, n, tokens; out: gamma, theta, weight, shift
   * @param table has its words' rows
   * @param tolerance mean absolute change of gamma that ends the sweeps
   * @param maxSweeps ≥ 1
   * @return the number of sweeps made
   */
  default int inferAll(
      DocumentWorkspace document, RowTable table, double tolerance, int maxSweeps) {
    table.gather((FloatWorkspace) document);
    document.startGamma(table.alpha());
    return infer(document, table.alpha(), tolerance, maxSweeps);
  }
}
