/**
 * Which hosts a run has and which rank goes where: hostfiles in every common dialect, what a batch
 * system says of a job in the environment, and the placement of ranks by slots.
 *
 * <p>Must not know how processes are started, the command line, or anything of LDA.
 */
@NullMarked
package mpjlda.cluster.hosts;

import org.jspecify.annotations.NullMarked;
