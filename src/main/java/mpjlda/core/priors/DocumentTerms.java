package mpjlda.core.priors;

import java.util.Arrays;
import mpjlda.core.math.ExactSum;

/**
 * The sums that alpha is learned from, document by document: K + 1 sums of {@link CountTerms}, of
 * N_dk under a_k for each topic and then of N_d under Σ a. Safe for several threads, each with its
 * own sums.
 */
public final class DocumentTerms {
  /** No sums, for an alpha that is not learned. */
  public static final DocumentTerms NONE = new DocumentTerms();

  private final CountTerms[] terms;

  private DocumentTerms() {
    this.terms = new CountTerms[0];
  }

  /**
   * Under a prior of counts.
   *
   * @param a (K), all &gt; 0
   */
  DocumentTerms(double[] a) {
    this.terms = new CountTerms[a.length + 1];
    Arrays.setAll(terms, k -> new CountTerms(k < a.length ? a[k] : DirichletPriors.sum(a)));
  }

  /** Zeros to add to: K + 1, or none. */
  public ExactSum[] zeros() {
    return ExactSum.zeros(terms.length);
  }

  public boolean isEmpty() {
    return terms.length == 0;
  }

  /** Adds a topic's term of a document; not for {@link #NONE}. */
  public void addTopic(int k, double count, ExactSum[] sums) {
    sums[k].add(terms[k].of(count));
  }

  /** Adds the term of a document's tokens; not for {@link #NONE}. */
  public void addTotal(double tokens, ExactSum[] sums) {
    int last = terms.length - 1;
    sums[last].add(terms[last].of(tokens));
  }
}
