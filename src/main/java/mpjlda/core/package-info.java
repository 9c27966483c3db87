/**
 * The mathematics of LDA in memory: arithmetic, matrices, kernels and topic models, and the
 * interfaces by which threads and ranks share work.
 *
 * <p>Law: knows only itself. No files, no options, no processes; a result depends on arguments
 * alone.
 */
@NullMarked
package mpjlda.core;

import org.jspecify.annotations.NullMarked;
