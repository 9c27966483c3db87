package mpjlda.vector;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;
import mpjlda.estep.DocumentWorkspace;
import mpjlda.estep.Precision;
import mpjlda.estep.SingleArrays;
import mpjlda.estep.SingleKernel;
import mpjlda.math.SingleFunctions;

/**
 * {@link mpjlda.estep.ScalarSingleKernel} with vectors, to the bit, as {@link VectorKernel} does
 * it.
 */
public final class VectorSingleKernel extends SingleKernel {
  private static final VectorSpecies<Float> SPECIES = Lanes.FLOAT;
  private static final int WIDTH = SPECIES.length();
  private static final int LANES = Precision.SINGLE.lanes();
  private static final int PARTS = Lanes.PARTS;

  /** Words at a time. */
  private static final int GROUP = 8 / PARTS;

  // Of accumulator number a: which word it belongs to and where its part of the lanes starts.
  private static final int W1 = 1 / PARTS;
  private static final int W2 = 2 / PARTS;
  private static final int W3 = 3 / PARTS;
  private static final int W4 = 4 / PARTS;
  private static final int W5 = 5 / PARTS;
  private static final int W6 = 6 / PARTS;
  private static final int W7 = 7 / PARTS;
  private static final int P1 = 1 % PARTS * WIDTH;
  private static final int P2 = 2 % PARTS * WIDTH;
  private static final int P3 = 3 % PARTS * WIDTH;
  private static final int P5 = 5 % PARTS * WIDTH;
  private static final int P6 = 6 % PARTS * WIDTH;
  private static final int P7 = 7 % PARTS * WIDTH;

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
  protected void theta(DocumentWorkspace document) {
    SingleArrays single = document.single;
    float[] gamma = single.gamma;
    FloatVector most = FloatVector.zero(SPECIES);
    for (int k = 0; k < gamma.length; k += WIDTH) {
      most = most.max(load(gamma, k));
    }
    float shift = SingleFunctions.harmonicStep(most.reduceLanes(VectorOperators.MAX));
    for (int k = 0; k < gamma.length; k += WIDTH) {
      VectorSingleMath.expDigamma(load(gamma, k), shift).intoArray(single.theta, k);
    }
    single.shift = shift;
  }

  @Override
  protected void weigh(DocumentWorkspace document) {
    for (int i = 0; i < document.size; i += GROUP) {
      weigh(document, i);
    }
  }

  @Override
  protected void weighAndSum(DocumentWorkspace document) {
    Arrays.fill(document.single.accumulator, 0);
    for (int i = 0; i < document.size; i += GROUP) {
      weigh(document, i);
      sum(document, i);
    }
  }

  private static FloatVector load(float[] array, int at) {
    return FloatVector.fromArray(SPECIES, array, at);
  }

  /** The start of a word's row; behind the last word, that of the last, whose count is then 0. */
  private static int row(DocumentWorkspace document, int i) {
    return Math.min(i, document.size - 1) * document.stride;
  }

