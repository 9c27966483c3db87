package mpjlda.core.kernel.vector;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import mpjlda.core.kernel.DoubleArrays;
import mpjlda.core.kernel.Precision;

/**
 * The sums of {@link VectorKernel} where rows lie topic by topic: a word's normaliser is a lane of
 * its own, and the sums over lanes that are left are one for each topic, not for each word.
 */
final class TopicRows {
  private static final VectorSpecies<Double> SPECIES = Lanes.DOUBLE;
  private static final int WIDTH = SPECIES.length();
  private static final int LANES = Precision.DOUBLE.lanes();
  private static final int PARTS = Lanes.PARTS;

  /** Topics at a time. */
  private static final int GROUP = 8 / PARTS;

  private static final Stage.OfDoubles[] WEIGH = {TopicRows::fourVectors, TopicRows::oneVector};
  private static final Stage.OfDoubles[] WEIGH_AND_SUM = {
    TopicRows::fourVectors, TopicRows::oneVector, TopicRows::dots
  };
  private static final Stage.OfDoubles[] TOTAL = {TopicRows::total};

  private TopicRows() {}

  static void weigh(DoubleArrays arrays) {
    Arrays.fill(arrays.theta, arrays.topics, arrays.stride, 0);
    Stage.run(WEIGH, arrays, 0, arrays.paddedSize());
  }

  static void weighAndSum(DoubleArrays arrays) {
    Arrays.fill(arrays.theta, arrays.topics, arrays.stride, 0);
    Arrays.fill(arrays.lanes, 0, arrays.stride * LANES, 0);
    int block = Stage.wordsInCache(arrays.topics, LANES);
    int end = arrays.paddedSize();
    for (int i = 0; i < end; i += block) {
      Stage.run(WEIGH_AND_SUM, arrays, i, Math.min(i + block, end));
    }
    Stage.run(TOTAL, arrays, 0, arrays.topics);
    Arrays.fill(arrays.accumulator, arrays.topics, arrays.stride, 0);
  }

  private static DoubleVector load(double[] array, int at) {
    return DoubleVector.fromArray(SPECIES, array, at);
  }

  /** Weights of as many words as fill groups of four vectors. */
  private static void fourVectors(DoubleArrays arrays, int from, int end) {
    double[] theta = arrays.theta;
    double[] rows = arrays.rows;
    double[] base = arrays.base;
    double[] counts = arrays.counts;
    double[] weight = arrays.weight;
    int[] starts = arrays.starts;
    int topics = arrays.topics;
    for (int i = from; i + 4 * WIDTH <= end; i += 4 * WIDTH) {
      DoubleVector a0 = load(base, i);
      DoubleVector a1 = load(base, i + WIDTH);
      DoubleVector a2 = load(base, i + 2 * WIDTH);
      DoubleVector a3 = load(base, i + 3 * WIDTH);
      DoubleVector b0 = DoubleVector.zero(SPECIES);
      DoubleVector b1 = b0;
      DoubleVector b2 = b0;
      DoubleVector b3 = b0;
      for (int k = 0; k < topics; k += 2) {
        int row = starts[k] + i;
        DoubleVector t = DoubleVector.broadcast(SPECIES, theta[k]);
        a0 = load(rows, row).fma(t, a0);
        a1 = load(rows, row + WIDTH).fma(t, a1);
        a2 = load(rows, row + 2 * WIDTH).fma(t, a2);
        a3 = load(rows, row + 3 * WIDTH).fma(t, a3);
        row = starts[k + 1] + i;
        t = DoubleVector.broadcast(SPECIES, theta[k + 1]);
        b0 = load(rows, row).fma(t, b0);
        b1 = load(rows, row + WIDTH).fma(t, b1);
        b2 = load(rows, row + 2 * WIDTH).fma(t, b2);
        b3 = load(rows, row + 3 * WIDTH).fma(t, b3);
      }
      load(counts, i).div(a0.add(b0)).intoArray(weight, i);
      load(counts, i + WIDTH).div(a1.add(b1)).intoArray(weight, i + WIDTH);
      load(counts, i + 2 * WIDTH).div(a2.add(b2)).intoArray(weight, i + 2 * WIDTH);
      load(counts, i + 3 * WIDTH).div(a3.add(b3)).intoArray(weight, i + 3 * WIDTH);
    }
  }

