/**
 * Samples corpora from a known LDA model, to test and measure training on.
 *
 * <p>Owns the sampling and the writing of corpora. Must not know the command line, nor how corpora
 * are read or models trained.
 */
@NullMarked
package mpjlda.app.generate;

import org.jspecify.annotations.NullMarked;
