/**
 * Hosts as places for ranks: the plan of a run, the remote shell, probing a host, copying the
 * program there, and the command that starts a rank.
 *
 * <p>Must not know how a run is supervised or what the ranks compute.
 */
@NullMarked
package mpjlda.cluster.launch.remote;

import org.jspecify.annotations.NullMarked;
