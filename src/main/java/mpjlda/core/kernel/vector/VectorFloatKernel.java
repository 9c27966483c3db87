package mpjlda.core.kernel.vector;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;
import mpjlda.core.kernel.FloatArrays;
import mpjlda.core.kernel.FloatKernel;
import mpjlda.core.kernel.Precision;
import mpjlda.core.math.FloatFunctions;

/**
 * {@link mpjlda.core.kernel.ScalarFloatKernel} with vectors, to the bit, as {@link VectorKernel}
 * does it.
 */
public final class VectorFloatKernel extends FloatKernel {
  private static final VectorSpecies<Float> SPECIES = Lanes.FLOAT;
  private static final int WIDTH = SPECIES.length();
  private static final int LANES = Precision.SINGLE.lanes();
  private static final int PARTS = Lanes.PARTS;

  /** Words at a time. */
  private static final int GROUP = 8 / PARTS;

  private static final Stage.OfFloats[] SHIFT = {VectorFloatKernel::shift};
  private static final Stage.OfFloats[] SUM = {VectorFloatKernel::sum};
  private static final Stage.OfFloats[] UPDATE = {VectorFloatKernel::update};
  private static final Stage.OfFloats[] THETA = {
    VectorFloatMath::factors, VectorFloatMath::series, VectorFloatMath::exponential
  };
  private static final Stage.OfFloats[] WEIGH = {
    VectorFloatKernel::dots, VectorFloatKernel::normalise
  };
  private static final Stage.OfFloats[] WEIGH_AND_SUM = {
    VectorFloatKernel::dots, VectorFloatKernel::normalise, VectorFloatKernel::sum
  };

  private static final VectorMask<Float> UPPER_8 = upper(8);
  private static final VectorMask<Float> UPPER_4 = upper(4);
  private static final VectorMask<Float> UPPER_2 = upper(2);
  private static final VectorShuffle<Float> SWAP_8 = swap(8);
  private static final VectorShuffle<Float> SWAP_4 = swap(4);
  private static final VectorShuffle<Float> SWAP_2 = swap(2);
  private static final VectorShuffle<Float> SWAP_1 = swap(1);
  private static final VectorShuffle<Float> EVEN =
      VectorShuffle.fromOp(SPECIES, lane -> 2 * lane % WIDTH);

  private static VectorMask<Float> upper(int distance) {
    boolean[] lanes = new boolean[WIDTH];
    for (int lane = 0; lane < WIDTH; lane++) {
      lanes[lane] = (lane & distance) != 0;
    }
    return VectorMask.fromArray(SPECIES, lanes, 0);
  }

  private static VectorShuffle<Float> swap(int distance) {
    return VectorShuffle.fromOp(SPECIES, lane -> (lane ^ distance) % WIDTH);
  }

  @Override
  protected void shift(FloatArrays arrays) {
    Stage.run(SHIFT, arrays, 0, arrays.stride);
  }

  private static void shift(FloatArrays arrays, int from, int end) {
    float[] gamma = arrays.gamma;
    FloatVector most = FloatVector.zero(SPECIES);
    for (int k = from; k < end; k += WIDTH) {
      most = most.max(load(gamma, k));
    }
    arrays.shift = FloatFunctions.harmonicStep(most.reduceLanes(VectorOperators.MAX));
  }

  @Override
  protected void theta(FloatArrays arrays) {
    Stage.run(THETA, arrays, 0, arrays.stride);
  }

  @Override
  protected void weigh(FloatArrays arrays) {
    if (arrays.byTopic()) {
      FloatTopicRows.weigh(arrays);
    } else {
      Stage.runBlocks(WEIGH, arrays);
    }
  }

  @Override
  protected void weighAndSum(FloatArrays arrays) {
    if (arrays.byTopic()) {
      FloatTopicRows.weighAndSum(arrays);
    } else {
      Arrays.fill(arrays.accumulator, 0);
      Stage.runBlocks(WEIGH_AND_SUM, arrays);
    }
  }

  @Override
  protected void sum(FloatArrays arrays) {
    if (arrays.byTopic()) {
      FloatTopicRows.sum(arrays);
    } else {
      Arrays.fill(arrays.accumulator, 0);
      Stage.run(SUM, arrays, 0, arrays.size);
    }
  }

  @Override
  protected void copyTopic(FloatArrays arrays, int topic, float[] to, int at) {
    if (WIDTH < 8) {
      // Processors with such vectors have no gathering loads; without them a vector is an object.
      super.copyTopic(arrays, topic, to, at);
      return;
    }
    float[] rows = arrays.rows;
    int[] starts = arrays.wordStarts;
    int end = arrays.paddedSize();
    for (int i = 0; i < end; i += WIDTH) {
      FloatVector.fromArray(SPECIES, rows, topic, starts, i).intoArray(to, at + i);
    }
  }

