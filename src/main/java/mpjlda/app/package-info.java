/**
 * What users call: the commands, and what each of them does with the other three houses.
 *
 * <p>Law: may know all houses; no other house knows this one.
 */
@NullMarked
package mpjlda.app;

import org.jspecify.annotations.NullMarked;
