/**
 * Views of a corpus as the documents that an E-step reads: a rank's part, documents left in their
 * store, documents under a model's vocabulary, one half of each document's tokens, a selection.
 *
 * <p>Every class is a {@link mpjlda.core.kernel.DocumentSource} or makes one. Must not know models
 * or algorithms.
 */
@NullMarked
package mpjlda.data.documents;

import org.jspecify.annotations.NullMarked;
