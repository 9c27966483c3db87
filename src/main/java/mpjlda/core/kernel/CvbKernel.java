package mpjlda.core.kernel;

/**
 * Zero-order collapsed variational Bayes over the topics of a word in some documents; the textbook
 * form is {@code TextbookCvb0} of the tests. All kernels give the same bits: sums over topics are
 * {@link WordBatch#LANES} partial sums, one for each k mod 16, in ascending k. Allocates nothing;
 * may be shared by threads, a batch may not.
 */
public interface CvbKernel {
  /** Added to a float below 2^22, it leaves the nearest integer in the lowest bits. */
  float MAGIC = 0x1.8p23f;

  /**
   * The normaliser of y, Σ_k phi_k · weight_ik, each term added by fma.
   *
   * @param batch in: phi, weight, rows; out: lanes
   */
  void likelihoods(WordBatch batch);

  /**
   * z_ik = phi_k · max(weight_ik − y_ik, alpha_k) with y_ik = phi_k · weight_ik / likelihood_i, and
   * its sum over k.
   *
   * @param batch in: phi, weight, rows, likelihood; out: z, lanes
   * @param alpha (stride)
   */
  void responsibilities(WordBatch batch, float[] alpha);

  /**
   * Adds the responsibilities to the counts: with x = z · factor_i, {@code next} += x and {@code
   * sums} += round(x · units_i) · 2^shift_i.
   *
   * @param batch in: z, factor, units, shift, where x · units must be below 2^22; in and out: next,
   *     sums
   */
  void add(WordBatch batch);
}
