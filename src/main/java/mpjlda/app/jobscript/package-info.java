/**
 * Job scripts for batch systems: resources, signals before the end, and how a run that was stopped
 * by its time limit gets its next slot.
 *
 * <p>Must not know the command line's parser, nor what the program does with its options.
 */
@NullMarked
package mpjlda.app.jobscript;

import org.jspecify.annotations.NullMarked;
