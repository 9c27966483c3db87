/**
 * How the program fails: the exit codes of the command line and the one exception that carries a
 * sentence for the user.
 *
 * <p>Knows nothing of any other package.
 */
@NullMarked
package mpjlda.core.errors;

import org.jspecify.annotations.NullMarked;
