package mpjlda.core.priors;

/**
 * The priors of a model.
 *
 * @param alpha (K) the documents', all entries &gt; 0; not to be written to
 * @param eta the topics', symmetric, &gt; 0
 */
public record DirichletPriors(double[] alpha, double eta) {
  public double alphaSum() {
    return sum(alpha);
  }

  /** In ascending order, which streams do not promise. */
  static double sum(double[] terms) {
    double sum = 0;
    for (double term : terms) {
      sum += term;
    }
    return sum;
  }
}
