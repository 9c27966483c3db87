/**
 * What a rank says: results, talk, progress, and where it is. The training code writes to a {@link
 * mpjlda.core.console.Console} and does not know whether a terminal, a file or a supervising
 * launcher is at the other end.
 */
@NullMarked
package mpjlda.cluster.console;

import org.jspecify.annotations.NullMarked;
