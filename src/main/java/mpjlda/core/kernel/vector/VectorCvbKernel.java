package mpjlda.core.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import mpjlda.core.kernel.CvbKernel;
import mpjlda.core.kernel.WordBatch;

/**
 * {@link mpjlda.core.kernel.ScalarCvbKernel}, with vectors of 4, 8 or 16 topics. Four documents at
 * a time share what is loaded of the word, and the loop's own cost.
 */
public final class VectorCvbKernel implements CvbKernel {
  private static final int LANES = WordBatch.LANES;
  private static final VectorSpecies<Float> FLOATS =
      FloatVector.SPECIES_PREFERRED.length() > LANES
          ? FloatVector.SPECIES_512
          : FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> INTS =
      VectorSpecies.of(int.class, FLOATS.vectorShape());
  private static final int WIDTH = FLOATS.length();
  private static final int MAGIC_BITS = Float.floatToRawIntBits(MAGIC);

  @Override
  public void likelihoods(WordBatch batch) {
    int i = 0;
    for (; i + 4 <= batch.size; i += 4) {
      dot4(batch, i);
    }
    for (; i < batch.size; i++) {
      dot(batch, i);
    }
  }

  private static void dot(WordBatch batch, int i) {
    float[] phi = batch.phi;
    float[] weight = batch.weight;
    int row = batch.rows[i];
    for (int j = 0; j < LANES; j += WIDTH) {
      FloatVector sum = load(phi, batch.at + j).mul(load(weight, row + j));
      for (int k = j + LANES; k < batch.stride; k += LANES) {
        sum = load(phi, batch.at + k).fma(load(weight, row + k), sum);
      }
      sum.intoArray(batch.lanes, i * LANES + j);
    }
  }

  private static void dot4(WordBatch batch, int i) {
    float[] phi = batch.phi;
    float[] weight = batch.weight;
    int at = batch.at;
    int stride = batch.stride;
    int r0 = batch.rows[i];
    int r1 = batch.rows[i + 1];
    int r2 = batch.rows[i + 2];
    int r3 = batch.rows[i + 3];
    for (int j = 0; j < LANES; j += WIDTH) {
      FloatVector p = load(phi, at + j);
      FloatVector s0 = p.mul(load(weight, r0 + j));
      FloatVector s1 = p.mul(load(weight, r1 + j));
      FloatVector s2 = p.mul(load(weight, r2 + j));
      FloatVector s3 = p.mul(load(weight, r3 + j));
      for (int k = j + LANES; k < stride; k += LANES) {
        p = load(phi, at + k);
        s0 = p.fma(load(weight, r0 + k), s0);
        s1 = p.fma(load(weight, r1 + k), s1);
        s2 = p.fma(load(weight, r2 + k), s2);
        s3 = p.fma(load(weight, r3 + k), s3);
      }
      int to = i * LANES + j;
      s0.intoArray(batch.lanes, to);
      s1.intoArray(batch.lanes, to + LANES);
      s2.intoArray(batch.lanes, to + 2 * LANES);
      s3.intoArray(batch.lanes, to + 3 * LANES);
    }
  }

  @Override
  public void responsibilities(WordBatch batch, float[] alpha) {
    int i = 0;
    for (; i + 4 <= batch.size; i += 4) {
      share4(batch, i, alpha);
    }
    for (; i < batch.size; i++) {
      share(batch, i, alpha);
    }
  }

  private static void share(WordBatch batch, int i, float[] alpha) {
    int row = batch.rows[i];
    int to = i * batch.stride;
    FloatVector n = negativeInverse(batch, i);
    for (int j = 0; j < LANES; j += WIDTH) {
      FloatVector sum = FloatVector.zero(FLOATS);
      for (int k = j; k < batch.stride; k += LANES) {
        FloatVector p = load(batch.phi, batch.at + k);
        FloatVector z = z(p, load(batch.weight, row + k), n, load(alpha, k));
        z.intoArray(batch.z, to + k);
        sum = sum.add(z);
      }
      sum.intoArray(batch.lanes, i * LANES + j);
    }
  }

