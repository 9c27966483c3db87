package mpjlda.core.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import mpjlda.core.kernel.FloatArrays;
import mpjlda.core.math.FloatFunctions;

/** {@link FloatFunctions} on vectors: the same operations in the same order on every lane. */
final class VectorFloatMath {
  private static final int WIDTH = Lanes.FLOAT.length();

  private VectorFloatMath() {}

  private static FloatVector all(float x) {
    return FloatVector.broadcast(Lanes.FLOAT, x);
  }

  private static FloatVector step(FloatVector p, FloatVector x, float coefficient) {
    return p.fma(x, all(coefficient));
  }

  /** {@link FloatFunctions#expOrFloor}. */
  private static FloatVector expOrFloor(FloatVector x) {
    FloatVector y = x.max(FloatFunctions.EXP_FLOOR);
    FloatVector shifted = y.fma(all(FloatFunctions.LOG2_E), all(FloatFunctions.ROUNDER));
    FloatVector k = all(FloatFunctions.ROUNDER).sub(shifted);
    FloatVector r = k.fma(all(FloatFunctions.LN2_HIGH), y);
    r = k.fma(all(FloatFunctions.LN2_LOW), r);
    FloatVector p = all(1 / 5040f);
    p = step(p, r, 1 / 720f);
    p = step(p, r, 1 / 120f);
    p = step(p, r, 1 / 24f);
    p = step(p, r, 1 / 6f);
    p = step(p, r, 0.5f);
    p = step(p, r, 1);
    p = step(p, r, 1);
    IntVector exponent = shifted.reinterpretAsInts().add(127);
    return p.mul(exponent.lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats());
  }

  /**
   * First stage of {@link FloatFunctions#expDigamma} of gamma: 1/z into theta, the exponent into
   * accumulator.
   */
  static void factors(FloatArrays arrays, int from, int end) {
    FloatVector shift = all(arrays.shift);
    for (int k = from; k < end; k += WIDTH) {
      FloatVector x = load(arrays.gamma, k);
      FloatVector t = x.fma(x, x.mul(3));
      FloatVector z = x.add(3.5f);
      FloatVector q = t.mul(t.add(2));
      FloatVector inverse = all(1).div(z.mul(q));
      FloatVector step = x.mul(2).add(3).mul(t.mul(2).add(2)).mul(z).mul(inverse);
      shift.sub(step).intoArray(arrays.accumulator, k);
      q.mul(inverse).intoArray(arrays.theta, k);
    }
  }

  /** The series in 1/z, which is in theta, into theta. */
  static void series(FloatArrays arrays, int from, int end) {
    for (int k = from; k < end; k += WIDTH) {
      FloatVector zInverse = load(arrays.theta, k);
      FloatVector u = zInverse.mul(zInverse);
      FloatVector p = all(-0.0039535575f);
      p = step(p, u, 0.003552483f);
      p = step(p, u, -37f / 5760);
      p = step(p, u, 1f / 24);
      p.fma(zInverse, load(arrays.gamma, k).add(3.5f)).intoArray(arrays.theta, k);
    }
  }

  /** theta times the exponential of accumulator. */
  static void exponential(FloatArrays arrays, int from, int end) {
    float[] theta = arrays.theta;
    for (int k = from; k < end; k += WIDTH) {
      load(theta, k).mul(expOrFloor(load(arrays.accumulator, k))).intoArray(theta, k);
    }
  }

  private static FloatVector load(float[] array, int at) {
    return FloatVector.fromArray(Lanes.FLOAT, array, at);
  }
}
