package mpjlda.core.kernel.vector;

import mpjlda.core.kernel.DocumentWorkspace;
import mpjlda.core.kernel.DoubleArrays;
import mpjlda.core.kernel.FloatArrays;
import mpjlda.core.kernel.KernelArrays;

/**
 * A part of a sweep with a compiled method of its own.
 *
 * <p>HotSpot's compiler gives up inlining after some thirty vector operations in one compilation,
 * and what it does not inline makes an object of every vector, which is twenty times as slow. It
 * does not inline a call that has had three receivers, so stages called from one place stay apart.
 *
 * @param <A> the arrays of its precision
 */
interface Stage<A extends KernelArrays> {
  /** Bytes of the nearest cache that rows may take; decides the speed only. */
  int CACHE = 32768;

  /** A stage in double precision. */
  @FunctionalInterface
  interface OfDoubles extends Stage<DoubleArrays> {}

  /** A stage in single precision. */
  @FunctionalInterface
  interface OfFloats extends Stage<FloatArrays> {}

  /**
   * Runs the stage.
   *
   * @param from first topic or word
   * @param end behind the last one
   */
  void run(A arrays, int from, int end);

  static <A extends KernelArrays> void run(Stage<A>[] stages, A arrays, int from, int end) {
    for (Stage<A> stage : stages) {
      stage.run(arrays, from, end);
    }
  }

  /**
   * Runs all stages on some words, then on the next, so that their rows stay in the nearest cache.
   */
  static <A extends KernelArrays> void runBlocks(Stage<A>[] stages, A arrays) {
    for (int i = 0; i < arrays.size; i += DocumentWorkspace.BLOCK) {
      run(stages, arrays, i, Math.min(i + DocumentWorkspace.BLOCK, arrays.size));
    }
  }

  /**
   * Words whose rows for all topics, topic by topic, take about half of the nearest cache.
   *
   * @param lanes of the precision
   */
  static int wordsInCache(int topics, int lanes) {
    int words = CACHE / (64 / lanes) / topics;
    return Math.max(64, words / 64 * 64);
  }
}
