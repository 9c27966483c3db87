package mpjlda.core.kernel.vector;

import mpjlda.core.kernel.DocumentWorkspace;

/**
 * A part of a sweep with a compiled method of its own.
 *
 * <p>HotSpot's compiler gives up inlining after some thirty vector operations in one compilation,
 * and what it does not inline makes an object of every vector, which is twenty times as slow. It
 * does not inline a call that has had three receivers, so stages called from one place stay apart.
 */
@FunctionalInterface
interface Stage {
  /** What rows may take of the nearest cache, in bytes; decides the speed only. */
  int CACHE = 32768;

  /**
   * Does it.
   *
   * @param from first topic or word
   * @param end behind the last one
   */
  void run(DocumentWorkspace document, int from, int end);

  static void run(Stage[] stages, DocumentWorkspace document, int from, int end) {
    for (Stage stage : stages) {
      stage.run(document, from, end);
    }
  }

  /**
   * Runs all stages on some words, then on the next, so that their rows stay in the nearest cache.
   */
  static void runBlocks(Stage[] stages, DocumentWorkspace document) {
    for (int i = 0; i < document.size; i += DocumentWorkspace.BLOCK) {
      run(stages, document, i, Math.min(i + DocumentWorkspace.BLOCK, document.size));
    }
  }

  /** Words whose rows for all topics, topic by topic, take about half of the nearest cache. */
  static int wordsInCache(DocumentWorkspace document) {
    int words = CACHE / (64 / document.precision.lanes()) / document.topics;
    return Math.max(64, words / 64 * 64);
  }
}
