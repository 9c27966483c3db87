/**
 * The user's side of a run: {@link mpjlda.cluster.launch.supervisor.Supervisor} starts one Java
 * process per rank ({@link mpjlda.cluster.launch.remote}), sends each the addresses of the others
 * ({@link mpjlda.cluster.launch.supervisor.EndpointBroadcast}) and relays their output. When a rank
 * ends too early or falls silent, it ends all others, reports why, and starts them again on the
 * hosts that are left. A first signal asks the ranks to stop with a checkpoint; a second one ends
 * them.
 *
 * <p>Must not know what the ranks compute: no model, corpus or command line.
 */
@NullMarked
package mpjlda.cluster.launch.supervisor;

import org.jspecify.annotations.NullMarked;
