/**
 * One training run as every rank carries it out: load, iterate, save, and tell what was done. A
 * {@link mpjlda.app.train.Trainer} is an algorithm; the rest is what surrounds it.
 *
 * <p>Must not know the command line, nor how ranks are started.
 */
@NullMarked
package mpjlda.app.train;

import org.jspecify.annotations.NullMarked;
