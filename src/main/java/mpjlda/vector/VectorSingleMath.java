package mpjlda.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import mpjlda.math.SingleFunctions;

/** {@link SingleFunctions} on vectors: the same operations in the same order on every lane. */
final class VectorSingleMath {
  private VectorSingleMath() {}

  private static FloatVector all(float x) {
    return FloatVector.broadcast(Lanes.FLOAT, x);
  }

  private static FloatVector step(FloatVector p, FloatVector x, float coefficient) {
    return p.fma(x, all(coefficient));
  }

  /** {@link SingleFunctions#expOrFloor}. */
  private static FloatVector expOrFloor(FloatVector x) {
    FloatVector y = x.max(SingleFunctions.EXP_FLOOR);
    FloatVector shifted = y.fma(all(SingleFunctions.LOG2_E), all(SingleFunctions.ROUNDER));
    FloatVector k = all(SingleFunctions.ROUNDER).sub(shifted);
    FloatVector r = k.fma(all(SingleFunctions.LN2_HIGH), y);
    r = k.fma(all(SingleFunctions.LN2_LOW), r);
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

  /** {@link SingleFunctions#expDigamma}. */
  static FloatVector expDigamma(FloatVector x, float shift) {
    FloatVector t = x.fma(x, x.mul(3));
    FloatVector z = x.add(3.5f);
    FloatVector q = t.mul(t.add(2));
    FloatVector inverse = all(1).div(z.mul(q));
    FloatVector step = x.mul(2).add(3).mul(t.mul(2).add(2)).mul(z).mul(inverse);
    FloatVector zInverse = q.mul(inverse);
    FloatVector u = zInverse.mul(zInverse);
    FloatVector p = all(-0.0039535576f);
    p = step(p, u, 0.003552483f);
    p = step(p, u, -37f / 5760);
    p = step(p, u, 1f / 24);
    return p.fma(zInverse, z).mul(expOrFloor(all(shift).sub(step)));
  }
}
