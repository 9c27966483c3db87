/**
 * The search for hyper-parameters: which configurations there are, which documents are held out,
 * how the trials are farmed out over groups of ranks, what is kept of them and how they are ranked.
 *
 * <p>Must not know the command line, how ranks start, how a model is fitted or documents are
 * scored: it calls {@code train} and {@code evaluate} for that.
 */
@NullMarked
package mpjlda.app.tune;

import org.jspecify.annotations.NullMarked;
