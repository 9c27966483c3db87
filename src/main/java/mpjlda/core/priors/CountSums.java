package mpjlda.core.priors;

/**
 * The sums over counts for one step of Minka's fixed point for a Dirichlet-multinomial.
 *
 * @param above Σ of {@link CountTerms} of the counts, under their parameter
 * @param below Σ of those of the counts' totals, under the parameters' sum
 */
public record CountSums(double above, double below) {}
