/**
 * Matrices with one row a word, shared by the ranks: which rows travel, and how they are packed.
 *
 * <p>Must not know documents' origin, models or algorithms.
 */
@NullMarked
package mpjlda.cluster.distributed;

import org.jspecify.annotations.NullMarked;
