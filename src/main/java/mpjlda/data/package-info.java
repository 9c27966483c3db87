/**
 * What is on disk: corpora in their formats, text, the corpus store, and model directories.
 *
 * <p>Law: knows {@link mpjlda.core} only. Must not know options, how ranks are started, or how a
 * model is trained.
 */
@NullMarked
package mpjlda.data;

import org.jspecify.annotations.NullMarked;
