/**
 * Documents under topics that stay as they are: their topic proportions, for one corpus in memory
 * or for a stream of documents on its way to a file.
 *
 * <p>A document's result depends on the document and the model only. Must not know training, the
 * command line, nor how ranks are started.
 */
@NullMarked
package mpjlda.app.infer;

import org.jspecify.annotations.NullMarked;
