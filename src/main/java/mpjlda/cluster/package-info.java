/**
 * Many processes: communication between ranks, their start and supervision, checkpoints and the
 * lock of a run's folder.
 *
 * <p>Law: knows {@link mpjlda.core}, and of {@link mpjlda.data} the room {@code io} only. Must not
 * know corpora, models or options.
 */
@NullMarked
package mpjlda.cluster;

import org.jspecify.annotations.NullMarked;
