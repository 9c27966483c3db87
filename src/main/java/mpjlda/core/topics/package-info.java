/**
 * Descriptions of fitted topics: their shares, their words, and how alike they are.
 *
 * <p>Knows matrices only. Must not know files, options or how results are printed.
 */
@NullMarked
package mpjlda.core.topics;

import org.jspecify.annotations.NullMarked;