  private static void share4(WordBatch batch, int i, float[] alpha) {
    float[] phi = batch.phi;
    float[] weight = batch.weight;
    float[] out = batch.z;
    int at = batch.at;
    int stride = batch.stride;
    int r0 = batch.rows[i];
    int r1 = batch.rows[i + 1];
    int r2 = batch.rows[i + 2];
    int r3 = batch.rows[i + 3];
    int to = i * stride;
    FloatVector n0 = negativeInverse(batch, i);
    FloatVector n1 = negativeInverse(batch, i + 1);
    FloatVector n2 = negativeInverse(batch, i + 2);
    FloatVector n3 = negativeInverse(batch, i + 3);
    for (int j = 0; j < LANES; j += WIDTH) {
      FloatVector s0 = FloatVector.zero(FLOATS);
      FloatVector s1 = s0;
      FloatVector s2 = s0;
      FloatVector s3 = s0;
      for (int k = j; k < stride; k += LANES) {
        FloatVector p = load(phi, at + k);
        FloatVector a = load(alpha, k);
        FloatVector z0 = z(p, load(weight, r0 + k), n0, a);
        FloatVector z1 = z(p, load(weight, r1 + k), n1, a);
        FloatVector z2 = z(p, load(weight, r2 + k), n2, a);
        FloatVector z3 = z(p, load(weight, r3 + k), n3, a);
        z0.intoArray(out, to + k);
        z1.intoArray(out, to + stride + k);
        z2.intoArray(out, to + 2 * stride + k);
        z3.intoArray(out, to + 3 * stride + k);
        s0 = s0.add(z0);
        s1 = s1.add(z1);
        s2 = s2.add(z2);
        s3 = s3.add(z3);
      }
      int lane = i * LANES + j;
      s0.intoArray(batch.lanes, lane);
      s1.intoArray(batch.lanes, lane + LANES);
      s2.intoArray(batch.lanes, lane + 2 * LANES);
      s3.intoArray(batch.lanes, lane + 3 * LANES);
    }
  }

  private static FloatVector negativeInverse(WordBatch batch, int i) {
    return FloatVector.broadcast(FLOATS, -1 / batch.likelihood[i]);
  }

  private static FloatVector z(FloatVector p, FloatVector w, FloatVector n, FloatVector a) {
    FloatVector rest = p.mul(w).fma(n, w);
    return p.mul(rest.blend(a, rest.lt(a)));
  }

  @Override
  public void add(WordBatch batch) {
    int i = 0;
    for (; i + 4 <= batch.size; i += 4) {
      add4(batch, i);
    }
    for (; i < batch.size; i++) {
      add(batch, i);
    }
  }

  private static void add(WordBatch batch, int i) {
    float[] next = batch.next;
    int row = batch.rows[i];
    int from = i * batch.stride;
    FloatVector f = FloatVector.broadcast(FLOATS, batch.factor[i]);
    FloatVector u = FloatVector.broadcast(FLOATS, batch.units[i]);
    int shift = batch.shift[i];
    for (int k = 0; k < batch.stride; k += WIDTH) {
      FloatVector x = load(batch.z, from + k).mul(f);
      x.add(load(next, row + k)).intoArray(next, row + k);
      IntVector sum = IntVector.fromArray(INTS, batch.sums, batch.at + k);
      sum.add(round(x, u, shift)).intoArray(batch.sums, batch.at + k);
    }
  }

  private static void add4(WordBatch batch, int i) {
    float[] z = batch.z;
    float[] next = batch.next;
    int[] sums = batch.sums;
    int stride = batch.stride;
    int at = batch.at;
    int r0 = batch.rows[i];
    int r1 = batch.rows[i + 1];
    int r2 = batch.rows[i + 2];
    int r3 = batch.rows[i + 3];
    int from = i * stride;
    FloatVector f0 = FloatVector.broadcast(FLOATS, batch.factor[i]);
    FloatVector f1 = FloatVector.broadcast(FLOATS, batch.factor[i + 1]);
    FloatVector f2 = FloatVector.broadcast(FLOATS, batch.factor[i + 2]);
    FloatVector f3 = FloatVector.broadcast(FLOATS, batch.factor[i + 3]);
    FloatVector u0 = FloatVector.broadcast(FLOATS, batch.units[i]);
    FloatVector u1 = FloatVector.broadcast(FLOATS, batch.units[i + 1]);
    FloatVector u2 = FloatVector.broadcast(FLOATS, batch.units[i + 2]);
    FloatVector u3 = FloatVector.broadcast(FLOATS, batch.units[i + 3]);
    for (int k = 0; k < stride; k += WIDTH) {
      FloatVector x0 = load(z, from + k).mul(f0);
      FloatVector x1 = load(z, from + stride + k).mul(f1);
      FloatVector x2 = load(z, from + 2 * stride + k).mul(f2);
      FloatVector x3 = load(z, from + 3 * stride + k).mul(f3);
      x0.add(load(next, r0 + k)).intoArray(next, r0 + k);
      x1.add(load(next, r1 + k)).intoArray(next, r1 + k);
      x2.add(load(next, r2 + k)).intoArray(next, r2 + k);
      x3.add(load(next, r3 + k)).intoArray(next, r3 + k);
      IntVector s01 = round(x0, u0, batch.shift[i]).add(round(x1, u1, batch.shift[i + 1]));
      IntVector s23 = round(x2, u2, batch.shift[i + 2]).add(round(x3, u3, batch.shift[i + 3]));
      IntVector sum = IntVector.fromArray(INTS, sums, at + k);
      sum.add(s01.add(s23)).intoArray(sums, at + k);
    }
  }

  private static IntVector round(FloatVector x, FloatVector units, int shift) {
    return x.fma(units, FloatVector.broadcast(FLOATS, MAGIC))
        .reinterpretAsInts()
        .sub(MAGIC_BITS)
        .lanewise(VectorOperators.LSHL, shift);
  }

  private static FloatVector load(float[] from, int at) {
    return FloatVector.fromArray(FLOATS, from, at);
  }
}
