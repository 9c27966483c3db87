package mpjlda.core.kernel;

/**
 * Coordinate ascent on one document's variational posterior q(theta | gamma), with phi held
 * implicit.
 *
 * <p>From the gamma that is there ({@link DocumentWorkspace#startGamma}, or where the last
 * iteration ended), repeats until the mean absolute change of gamma is below {@code tolerance}, or
 * {@code maxSweeps} times:
 *
 * <pre>
 *   theta[k]  = exp(ψ(gamma[k])) · c                        c &gt; 0 is common to all k and cancels
 *   weight[i] = counts[i] / Σ_k theta[k] · rows[i, k]
 *   gamma[k]  = alpha[k] + theta[k] · Σ_i weight[i] · rows[i, k]
 * </pre>
 *
 * then theta and weight once more, for the final gamma, so that phi[i, k] · counts[i] = theta[k] ·
 * rows[i, k] · weight[i]. Hoffman, Blei and Bach (NIPS 2010), Algorithm 1 (E step); phi is
 * eliminated as in Lee and Seung's multiplicative updates (NIPS 2000).
 *
 * <p>All kernels of a precision give the same bits. Where rows lie word by word, sums over topics
 * use eight partial sums (sixteen in single precision), one for k mod 8 = 0 … 7, each by fma in
 * ascending k, combined as ((s0+s4)+(s2+s6)) + ((s1+s5)+(s3+s7)); sums over words use fma in
 * ascending i. Where they lie topic by topic ({@link DocumentWorkspace#byTopic}), sums over words
 * are made in that way, and sums over topics are two, of even and odd k, each by fma in ascending
 * k, the first from {@link DocumentWorkspace#base} on.
 *
 * <p>Cost: O(sweeps · n · K) multiply-adds and O(sweeps · K) exp∘digamma. Allocates nothing. A
 * kernel may be shared by threads, a workspace may not.
 */
public interface EStepKernel {
  /** What the workspaces must be made for. */
  Precision precision();

  /** Whether it does better with a {@link RowTable} than with rows. */
  default boolean takesTables() {
    return false;
  }

  /**
   * A workspace for this kernel.
   *
   * @param topics K
   * @param longest distinct words of the longest document that will be put in
   */
  default DocumentWorkspace workspace(int topics, int longest) {
    return new DocumentWorkspace(topics, longest, precision());
  }

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
   * DocumentWorkspace#startGamma}; of the results only gamma is sure to be there.
   *
   * @param document in: words, counts, n, tokens; out: gamma
   * @param table has its words' rows
   * @param tolerance as above
   * @param maxSweeps as above
   * @return the number of sweeps made
   */
  default int infer(DocumentWorkspace document, RowTable table, double tolerance, int maxSweeps) {
    return inferAll(document, table, tolerance, maxSweeps);
  }

  /**
   * The same, with all results of {@link #infer(DocumentWorkspace, double[], double, int)}.
   *
   * @param document in, besides: in double precision the rows
   */
  default int inferAll(
      DocumentWorkspace document, RowTable table, double tolerance, int maxSweeps) {
    table.gather(document);
    document.startGamma(table.alpha());
    return infer(document, table.alpha(), tolerance, maxSweeps);
  }
}
