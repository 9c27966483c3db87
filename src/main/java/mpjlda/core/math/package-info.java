/**
 * Special functions and random numbers that give the same bits on every processor, JVM and
 * compiler: they use IEEE 754's exactly rounded operations (+ − × ÷ √ fma) and {@link
 * java.lang.StrictMath} only, never {@link java.lang.Math}'s transcendental functions, whose bits
 * differ between interpreter, compiler, JDK and processor.
 */
@NullMarked
package mpjlda.core.math;

import org.jspecify.annotations.NullMarked;
