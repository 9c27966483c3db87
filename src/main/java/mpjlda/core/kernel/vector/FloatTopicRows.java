package mpjlda.core.kernel.vector;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import mpjlda.core.kernel.FloatArrays;
import mpjlda.core.kernel.Precision;

/** {@link TopicRows} in single precision. */
final class FloatTopicRows {
  private static final VectorSpecies<Float> SPECIES = Lanes.FLOAT;
  private static final int WIDTH = SPECIES.length();
  private static final int LANES = Precision.SINGLE.lanes();
  private static final int PARTS = Lanes.PARTS;

  /** Topics at a time. */
  private static final int GROUP = 8 / PARTS;

  private static final Stage.OfFloats[] WEIGH = {
    FloatTopicRows::fourVectors, FloatTopicRows::oneVector
  };
  private static final Stage.OfFloats[] WEIGH_AND_SUM = {
    FloatTopicRows::fourVectors, FloatTopicRows::oneVector, FloatTopicRows::dots
  };
  private static final Stage.OfFloats[] SUM = {FloatTopicRows::dots};
  private static final Stage.OfFloats[] TOTAL = {FloatTopicRows::total};

  private FloatTopicRows() {}

  static void weigh(FloatArrays arrays) {
    Arrays.fill(arrays.theta, arrays.topics, arrays.stride, 0);
    Stage.run(WEIGH, arrays, 0, arrays.paddedSize());
  }

  static void weighAndSum(FloatArrays arrays) {
    Arrays.fill(arrays.theta, arrays.topics, arrays.stride, 0);
    Arrays.fill(arrays.lanes, 0, sums(arrays) * LANES, 0);
    int block = Stage.wordsInCache(arrays.topics, LANES);
    int end = arrays.paddedSize();
    for (int i = 0; i < end; i += block) {
      Stage.run(WEIGH_AND_SUM, arrays, i, Math.min(i + block, end));
    }
    Stage.run(TOTAL, arrays, 0, arrays.topics);
  }

  static void sum(FloatArrays arrays) {
    Arrays.fill(arrays.lanes, 0, sums(arrays) * LANES, 0);
    Stage.run(SUM, arrays, 0, arrays.paddedSize());
    Stage.run(TOTAL, arrays, 0, arrays.topics);
  }

  /** Topics whose sums are made: some behind the last one, and their theta is 0. */
  private static int sums(FloatArrays arrays) {
    return (arrays.topics + GROUP - 1) / GROUP * GROUP;
  }

  private static FloatVector load(float[] array, int at) {
    return FloatVector.fromArray(SPECIES, array, at);
  }

  /** Weights, of four vectors of words at a time; the last four may be made twice. */
  private static void fourVectors(FloatArrays arrays, int from, int end) {
    if (end - from < 4 * WIDTH) {
      return;
    }
    float[] theta = arrays.theta;
    float[] rows = arrays.rows;
    float[] base = arrays.base;
    float[] counts = arrays.counts;
    float[] weight = arrays.weight;
    int[] starts = arrays.starts;
    int topics = arrays.topics;
    int groups = (end - from + 4 * WIDTH - 1) / (4 * WIDTH);
    for (int group = 0; group < groups; group++) {
      int i = Math.min(from + group * (4 * WIDTH), end - 4 * WIDTH);
      FloatVector a0 = load(base, i);
      FloatVector a1 = load(base, i + WIDTH);
      FloatVector a2 = load(base, i + 2 * WIDTH);
      FloatVector a3 = load(base, i + 3 * WIDTH);
      FloatVector b0 = FloatVector.zero(SPECIES);
      FloatVector b1 = b0;
      FloatVector b2 = b0;
      FloatVector b3 = b0;
      for (int k = 0; k < topics; k += 2) {
        int row = starts[k] + i;
        FloatVector t = FloatVector.broadcast(SPECIES, theta[k]);
        a0 = load(rows, row).fma(t, a0);
        a1 = load(rows, row + WIDTH).fma(t, a1);
        a2 = load(rows, row + 2 * WIDTH).fma(t, a2);
        a3 = load(rows, row + 3 * WIDTH).fma(t, a3);
        row = starts[k + 1] + i;
        t = FloatVector.broadcast(SPECIES, theta[k + 1]);
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

  /** Weights of words that are fewer. */
  private static void oneVector(FloatArrays arrays, int from, int end) {
    if (end - from >= 4 * WIDTH) {
      return;
    }
    float[] theta = arrays.theta;
    float[] rows = arrays.rows;
    int[] starts = arrays.starts;
    int topics = arrays.topics;
    for (int i = from; i < end; i += WIDTH) {
      FloatVector a = load(arrays.base, i);
      FloatVector b = FloatVector.zero(SPECIES);
      for (int k = 0; k < topics; k += 2) {
        a = load(rows, starts[k] + i).fma(FloatVector.broadcast(SPECIES, theta[k]), a);
        b = load(rows, starts[k + 1] + i).fma(FloatVector.broadcast(SPECIES, theta[k + 1]), b);
      }
      load(arrays.counts, i).div(a.add(b)).intoArray(arrays.weight, i);
    }
  }

  /** Adds the words' part to the partial sums of every topic. */
  private static void dots(FloatArrays arrays, int from, int end) {
    float[] weight = arrays.weight;
    float[] rows = arrays.rows;
    float[] lanes = arrays.lanes;
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
      FloatVector a0 = load(lanes, at);
      FloatVector a1 = load(lanes, at + WIDTH);
      FloatVector a2 = load(lanes, at + 2 * WIDTH);
      FloatVector a3 = load(lanes, at + 3 * WIDTH);
      FloatVector a4 = load(lanes, at + 4 * WIDTH);
      FloatVector a5 = load(lanes, at + 5 * WIDTH);
      FloatVector a6 = load(lanes, at + 6 * WIDTH);
      FloatVector a7 = load(lanes, at + 7 * WIDTH);
      for (int i = from; i < end; i += LANES) {
        FloatVector w0 = load(weight, i);
        FloatVector w1 = PARTS > 1 ? load(weight, i + WIDTH) : w0;
        FloatVector w2 = PARTS > 2 ? load(weight, i + 2 * WIDTH) : w0;
        FloatVector w3 = PARTS > 2 ? load(weight, i + 3 * WIDTH) : w1;
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
  private static void total(FloatArrays arrays, int from, int end) {
    for (int k = from; k < end; k += GROUP) {
      VectorFloatKernel.normalisers(arrays.lanes, k * LANES).intoArray(arrays.accumulator, k);
    }
  }
}