  private static FloatVector load(float[] array, int at) {
    return FloatVector.fromArray(SPECIES, array, at);
  }

  /** The start of a word's row; behind the last word, that of the last, whose count is then 0. */
  private static int row(FloatArrays arrays, int i) {
    return arrays.wordStarts[i];
  }

  /** Partial sums over topics, for the lanes of every accumulator. */
  private static void dots(FloatArrays arrays, int from, int end) {
    int length = arrays.stride;
    float[] theta = arrays.theta;
    float[] rows = arrays.rows;
    float[] lanes = arrays.lanes;
    for (int i = from; i < end; i += GROUP) {
      int r0 = row(arrays, i);
      int r1 = row(arrays, i + 1 / PARTS) + 1 % PARTS * WIDTH;
      int r2 = row(arrays, i + 2 / PARTS) + 2 % PARTS * WIDTH;
      int r3 = row(arrays, i + 3 / PARTS) + 3 % PARTS * WIDTH;
      int r4 = row(arrays, i + 4 / PARTS);
      int r5 = row(arrays, i + 5 / PARTS) + 5 % PARTS * WIDTH;
      int r6 = row(arrays, i + 6 / PARTS) + 6 % PARTS * WIDTH;
      int r7 = row(arrays, i + 7 / PARTS) + 7 % PARTS * WIDTH;
      FloatVector a0 = FloatVector.zero(SPECIES);
      FloatVector a1 = a0;
      FloatVector a2 = a0;
      FloatVector a3 = a0;
      FloatVector a4 = a0;
      FloatVector a5 = a0;
      FloatVector a6 = a0;
      FloatVector a7 = a0;
      for (int k = 0; k < length; k += LANES) {
        FloatVector t0 = load(theta, k);
        FloatVector t1 = PARTS > 1 ? load(theta, k + WIDTH) : t0;
        FloatVector t2 = PARTS > 2 ? load(theta, k + 2 * WIDTH) : t0;
        FloatVector t3 = PARTS > 2 ? load(theta, k + 3 * WIDTH) : t1;
        a0 = load(rows, r0 + k).fma(t0, a0);
        a1 = load(rows, r1 + k).fma(t1, a1);
        a2 = load(rows, r2 + k).fma(t2, a2);
        a3 = load(rows, r3 + k).fma(t3, a3);
        a4 = load(rows, r4 + k).fma(t0, a4);
        a5 = load(rows, r5 + k).fma(t1, a5);
        a6 = load(rows, r6 + k).fma(t2, a6);
        a7 = load(rows, r7 + k).fma(t3, a7);
      }
      int to = (i - from) / GROUP * 8 * WIDTH;
      a0.intoArray(lanes, to);
      a1.intoArray(lanes, to + WIDTH);
      a2.intoArray(lanes, to + 2 * WIDTH);
      a3.intoArray(lanes, to + 3 * WIDTH);
      a4.intoArray(lanes, to + 4 * WIDTH);
      a5.intoArray(lanes, to + 5 * WIDTH);
      a6.intoArray(lanes, to + 6 * WIDTH);
      a7.intoArray(lanes, to + 7 * WIDTH);
    }
  }

  /** Weights, from counts and the sums of the lanes. */
  private static void normalise(FloatArrays arrays, int from, int end) {
    float[] lanes = arrays.lanes;
    for (int i = from; i < end; i += GROUP) {
      FloatVector sums = normalisers(lanes, (i - from) / GROUP * 8 * WIDTH);
      load(arrays.counts, i).div(sums).intoArray(arrays.weight, i);
    }
  }

  /** One for each word, in the lower half. */
  static FloatVector normalisers(float[] lanes, int at) {
    // Each word's two last partial sums are neighbours.
    FloatVector pairs = pairs(lanes, at);
    return pairs.add(pairs.rearrange(SWAP_1)).rearrange(EVEN);
  }

