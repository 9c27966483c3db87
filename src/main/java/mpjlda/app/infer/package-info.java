/**
 * The {@code infer} command: topic proportions of a stream of documents, written to files by all
 * ranks.
 *
 * <p>A document's result depends on the document and the model only. Must not know training, the
 * command line, nor how ranks are started.
 */
@NullMarked
package mpjlda.app.infer;

import org.jspecify.annotations.NullMarked;
