/**
 * Reading and writing files safely: atomic replacement, checksums, JSON, and the messages of
 * failures.
 *
 * <p>Must not know what the files mean.
 */
@NullMarked
package mpjlda.data.io;

import org.jspecify.annotations.NullMarked;
