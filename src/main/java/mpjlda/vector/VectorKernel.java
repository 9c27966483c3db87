package mpjlda.vector;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;
import mpjlda.estep.DocumentWorkspace;
import mpjlda.estep.Precision;
import mpjlda.estep.SweepingKernel;
import mpjlda.math.ArrayFunctions;
import mpjlda.math.SpecialFunctions;

/**
 * {@link mpjlda.estep.ScalarKernel} with vectors, to the bit.
 *
 * <p>As many words at a time as make eight accumulators share the loads of theta. Their sums over
 * lanes are added by a tree that mixes the words, so that it ends in one vector of all the words'
 * normalisers; then the rows, which are still in the nearest cache, are added to the accumulator.
 */
public final class VectorKernel extends SweepingKernel {
  private static final VectorSpecies<Double> SPECIES = Lanes.DOUBLE;
  private static final int WIDTH = SPECIES.length();
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
  public Precision precision() {
    return Precision.DOUBLE;
  }

  @Override
  protected void theta(DocumentWorkspace document) {
    double[] gamma = document.gamma;
    DoubleVector most = DoubleVector.zero(SPECIES);
    for (int k = 0; k < gamma.length; k += WIDTH) {
      most = most.max(DoubleVector.fromArray(SPECIES, gamma, k));
    }
    double shift = SpecialFunctions.harmonicStep(most.reduceLanes(VectorOperators.MAX));
    for (int k = 0; k < gamma.length; k += WIDTH) {
      VectorMath.expDigamma(DoubleVector.fromArray(SPECIES, gamma, k), shift)
          .intoArray(document.theta, k);
    }
    document.shift = shift;
  }

  @Override
  protected void weigh(DocumentWorkspace document) {
    for (int i = 0; i < document.size; i += GROUP) {
      weigh(document, i);
    }
  }

  @Override
  protected void weighAndSum(DocumentWorkspace document) {
    Arrays.fill(document.accumulator, 0);
    for (int i = 0; i < document.size; i += GROUP) {
      weigh(document, i);
      sum(document, i);
    }
  }

  private static DoubleVector load(double[] array, int at) {
    return DoubleVector.fromArray(SPECIES, array, at);
  }

  /** The start of a word's row; behind the last word, that of the last, whose count is then 0. */
  private static int row(DocumentWorkspace document, int i) {
    return Math.min(i, document.size - 1) * document.stride;
  }

  private static void weigh(DocumentWorkspace document, int i) {
    double[] theta = document.theta;
    double[] rows = document.rows;
    int r0 = row(document, i);
    int r1 = row(document, i + W1) + P1;
    int r2 = row(document, i + W2) + P2;
    int r3 = row(document, i + W3) + P3;
    int r4 = row(document, i + W4);
    int r5 = row(document, i + W5) + P5;
    int r6 = row(document, i + W6) + P6;
    int r7 = row(document, i + W7) + P7;
    DoubleVector a0 = DoubleVector.zero(SPECIES);
    DoubleVector a1 = a0;
    DoubleVector a2 = a0;
    DoubleVector a3 = a0;
    DoubleVector a4 = a0;
    DoubleVector a5 = a0;
    DoubleVector a6 = a0;
    DoubleVector a7 = a0;
    for (int k = 0; k < theta.length; k += 8) {
      a0 = load(rows, r0 + k).fma(load(theta, k), a0);
      a1 = load(rows, r1 + k).fma(load(theta, k + P1), a1);
      a2 = load(rows, r2 + k).fma(load(theta, k + P2), a2);
      a3 = load(rows, r3 + k).fma(load(theta, k + P3), a3);
      a4 = load(rows, r4 + k).fma(load(theta, k), a4);
      a5 = load(rows, r5 + k).fma(load(theta, k + P5), a5);
      a6 = load(rows, r6 + k).fma(load(theta, k + P6), a6);
      a7 = load(rows, r7 + k).fma(load(theta, k + P7), a7);
    }
    DoubleVector normaliser;
    if (PARTS == 1) {
      DoubleVector even =
          merge(merge(a0, a4, UPPER_4, SWAP_4), merge(a2, a6, UPPER_4, SWAP_4), UPPER_2, SWAP_2);
      DoubleVector odd =
          merge(merge(a1, a5, UPPER_4, SWAP_4), merge(a3, a7, UPPER_4, SWAP_4), UPPER_2, SWAP_2);
      normaliser = merge(even, odd, UPPER_1, SWAP_1);
    } else if (PARTS == 2) {
      DoubleVector even = merge(a0.add(a1), a4.add(a5), UPPER_2, SWAP_2);
      DoubleVector odd = merge(a2.add(a3), a6.add(a7), UPPER_2, SWAP_2);
      normaliser = merge(even, odd, UPPER_1, SWAP_1);
    } else {
      DoubleVector first = a0.add(a2).add(a1.add(a3));
      DoubleVector second = a4.add(a6).add(a5.add(a7));
      normaliser = merge(first, second, UPPER_1, SWAP_1);
    }
    load(document.counts, i).div(normaliser).intoArray(document.weight, i);
  }

  /**
   * Sums of lanes at a distance: of a's in the lower half of every pair of lanes, of b's in the
   * upper.
   */
  private static DoubleVector merge(
      DoubleVector a, DoubleVector b, VectorMask<Double> upper, VectorShuffle<Double> swap) {
    return a.blend(b, upper).add(b.blend(a, upper).rearrange(swap));
  }

  private static void sum(DocumentWorkspace document, int i) {
    double[] rows = document.rows;
    double[] sums = document.accumulator;
    double[] weight = document.weight;
    int r0 = row(document, i);
    int r1 = row(document, i + 1);
    int r2 = row(document, i + 2 % GROUP);
    int r3 = row(document, i + 3 % GROUP);
    int r4 = row(document, i + 4 % GROUP);
    int r5 = row(document, i + 5 % GROUP);
    int r6 = row(document, i + 6 % GROUP);
    int r7 = row(document, i + 7 % GROUP);
    DoubleVector w0 = DoubleVector.broadcast(SPECIES, weight[i]);
    DoubleVector w1 = DoubleVector.broadcast(SPECIES, weight[i + 1]);
    DoubleVector w2 = DoubleVector.broadcast(SPECIES, weight[i + 2]);
    DoubleVector w3 = DoubleVector.broadcast(SPECIES, weight[i + 3]);
    DoubleVector w4 = DoubleVector.broadcast(SPECIES, weight[i + 4]);
    DoubleVector w5 = DoubleVector.broadcast(SPECIES, weight[i + 5]);
    DoubleVector w6 = DoubleVector.broadcast(SPECIES, weight[i + 6]);
    DoubleVector w7 = DoubleVector.broadcast(SPECIES, weight[i + 7]);
    for (int k = 0; k < sums.length; k += WIDTH) {
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
  protected double update(DocumentWorkspace document, double[] alpha) {
    double[] gamma = document.gamma;
    for (int lane = 0; lane < 8; lane += WIDTH) {
      DoubleVector change = DoubleVector.zero(SPECIES);
      for (int k = lane; k < gamma.length; k += 8) {
        DoubleVector updated =
            load(document.theta, k).fma(load(document.accumulator, k), load(alpha, k));
        change = change.add(updated.sub(load(gamma, k)).abs());
        updated.intoArray(gamma, k);
      }
      change.intoArray(document.partial, lane);
    }
    return ArrayFunctions.combine(document.partial);
  }
}
