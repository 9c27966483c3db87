package mpjlda.core.kernel.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import mpjlda.core.kernel.DoubleArrays;
import mpjlda.core.math.SpecialFunctions;

/**
 * {@link SpecialFunctions} on vectors: the same operations in the same order on every lane. The
 * formulas and their sources are given there. Long ones are passes over arrays, for the reason that
 * {@link Stage} tells.
 */
final class VectorMath {
  private static final int WIDTH = Lanes.DOUBLE.length();

  private VectorMath() {}

  static DoubleVector all(double x) {
    return DoubleVector.broadcast(Lanes.DOUBLE, x);
  }

  static DoubleVector step(DoubleVector p, DoubleVector x, double coefficient) {
    return p.fma(x, all(coefficient));
  }

  /** {@link SpecialFunctions#expOrFloor}. */
  static DoubleVector expOrFloor(DoubleVector x) {
    DoubleVector y = x.max(SpecialFunctions.EXP_FLOOR);
    DoubleVector shifted = y.fma(all(SpecialFunctions.LOG2_E), all(SpecialFunctions.ROUNDER));
    DoubleVector k = all(SpecialFunctions.ROUNDER).sub(shifted);
    DoubleVector r = k.fma(all(SpecialFunctions.LN2_HIGH), y);
    r = k.fma(all(SpecialFunctions.LN2_LOW), r);
    DoubleVector p = all(1.0 / 6227020800.0);
    p = step(p, r, 1.0 / 479001600.0);
    p = step(p, r, 1.0 / 39916800.0);
    p = step(p, r, 1.0 / 3628800.0);
    p = step(p, r, 1.0 / 362880.0);
    p = step(p, r, 1.0 / 40320.0);
    p = step(p, r, 1.0 / 5040.0);
    p = step(p, r, 1.0 / 720.0);
    p = step(p, r, 1.0 / 120.0);
    p = step(p, r, 1.0 / 24.0);
    p = step(p, r, 1.0 / 6.0);
    p = step(p, r, 0.5);
    p = step(p, r, 1.0);
    p = step(p, r, 1.0);
    LongVector exponent = shifted.reinterpretAsLongs().add(1023);
    return p.mul(exponent.lanewise(VectorOperators.LSHL, 52).reinterpretAsDoubles());
  }

  /** {@link SpecialFunctions#log}. */
  static DoubleVector log(DoubleVector x) {
    LongVector shifted = x.reinterpretAsLongs().add(SpecialFunctions.LOG_OFFSET);
    LongVector exponent = shifted.lanewise(VectorOperators.LSHR, 52);
    DoubleVector e =
        exponent
            .lanewise(VectorOperators.OR, SpecialFunctions.TWO_52_BITS)
            .reinterpretAsDoubles()
            .sub(0x1.0p52 + 1023);
    LongVector mantissa = shifted.lanewise(VectorOperators.AND, SpecialFunctions.MANTISSA);
    DoubleVector f = mantissa.add(SpecialFunctions.ROOT_HALF_BITS).reinterpretAsDoubles().sub(1);
    DoubleVector s = f.div(f.add(2));
    DoubleVector z = s.mul(s);
    DoubleVector r = all(0x1.2f112df3e5244p-3);
    r = step(r, z, 0x1.39a09d078c69fp-3);
    r = step(r, z, 0x1.7466496cb03dep-3);
    r = step(r, z, 0x1.c71c51d8e78afp-3);
    r = step(r, z, 0x1.2492494229359p-2);
    r = step(r, z, 0x1.999999997fa04p-2);
    r = step(r, z, 0x1.5555555555593p-1);
    DoubleVector half = f.mul(0.5).mul(f);
    DoubleVector tail = s.fma(r.fma(z, half), e.mul(SpecialFunctions.LN2_LOW));
    return e.fma(all(SpecialFunctions.LN2_HIGH), f.sub(half.sub(tail)));
  }

  /**
   * First stage of {@link SpecialFunctions#expDigamma} of gamma: 1/z into theta, the exponent into
   * accumulator.
   */
  static void factors(DoubleArrays arrays, int from, int end) {
    DoubleVector shift = all(arrays.shift);
    for (int k = from; k < end; k += WIDTH) {
      DoubleVector x = load(arrays.gamma, k);
      DoubleVector t = x.fma(x, x.mul(7));
      DoubleVector z = x.add(7.5);
      DoubleVector q = stepProduct(t);
      DoubleVector inverse = all(1).div(z.mul(q));
      shift.sub(harmonicStep(x, t, z, inverse)).intoArray(arrays.accumulator, k);
      q.mul(inverse).intoArray(arrays.theta, k);
    }
  }

  /** The series in 1/z, which is in theta, into theta. */
  static void series(DoubleArrays arrays, int from, int end) {
    for (int k = from; k < end; k += WIDTH) {
      DoubleVector zInverse = load(arrays.theta, k);
      DoubleVector u = zInverse.mul(zInverse);
      DoubleVector p = all(-0.43960443686008127);
      p = step(p, u, 0.08238185223878776);
      p = step(p, u, -0.020734675824368137);
      p = step(p, u, 0.007365033269308669);
      p = step(p, u, -0.0039535574489730305);
      p = step(p, u, 0.003552482914462081);
      p = step(p, u, -37.0 / 5760);
      p = step(p, u, 1.0 / 24);
      p.fma(zInverse, load(arrays.gamma, k).add(7.5)).intoArray(arrays.theta, k);
    }
  }

  /** theta times the exponential of accumulator. */
  static void exponential(DoubleArrays arrays, int from, int end) {
    double[] theta = arrays.theta;
    for (int k = from; k < end; k += WIDTH) {
      load(theta, k).mul(expOrFloor(load(arrays.accumulator, k))).intoArray(theta, k);
    }
  }

  static DoubleVector harmonicStep(
      DoubleVector x, DoubleVector t, DoubleVector z, DoubleVector inverse) {
    return x.mul(2).add(7).mul(stepDerivative(t)).mul(z).mul(inverse);
  }

  static DoubleVector load(double[] array, int at) {
    return DoubleVector.fromArray(Lanes.DOUBLE, array, at);
  }

  static DoubleVector stepProduct(DoubleVector t) {
    return t.mul(t.add(6)).mul(t.add(10).mul(t.add(12)));
  }

  private static DoubleVector stepDerivative(DoubleVector t) {
    return step(step(all(4).fma(t, all(84)), t, 504), t, 720);
  }
}
