/**
 * The E-step: coordinate ascent on each document's q(theta | gamma), and the sums over documents
 * that the M-step and the bound need.
 *
 * <p>A document's result depends on the document and the parameters only, and is rounded to
 * integers before it is added, so the sums have the same bits whatever the number of threads and
 * ranks. Must not know files, options or communication.
 */
@NullMarked
package mpjlda.core.kernel;

import org.jspecify.annotations.NullMarked;