  /** Weights of the words that are left. */
  private static void oneVector(DoubleArrays arrays, int from, int end) {
    double[] theta = arrays.theta;
    double[] rows = arrays.rows;
    int[] starts = arrays.starts;
    int topics = arrays.topics;
    for (int i = from + (end - from) / (4 * WIDTH) * (4 * WIDTH); i < end; i += WIDTH) {
      DoubleVector a = load(arrays.base, i);
      DoubleVector b = DoubleVector.zero(SPECIES);
      for (int k = 0; k < topics; k += 2) {
        a = load(rows, starts[k] + i).fma(DoubleVector.broadcast(SPECIES, theta[k]), a);
        b = load(rows, starts[k + 1] + i).fma(DoubleVector.broadcast(SPECIES, theta[k + 1]), b);
      }
      load(arrays.counts, i).div(a.add(b)).intoArray(arrays.weight, i);
    }
  }

  /** Adds the words' part to the partial sums of every topic. */
  private static void dots(DoubleArrays arrays, int from, int end) {
    double[] weight = arrays.weight;
    double[] rows = arrays.rows;
    double[] lanes = arrays.lanes;
    int[] starts = arrays.starts;
    int topics = arrays.topics;
    for (int k = 0; k < topics; k += GROUP) {
      int r0 = starts[k];
      int r1 = starts[k + 1 / PARTS] + 1 % PARTS * WIDTH;
      int r2 = starts[k + 2 / PARTS] + 2 % PARTS * WIDTH;
      int r3 = starts[k + 3 / PARTS] + 3 % PARTS * WIDTH;
      int r4 = starts[k + 4 / PARTS];
      int r5 = starts[k + 5 / PARTS] + 5 % PARTS * WIDTH;
      int r6 = starts[k + 6 / PARTS] + 6 % PARTS * WIDTH;
      int r7 = starts[k + 7 / PARTS] + 7 % PARTS * WIDTH;
      int at = k * LANES;
      DoubleVector a0 = load(lanes, at);
      DoubleVector a1 = load(lanes, at + WIDTH);
      DoubleVector a2 = load(lanes, at + 2 * WIDTH);
      DoubleVector a3 = load(lanes, at + 3 * WIDTH);
      DoubleVector a4 = load(lanes, at + 4 * WIDTH);
      DoubleVector a5 = load(lanes, at + 5 * WIDTH);
      DoubleVector a6 = load(lanes, at + 6 * WIDTH);
      DoubleVector a7 = load(lanes, at + 7 * WIDTH);
      for (int i = from; i < end; i += LANES) {
        DoubleVector w0 = load(weight, i);
        DoubleVector w1 = PARTS > 1 ? load(weight, i + WIDTH) : w0;
        DoubleVector w2 = PARTS > 2 ? load(weight, i + 2 * WIDTH) : w0;
        DoubleVector w3 = PARTS > 2 ? load(weight, i + 3 * WIDTH) : w1;
        a0 = load(rows, r0 + i).fma(w0, a0);
        a1 = load(rows, r1 + i).fma(w1, a1);
        a2 = load(rows, r2 + i).fma(w2, a2);
        a3 = load(rows, r3 + i).fma(w3, a3);
        a4 = load(rows, r4 + i).fma(w0, a4);
        a5 = load(rows, r5 + i).fma(w1, a5);
        a6 = load(rows, r6 + i).fma(w2, a6);
        a7 = load(rows, r7 + i).fma(w3, a7);
      }
      a0.intoArray(lanes, at);
      a1.intoArray(lanes, at + WIDTH);
      a2.intoArray(lanes, at + 2 * WIDTH);
      a3.intoArray(lanes, at + 3 * WIDTH);
      a4.intoArray(lanes, at + 4 * WIDTH);
      a5.intoArray(lanes, at + 5 * WIDTH);
      a6.intoArray(lanes, at + 6 * WIDTH);
      a7.intoArray(lanes, at + 7 * WIDTH);
    }
  }

  /** The sums of the lanes. */
  private static void total(DoubleArrays arrays, int from, int end) {
    for (int k = from; k < end; k += GROUP) {
      VectorKernel.normalisers(arrays.lanes, k * LANES).intoArray(arrays.accumulator, k);
    }
  }
}
