/** The compute threads of one rank. Knows nothing of what they compute. */
@NullMarked
package mpjlda.parallel;

import org.jspecify.annotations.NullMarked;
