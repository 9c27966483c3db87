/**
 * Files that outlive a run: the model directory, numpy's {@code .npy} arrays and the metrics log,
 * all written by {@link mpjlda.data.io.AtomicFile}.
 *
 * <p>Knows matrices and the failures reported to users. Must not know how a model is trained, what
 * the command line looks like, or that there is more than one rank: rank 0 calls it.
 */
@NullMarked
package mpjlda.data.modelio;

import org.jspecify.annotations.NullMarked;
