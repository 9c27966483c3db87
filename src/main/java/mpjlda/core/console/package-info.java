/**
 * The interface by which every part of the program reports results, messages and progress.
 *
 * <p>Knows nothing of who reads them. The implementations are in {@code mpjlda.cluster.console}.
 */
@NullMarked
package mpjlda.core.console;

import org.jspecify.annotations.NullMarked;
