package mpjlda.core.kernel.vector;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;
import mpjlda.core.kernel.DoubleArrays;
import mpjlda.core.kernel.DoubleKernel;
import mpjlda.core.math.ArrayFunctions;
import mpjlda.core.math.SpecialFunctions;

/**
 * {@link mpjlda.core.kernel.ScalarKernel} with vectors, to the bit.
 *
 * <p>As many words at a time as make eight accumulators share the loads of theta. Their sums over
 * lanes are added by a tree that mixes the words, so that it ends in one vector of all the words'
 * normalisers; then the rows, which are still in the nearest cache, are added to the accumulator.
 */
public final class VectorKernel extends DoubleKernel {
  private static final VectorSpecies<Double> SPECIES = Lanes.DOUBLE;
  private static final int WIDTH = SPECIES.length();
  private static final int PARTS = Lanes.PARTS;

  /** Words at a time. */
  private static final int GROUP = 8 / PARTS;

  private static final Stage.OfDoubles[] SHIFT = {VectorKernel::shift};
  private static final Stage.OfDoubles[] UPDATE = {VectorKernel::update};
  private static final Stage.OfDoubles[] THETA = {
    VectorMath::factors, VectorMath::series, VectorMath::exponential
  };
  private static final Stage.OfDoubles[] WEIGH = {VectorKernel::dots, VectorKernel::normalise};
  private static final Stage.OfDoubles[] WEIGH_AND_SUM = {
    VectorKernel::dots, VectorKernel::normalise, VectorKernel::sum
  };

  private static final VectorMask<Double> UPPER_4 = upper(4);
  private static final VectorMask<Double> UPPER_2 = upper(2);
  private static final VectorMask<Double> UPPER_1 = upper(1);
  private static final VectorShuffle<Double> SWAP_4 = swap(4);
  private static final VectorShuffle<Double> SWAP_2 = swap(2);
  private static final VectorShuffle<Double> SWAP_1 = swap(1);

  private static VectorMask<Double> upper(int distance) {
    boolean[] lanes = new boolean[WIDTH];
    for (int lane = 0; lane < WIDTH; lane++) {
      lanes[lane] = (lane & distance) != 0;
    }
    return VectorMask.fromArray(SPECIES, lanes, 0);
  }

  private static VectorShuffle<Double> swap(int distance) {
    return VectorShuffle.fromOp(SPECIES, lane -> (lane ^ distance) % WIDTH);
  }

  @Override
  protected void shift(DoubleArrays arrays) {
    Stage.run(SHIFT, arrays, 0, arrays.stride);
  }

  private static void shift(DoubleArrays arrays, int from, int end) {
    double[] gamma = arrays.gamma;
    DoubleVector most = DoubleVector.zero(SPECIES);
    for (int k = from; k < end; k += WIDTH) {
      most = most.max(DoubleVector.fromArray(SPECIES, gamma, k));
    }
    arrays.shift = SpecialFunctions.harmonicStep(most.reduceLanes(VectorOperators.MAX));
  }

  @Override
  protected void theta(DoubleArrays arrays) {
    Stage.run(THETA, arrays, 0, arrays.stride);
  }

  @Override
  protected void weigh(DoubleArrays arrays) {
    if (arrays.byTopic()) {
      TopicRows.weigh(arrays);
    } else {
      Stage.runBlocks(WEIGH, arrays);
    }
  }

  @Override
  protected void weighAndSum(DoubleArrays arrays) {
    if (arrays.byTopic()) {
      TopicRows.weighAndSum(arrays);
    } else {
      Arrays.fill(arrays.accumulator, 0);
      Stage.runBlocks(WEIGH_AND_SUM, arrays);
    }
  }

  private static DoubleVector load(double[] array, int at) {
    return DoubleVector.fromArray(SPECIES, array, at);
  }

  /** The start of a word's row; behind the last word, that of the last, whose count is then 0. */
  private static int row(DoubleArrays arrays, int i) {
    return arrays.rowStart(Math.min(i, arrays.size - 1));
  }

