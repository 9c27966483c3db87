/**
 * All that is written with the JDK's Vector API, {@code jdk.incubator.vector}: compiled by itself,
 * and found by name by those who use it, since a virtual machine has that module only if it was
 * started with {@code --add-modules=jdk.incubator.vector}. Each class here does what a class of
 * plain Java does elsewhere, to the bit. Knows arrays; knows no files, options or ranks.
 */
@NullMarked
package mpjlda.core.kernel.vector;

import org.jspecify.annotations.NullMarked;
