package mpjlda.app.train;

import mpjlda.cluster.distributed.ControlFlags;
import mpjlda.core.matrix.BlockedDoubleMatrix;

/** Receives the iterations of a {@link Trainer} on a rank, and requests stops and checkpoints. */
interface TrainingListener {
  /**
   * This rank's requests for the end of an iteration; they are reduced over the ranks together with
   * the statistics.
   */
  ControlFlags flags(int iteration);

  /**
   * This rank's requests for the end of a batch that does not end its iteration.
   *
   * @param done iterations before this one
   */
  ControlFlags flagsWithin(int done);

  /** The algorithm is about to change lambda in place. */
  void beforeMStep(int iteration);

  /**
   * An iteration is done.
   *
   * @param lambda (V × K) after it; unchanged until the next {@link #beforeMStep}; this rank's
   *     share of it only, unless a checkpoint or all of lambda is requested, or the run ends
   */
  void iterationDone(Trainer.IterationReport report, BlockedDoubleMatrix lambda);

  /**
   * A batch of documents is done that does not end its iteration.
   *
   * @param lambda (V × K) after it; unchanged until the next {@link #beforeMStep}
   */
  void batchDone(Trainer.BatchReport report, BlockedDoubleMatrix lambda);
}
