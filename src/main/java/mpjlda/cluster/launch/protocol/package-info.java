/**
 * What a supervisor and its ranks say to each other: messages, a rank's position and failure, and
 * the environment that a rank is started with.
 *
 * <p>Must not know how either side acts on it.
 */
@NullMarked
package mpjlda.cluster.launch.protocol;

import org.jspecify.annotations.NullMarked;