  private static void weigh(DocumentWorkspace document, int i) {
    SingleArrays single = document.single;
    float[] theta = single.theta;
    float[] rows = single.rows;
    int r0 = row(document, i);
    int r1 = row(document, i + W1) + P1;
    int r2 = row(document, i + W2) + P2;
    int r3 = row(document, i + W3) + P3;
    int r4 = row(document, i + W4);
    int r5 = row(document, i + W5) + P5;
    int r6 = row(document, i + W6) + P6;
    int r7 = row(document, i + W7) + P7;
    FloatVector a0 = FloatVector.zero(SPECIES);
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    FloatVector a3 = a0;
    FloatVector a4 = a0;
    FloatVector a5 = a0;
    FloatVector a6 = a0;
    FloatVector a7 = a0;
    for (int k = 0; k < theta.length; k += LANES) {
      a0 = load(rows, r0 + k).fma(load(theta, k), a0);
      a1 = load(rows, r1 + k).fma(load(theta, k + P1), a1);
      a2 = load(rows, r2 + k).fma(load(theta, k + P2), a2);
      a3 = load(rows, r3 + k).fma(load(theta, k + P3), a3);
      a4 = load(rows, r4 + k).fma(load(theta, k), a4);
      a5 = load(rows, r5 + k).fma(load(theta, k + P5), a5);
      a6 = load(rows, r6 + k).fma(load(theta, k + P6), a6);
      a7 = load(rows, r7 + k).fma(load(theta, k + P7), a7);
    }
    FloatVector pairs;
    if (PARTS == 1) {
      FloatVector even =
          merge(merge(a0, a4, UPPER_8, SWAP_8), merge(a2, a6, UPPER_8, SWAP_8), UPPER_4, SWAP_4);
      FloatVector odd =
          merge(merge(a1, a5, UPPER_8, SWAP_8), merge(a3, a7, UPPER_8, SWAP_8), UPPER_4, SWAP_4);
      pairs = merge(even, odd, UPPER_2, SWAP_2);
    } else if (PARTS == 2) {
      FloatVector even = merge(a0.add(a1), a4.add(a5), UPPER_4, SWAP_4);
      FloatVector odd = merge(a2.add(a3), a6.add(a7), UPPER_4, SWAP_4);
      pairs = merge(even, odd, UPPER_2, SWAP_2);
    } else {
      FloatVector first = a0.add(a2).add(a1.add(a3));
      FloatVector second = a4.add(a6).add(a5.add(a7));
      pairs = merge(first, second, UPPER_2, SWAP_2);
    }
    // Each word's two last partial sums are neighbours. The upper half of the result is of no use.
    FloatVector normaliser = pairs.add(pairs.rearrange(SWAP_1)).rearrange(EVEN);
    load(single.counts, i).div(normaliser).intoArray(single.weight, i);
  }

  /**
   * Sums of lanes at a distance: of a's in the lower half of every pair of lanes, of b's in the
   * upper.
   */
  private static FloatVector merge(
      FloatVector a, FloatVector b, VectorMask<Float> upper, VectorShuffle<Float> swap) {
    return a.blend(b, upper).add(b.blend(a, upper).rearrange(swap));
  }

  private static void sum(DocumentWorkspace document, int i) {
    float[] rows = document.single.rows;
    float[] sums = document.single.accumulator;
    float[] weight = document.single.weight;
    int r0 = row(document, i);
    int r1 = row(document, i + 1);
    int r2 = row(document, i + 2 % GROUP);
    int r3 = row(document, i + 3 % GROUP);
    int r4 = row(document, i + 4 % GROUP);
    int r5 = row(document, i + 5 % GROUP);
    int r6 = row(document, i + 6 % GROUP);
    int r7 = row(document, i + 7 % GROUP);
    FloatVector w0 = FloatVector.broadcast(SPECIES, weight[i]);
    FloatVector w1 = FloatVector.broadcast(SPECIES, weight[i + 1]);
    FloatVector w2 = FloatVector.broadcast(SPECIES, weight[i + 2]);
    FloatVector w3 = FloatVector.broadcast(SPECIES, weight[i + 3]);
    FloatVector w4 = FloatVector.broadcast(SPECIES, weight[i + 4]);
    FloatVector w5 = FloatVector.broadcast(SPECIES, weight[i + 5]);
    FloatVector w6 = FloatVector.broadcast(SPECIES, weight[i + 6]);
    FloatVector w7 = FloatVector.broadcast(SPECIES, weight[i + 7]);
    for (int k = 0; k < sums.length; k += WIDTH) {
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
  protected double update(DocumentWorkspace document, double[] alpha) {
    SingleArrays single = document.single;
    float[] gamma = single.gamma;
    for (int lane = 0; lane < LANES; lane += WIDTH) {
      FloatVector change = FloatVector.zero(SPECIES);
      for (int k = lane; k < gamma.length; k += LANES) {
        FloatVector updated =
            load(single.theta, k).fma(load(single.accumulator, k), load(single.alpha, k));
        change = change.add(updated.sub(load(gamma, k)).abs());
        updated.intoArray(gamma, k);
      }
      change.intoArray(single.partial, lane);
    }
    return combine(single.partial);
  }
}
