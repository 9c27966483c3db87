/**
 * Work shared by threads and by ranks: the compute threads of one rank, and {@link
 * mpjlda.core.parallel.Communicator}, the interface of the collectives, whose implementation is in
 * {@code mpjlda.cluster.comm}.
 *
 * <p>Knows nothing of what is computed. Kernels must not know the ranks' part of it.
 */
@NullMarked
package mpjlda.core.parallel;

import org.jspecify.annotations.NullMarked;
