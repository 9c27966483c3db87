/**
 * Word-major matrices (V words × K topics) in blocks: the K values of one word stand side by side,
 * which is how the E-step reads them, and no Java array grows with V·K, so a block fits a message.
 */
@NullMarked
package mpjlda.core.matrix;

import org.jspecify.annotations.NullMarked;
