/**
 * The Dirichlet priors alpha (K) and eta: what can be learned of them from sums over documents and
 * words.
 *
 * <p>Knows numbers only: each algorithm of training brings its sums and gets the next priors. Must
 * not know documents, matrices, files, options or communication.
 */
@NullMarked
package mpjlda.core.priors;

import org.jspecify.annotations.NullMarked;
