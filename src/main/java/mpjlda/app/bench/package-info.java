/** Measures what the program stands on, as ratios within one run. Prints; decides nothing. */
@NullMarked
package mpjlda.app.bench;

import org.jspecify.annotations.NullMarked;
