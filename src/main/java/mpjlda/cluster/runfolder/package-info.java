/**
 * A run's output folder: the lock that keeps it to one run, its owner, and the fingerprint of the
 * run.
 *
 * <p>Must not know what is trained.
 */
@NullMarked
package mpjlda.cluster.runfolder;

import org.jspecify.annotations.NullMarked;
