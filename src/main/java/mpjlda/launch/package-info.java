/**
 * Processes. On the user's side {@link mpjlda.launch.Supervisor} starts one Java process per rank,
 * on this machine or through a remote shell on others ({@link mpjlda.launch.Cluster}), lets them
 * find one another ({@link mpjlda.launch.Introduction}), relays what they say, and when one ends
 * too early or falls silent ends all others, says why and starts them again on the hosts that are
 * left ({@link mpjlda.launch.Muster}). A signal makes it ask the ranks to stop at a good place, a
 * second one ends them. On a rank's side {@link mpjlda.launch.RankRuntime} joins the other ranks,
 * runs the program and sees to it that no process outlives the run: MPJ Express itself lets ranks
 * wait for ever for one that has died.
 *
 * <p>Must not know what the ranks compute: no model, corpus or command line.
 */
@NullMarked
package mpjlda.launch;

import org.jspecify.annotations.NullMarked;
