package mpjlda.priors;

/**
 * The priors of a model.
 *
 * @param alpha (K) the documents', all entries &gt; 0; not to be written to
 * @param eta the topics', symmetric, &gt; 0
 */
public record DirichletPriors(double[] alpha, double eta) {
  /** Σ_k alpha_k, added in ascending k. */
  public double alphaSum() {
    return PriorLearner.sum(alpha);
  }
}