  private static FloatVector pairs(float[] lanes, int at) {
    FloatVector a0 = load(lanes, at);
    FloatVector a1 = load(lanes, at + WIDTH);
    FloatVector a2 = load(lanes, at + 2 * WIDTH);
    FloatVector a3 = load(lanes, at + 3 * WIDTH);
    FloatVector a4 = load(lanes, at + 4 * WIDTH);
    FloatVector a5 = load(lanes, at + 5 * WIDTH);
    FloatVector a6 = load(lanes, at + 6 * WIDTH);
    FloatVector a7 = load(lanes, at + 7 * WIDTH);
    if (PARTS == 1) {
      FloatVector even = merge4(merge8(a0, a4), merge8(a2, a6));
      FloatVector odd = merge4(merge8(a1, a5), merge8(a3, a7));
      return merge2(even, odd);
    }
    if (PARTS == 2) {
      return merge2(merge4(a0.add(a1), a4.add(a5)), merge4(a2.add(a3), a6.add(a7)));
    }
    return merge2(a0.add(a2).add(a1.add(a3)), a4.add(a6).add(a5.add(a7)));
  }

  private static FloatVector merge8(FloatVector a, FloatVector b) {
    return merge(a, b, UPPER_8, SWAP_8);
  }

  private static FloatVector merge4(FloatVector a, FloatVector b) {
    return merge(a, b, UPPER_4, SWAP_4);
  }

  private static FloatVector merge2(FloatVector a, FloatVector b) {
    return merge(a, b, UPPER_2, SWAP_2);
  }

  /**
   * Sums of lanes at a distance: of a's in the lower half of every pair of lanes, of b's in the
   * upper.
   */
  private static FloatVector merge(
      FloatVector a, FloatVector b, VectorMask<Float> upper, VectorShuffle<Float> swap) {
    return a.blend(b, upper).add(b.blend(a, upper).rearrange(swap));
  }

  private static void sum(FloatArrays arrays, int from, int end) {
    for (int i = from; i < end; i += GROUP) {
      sum(arrays, i);
    }
  }

  private static void sum(FloatArrays arrays, int i) {
    int length = arrays.stride;
    float[] rows = arrays.rows;
    float[] sums = arrays.accumulator;
    float[] weight = arrays.weight;
    int r0 = row(arrays, i);
    int r1 = row(arrays, i + 1);
    int r2 = row(arrays, i + 2 % GROUP);
    int r3 = row(arrays, i + 3 % GROUP);
    int r4 = row(arrays, i + 4 % GROUP);
    int r5 = row(arrays, i + 5 % GROUP);
    int r6 = row(arrays, i + 6 % GROUP);
    int r7 = row(arrays, i + 7 % GROUP);
    FloatVector w0 = FloatVector.broadcast(SPECIES, weight[i]);
    FloatVector w1 = FloatVector.broadcast(SPECIES, weight[i + 1]);
    FloatVector w2 = FloatVector.broadcast(SPECIES, weight[i + 2]);
    FloatVector w3 = FloatVector.broadcast(SPECIES, weight[i + 3]);
    FloatVector w4 = FloatVector.broadcast(SPECIES, weight[i + 4]);
    FloatVector w5 = FloatVector.broadcast(SPECIES, weight[i + 5]);
    FloatVector w6 = FloatVector.broadcast(SPECIES, weight[i + 6]);
    FloatVector w7 = FloatVector.broadcast(SPECIES, weight[i + 7]);
    for (int k = 0; k < length; k += WIDTH) {
      FloatVector sum = load(sums, k);
      sum = load(rows, r0 + k).fma(w0, sum);
      sum = load(rows, r1 + k).fma(w1, sum);
      if (GROUP > 2) {
        sum = load(rows, r2 + k).fma(w2, sum);
        sum = load(rows, r3 + k).fma(w3, sum);
      }
      if (GROUP > 4) {
        sum = load(rows, r4 + k).fma(w4, sum);
        sum = load(rows, r5 + k).fma(w5, sum);
        sum = load(rows, r6 + k).fma(w6, sum);
        sum = load(rows, r7 + k).fma(w7, sum);
      }
      sum.intoArray(sums, k);
    }
  }

  @Override
  protected double update(FloatArrays arrays) {
    Stage.run(UPDATE, arrays, 0, arrays.stride);
    return combine(arrays.partial);
  }

  private static void update(FloatArrays arrays, int from, int end) {
    float[] gamma = arrays.gamma;
    for (int lane = 0; lane < LANES; lane += WIDTH) {
      FloatVector change = FloatVector.zero(SPECIES);
      for (int k = from + lane; k < end; k += LANES) {
        FloatVector updated =
            load(arrays.theta, k).fma(load(arrays.accumulator, k), load(arrays.alpha, k));
        FloatVector moved = updated.sub(load(gamma, k));
        moved.intoArray(arrays.change, k);
        change = change.add(moved.abs());
        updated.intoArray(gamma, k);
      }
      change.intoArray(arrays.partial, lane);
    }
  }
}
