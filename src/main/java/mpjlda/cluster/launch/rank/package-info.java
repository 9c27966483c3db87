/**
 * A rank's side of a run: {@link mpjlda.cluster.launch.rank.RankRuntime} joins the other ranks,
 * runs the program and ensures that no process outlives the run. MPJ Express itself lets ranks wait
 * forever for a rank that has died.
 *
 * <p>Must not know what the ranks compute: no model, corpus or command line.
 */
@NullMarked
package mpjlda.cluster.launch.rank;

import org.jspecify.annotations.NullMarked;