  /** Partial sums over topics, for the lanes of every accumulator. */
  private static void dots(DoubleArrays arrays, int from, int end) {
    int length = arrays.stride;
    double[] theta = arrays.theta;
    double[] rows = arrays.rows;
    double[] lanes = arrays.lanes;
    for (int i = from; i < end; i += GROUP) {
      int r0 = row(arrays, i);
      int r1 = row(arrays, i + 1 / PARTS) + 1 % PARTS * WIDTH;
      int r2 = row(arrays, i + 2 / PARTS) + 2 % PARTS * WIDTH;
      int r3 = row(arrays, i + 3 / PARTS) + 3 % PARTS * WIDTH;
      int r4 = row(arrays, i + 4 / PARTS);
      int r5 = row(arrays, i + 5 / PARTS) + 5 % PARTS * WIDTH;
      int r6 = row(arrays, i + 6 / PARTS) + 6 % PARTS * WIDTH;
      int r7 = row(arrays, i + 7 / PARTS) + 7 % PARTS * WIDTH;
      DoubleVector a0 = DoubleVector.zero(SPECIES);
      DoubleVector a1 = a0;
      DoubleVector a2 = a0;
      DoubleVector a3 = a0;
      DoubleVector a4 = a0;
      DoubleVector a5 = a0;
      DoubleVector a6 = a0;
      DoubleVector a7 = a0;
      for (int k = 0; k < length; k += 8) {
        DoubleVector t0 = load(theta, k);
        DoubleVector t1 = PARTS > 1 ? load(theta, k + WIDTH) : t0;
        DoubleVector t2 = PARTS > 2 ? load(theta, k + 2 * WIDTH) : t0;
        DoubleVector t3 = PARTS > 2 ? load(theta, k + 3 * WIDTH) : t1;
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
  private static void normalise(DoubleArrays arrays, int from, int end) {
    double[] lanes = arrays.lanes;
    for (int i = from; i < end; i += GROUP) {
      DoubleVector sums = normalisers(lanes, (i - from) / GROUP * 8 * WIDTH);
      load(arrays.counts, i).div(sums).intoArray(arrays.weight, i);
    }
  }

  static DoubleVector normalisers(double[] lanes, int at) {
    DoubleVector a0 = load(lanes, at);
    DoubleVector a1 = load(lanes, at + WIDTH);
    DoubleVector a2 = load(lanes, at + 2 * WIDTH);
    DoubleVector a3 = load(lanes, at + 3 * WIDTH);
    DoubleVector a4 = load(lanes, at + 4 * WIDTH);
    DoubleVector a5 = load(lanes, at + 5 * WIDTH);
    DoubleVector a6 = load(lanes, at + 6 * WIDTH);
    DoubleVector a7 = load(lanes, at + 7 * WIDTH);
    if (PARTS == 1) {
      DoubleVector even = merge2(merge4(a0, a4), merge4(a2, a6));
      DoubleVector odd = merge2(merge4(a1, a5), merge4(a3, a7));
      return merge1(even, odd);
    }
    if (PARTS == 2) {
      return merge1(merge2(a0.add(a1), a4.add(a5)), merge2(a2.add(a3), a6.add(a7)));
    }
    return merge1(a0.add(a2).add(a1.add(a3)), a4.add(a6).add(a5.add(a7)));
  }

  private static DoubleVector merge4(DoubleVector a, DoubleVector b) {
    return merge(a, b, UPPER_4, SWAP_4);
  }

  private static DoubleVector merge2(DoubleVector a, DoubleVector b) {
    return merge(a, b, UPPER_2, SWAP_2);
  }

  private static DoubleVector merge1(DoubleVector a, DoubleVector b) {
    return merge(a, b, UPPER_1, SWAP_1);
  }

  /**
   * Sums of lanes at a distance: of a's in the lower half of every pair of lanes, of b's in the
   * upper.
   */
  private static DoubleVector merge(
      DoubleVector a, DoubleVector b, VectorMask<Double> upper, VectorShuffle<Double> swap) {
    return a.blend(b, upper).add(b.blend(a, upper).rearrange(swap));
  }

  private static void sum(DoubleArrays arrays, int from, int end) {
    for (int i = from; i < end; i += GROUP) {
      sum(arrays, i);
    }
  }

  private static void sum(DoubleArrays arrays, int i) {
    int length = arrays.stride;
    double[] rows = arrays.rows;
    double[] sums = arrays.accumulator;
    double[] weight = arrays.weight;
    int r0 = row(arrays, i);
    int r1 = row(arrays, i + 1);
    int r2 = row(arrays, i + 2 % GROUP);
    int r3 = row(arrays, i + 3 % GROUP);
    int r4 = row(arrays, i + 4 % GROUP);
    int r5 = row(arrays, i + 5 % GROUP);
    int r6 = row(arrays, i + 6 % GROUP);
    int r7 = row(arrays, i + 7 % GROUP);
    DoubleVector w0 = DoubleVector.broadcast(SPECIES, weight[i]);
    DoubleVector w1 = DoubleVector.broadcast(SPECIES, weight[i + 1]);
    DoubleVector w2 = DoubleVector.broadcast(SPECIES, weight[i + 2]);
    DoubleVector w3 = DoubleVector.broadcast(SPECIES, weight[i + 3]);
    DoubleVector w4 = DoubleVector.broadcast(SPECIES, weight[i + 4]);
    DoubleVector w5 = DoubleVector.broadcast(SPECIES, weight[i + 5]);
    DoubleVector w6 = DoubleVector.broadcast(SPECIES, weight[i + 6]);
    DoubleVector w7 = DoubleVector.broadcast(SPECIES, weight[i + 7]);
    for (int k = 0; k < length; k += WIDTH) {
      DoubleVector sum = load(sums, k);
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
  protected double update(DoubleArrays arrays) {
    Stage.run(UPDATE, arrays, 0, arrays.stride);
    return ArrayFunctions.combine(arrays.partial);
  }

  private static void update(DoubleArrays arrays, int from, int end) {
    double[] gamma = arrays.gamma;
    for (int lane = 0; lane < 8; lane += WIDTH) {
      DoubleVector change = DoubleVector.zero(SPECIES);
      for (int k = from + lane; k < end; k += 8) {
        DoubleVector updated =
            load(arrays.theta, k).fma(load(arrays.accumulator, k), load(arrays.alpha, k));
        change = change.add(updated.sub(load(gamma, k)).abs());
        updated.intoArray(gamma, k);
      }
      change.intoArray(arrays.partial, lane);
    }
  }
}
