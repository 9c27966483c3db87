package mpjlda.core.priors;

/**
 * What one step of Minka's fixed point for a Dirichlet-multinomial needs of the counts.
 *
 * @param above Σ of {@link CountTerms} of the counts, under their parameter
 * @param below Σ of those of the counts' totals, under the parameters' sum
 */
public record CountSums(double above, double below) {}
