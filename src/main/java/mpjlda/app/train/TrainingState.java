package mpjlda.app.train;

import java.util.Arrays;
import java.util.Optional;
import mpjlda.cluster.checkpoint.Checkpoint;
import mpjlda.cluster.checkpoint.CheckpointProgress;
import mpjlda.cluster.checkpoint.CheckpointState;
import mpjlda.core.matrix.BlockedDoubleMatrix;
import mpjlda.core.matrix.RowLayout;
import mpjlda.core.parallel.Communicator;
import mpjlda.core.priors.DirichletPriors;

/**
 * The progress of a run, identical on all ranks.
 *
 * @param iteration the last one that is done; 0 at the start
 * @param bound of that iteration; NaN at the start
 * @param previousBound of the iteration before; NaN if there was none
 * @param within how far the next iteration has come
 * @param polishedFrom the iteration after which another algorithm took over; 0 = none has
 * @param priors that the next iteration starts from
 */
record TrainingState(
    int iteration,
    double bound,
    double previousBound,
    Within within,
    int polishedFrom,
    DirichletPriors priors) {
  /**
   * The progress within an iteration of batches of documents.
   *
   * @param batches done
   * @param bound their documents' part of it
   * @param sweeps of their documents
   */
  record Within(int batches, double bound, long sweeps) {
    static final Within NOTHING = new Within(0, 0, 0);
  }

  /** The place of alpha among the words that are broadcast. */
  private static final int ALPHA = 10;

  /** The progress of a new run. */
  static TrainingState start(DirichletPriors priors) {
    return new TrainingState(0, Double.NaN, Double.NaN, Within.NOTHING, 0, priors);
  }

  static TrainingState of(CheckpointState checkpoint) {
    CheckpointProgress saved = checkpoint.progress();
    return new TrainingState(
        checkpoint.iteration(),
        checkpoint.bound(),
        saved.previousBound(),
        new Within(saved.batches(), saved.batchesBound(), saved.batchesSweeps()),
        saved.polishedFrom(),
        new DirichletPriors(checkpoint.alpha(), checkpoint.eta()));
  }

  /** The state after one more iteration. */
  TrainingState after(int done, double newBound) {
    return new TrainingState(done, newBound, bound, Within.NOTHING, polishedFrom, priors);
  }

  /** This progress with other priors for the next iteration. */
  TrainingState with(DirichletPriors next) {
    return new TrainingState(iteration, bound, previousBound, within, polishedFrom, next);
  }

  /** The state after one more batch, which does not end its iteration. */
  TrainingState afterBatches(Within done) {
    return new TrainingState(iteration, bound, previousBound, done, polishedFrom, priors);
  }

  /** This progress, from which another algorithm continues. */
  TrainingState polishedFromHere() {
    return new TrainingState(iteration, bound, previousBound, Within.NOTHING, iteration, priors);
  }

  /** Whether as much is done as in another state of the same run. */
  boolean isAt(TrainingState other) {
    return iteration == other.iteration && within.batches() == other.within.batches();
  }

  /** Such as {@code iteration 3} or {@code iteration 3 and 17 batches}. */
  String place() {
    return "iteration "
        + iteration
        + switch (within.batches()) {
          case 0 -> "";
          case 1 -> " and 1 batch";
          default -> " and " + within.batches() + " batches";
        };
  }

  /** The numbers that a checkpoint keeps besides iteration, bound, priors and lambda. */
  CheckpointProgress toSave(double tolerance) {
    return new CheckpointProgress(
        previousBound, tolerance, within.batches(), within.bound(), within.sweeps(), polishedFrom);
  }

  /** Whether the last iteration changed the bound by less than the tolerance, a part of itself. */
  boolean converged(double tolerance) {
    return Math.abs(bound - previousBound) < tolerance * Math.abs(previousBound);
  }

  /**
   * Gives every rank rank 0's state and lambda; called by all of them.
   *
   * @param checkpoint on rank 0, if there is one; not looked at on the others
   * @param layout of lambda
   * @return the lambda to continue from and its iteration; empty if there is none
   */
  static Optional<Resumed> broadcast(
      Optional<Checkpoint> checkpoint, RowLayout layout, Communicator comm) {
    boolean owner = comm.rank() == 0 && checkpoint.isPresent();
    int topics = layout.columns();
    long[] words = new long[ALPHA + topics];
    if (owner) {
      TrainingState own = of(checkpoint.get().state());
      words[0] = 1;
      words[1] = own.iteration();
      words[2] = Double.doubleToRawLongBits(own.bound());
      words[3] = Double.doubleToRawLongBits(own.previousBound());
      words[4] = checkpoint.get().generation();
      words[5] = Double.doubleToRawLongBits(own.priors().eta());
      words[6] = own.within().batches();
      words[7] = Double.doubleToRawLongBits(own.within().bound());
      words[8] = own.within().sweeps();
      words[9] = own.polishedFrom();
      for (int k = 0; k < topics; k++) {
        words[ALPHA + k] = Double.doubleToRawLongBits(own.priors().alpha()[k]);
      }
    }
    comm.broadcast(words);
    if (words[0] == 0) {
      return Optional.empty();
    }
    BlockedDoubleMatrix lambda =
        owner ? checkpoint.get().state().lambda() : new BlockedDoubleMatrix(layout);
    for (int b = 0; b < layout.blocks(); b++) {
      // All of the block is rank 0's share.
      int[] starts = new int[comm.size() + 1];
      Arrays.fill(starts, 1, starts.length, layout.entriesIn(b));
      comm.allgather(lambda.block(b), starts);
    }
    return Optional.of(new Resumed(decode(words), lambda, words[4]));
  }

  private static TrainingState decode(long[] words) {
    double[] alpha = new double[words.length - ALPHA];
    Arrays.setAll(alpha, k -> Double.longBitsToDouble(words[ALPHA + k]));
    return new TrainingState(
        (int) words[1],
        Double.longBitsToDouble(words[2]),
        Double.longBitsToDouble(words[3]),
        new Within((int) words[6], Double.longBitsToDouble(words[7]), words[8]),
        (int) words[9],
        new DirichletPriors(alpha, Double.longBitsToDouble(words[5])));
  }

  /**
   * A state and its lambda.
   *
   * @param generation of the checkpoint, which has the ranks' parts
   */
  record Resumed(TrainingState state, BlockedDoubleMatrix lambda, long generation) {}
}
