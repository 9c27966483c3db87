/**
 * Zero-order collapsed variational Bayes: one pass over each document, and the counts that the
 * passes add up to.
 *
 * <p>A document's result depends on the document, its own counts and the topics of the last
 * iteration only, and is rounded to integers before it is added, so the sums have the same bits
 * whatever the number of threads and ranks. Must not know files, options or communication.
 */
@NullMarked
package mpjlda.core.kernel.cvb;

import org.jspecify.annotations.NullMarked;
