/**
 * Quality of a model: the likelihood of held-out tokens (document completion), the bound of
 * documents, and figures of each topic on a reference corpus.
 *
 * <p>Every figure is a sum that does not depend on the number of ranks and threads. Must not know
 * training, the command line, nor how ranks are started.
 */
@NullMarked
package mpjlda.app.evaluate;

import org.jspecify.annotations.NullMarked;
