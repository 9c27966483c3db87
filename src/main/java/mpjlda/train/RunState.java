package mpjlda.train;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import mpjlda.checkpoint.Checkpoint;
import mpjlda.checkpoint.CheckpointState;
import mpjlda.comm.Communicator;
import mpjlda.matrix.DoubleRows;
import mpjlda.matrix.RowLayout;
import mpjlda.priors.DirichletPriors;

/**
 * How far a run has come, the same on all ranks.
 *
 * @param iteration the last one that is done; 0 at the start
 * @param bound of that iteration; NaN at the start
 * @param previousBound of the iteration before; NaN if there was none
 * @param priors that the next iteration starts from
 */
record RunState(int iteration, double bound, double previousBound, DirichletPriors priors) {
  static final String TOLERANCE = "tolerance";

  private static final String PREVIOUS_BOUND = "previous_bound";

  /** Where alpha is among the words that are broadcast. */
  private static final int ALPHA = 6;

  /** Of a new run. */
  static RunState start(DirichletPriors priors) {
    return new RunState(0, Double.NaN, Double.NaN, priors);
  }

  static RunState of(CheckpointState checkpoint) {
    Object previous = checkpoint.counters().get(PREVIOUS_BOUND);
    return new RunState(
        checkpoint.iteration(),
        checkpoint.bound(),
        previous instanceof Double bound ? bound : Double.NaN,
        new DirichletPriors(checkpoint.alpha(), checkpoint.eta()));
  }

  /** The state after one more iteration. */
  RunState after(int done, double newBound) {
    return new RunState(done, newBound, bound, priors);
  }

  /** The same with other priors for the next iteration. */
  RunState with(DirichletPriors next) {
    return new RunState(iteration, bound, previousBound, next);
  }

  /** What a checkpoint keeps beside lambda. */
  Map<String, Object> counters(double tolerance) {
    return Map.of(PREVIOUS_BOUND, previousBound, TOLERANCE, tolerance);
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
   * @return the lambda to go on from and where that is; empty if there is none
   */
  static Optional<Resumed> broadcast(
      Optional<Checkpoint> checkpoint, RowLayout layout, Communicator comm) {
    boolean owner = comm.rank() == 0 && checkpoint.isPresent();
    int topics = layout.columns();
    long[] words = new long[ALPHA + topics];
    if (owner) {
      RunState own = of(checkpoint.get().state());
      words[0] = 1;
      words[1] = own.iteration();
      words[2] = Double.doubleToRawLongBits(own.bound());
      words[3] = Double.doubleToRawLongBits(own.previousBound());
      words[4] = checkpoint.get().generation();
      words[5] = Double.doubleToRawLongBits(own.priors().eta());
      for (int k = 0; k < topics; k++) {
        words[ALPHA + k] = Double.doubleToRawLongBits(own.priors().alpha()[k]);
      }
    }
    // The others' words are zero, so the sum is rank 0's.
    comm.allreduceSum(words, 0, words.length);
    if (words[0] == 0) {
      return Optional.empty();
    }
    DoubleRows lambda = owner ? checkpoint.get().state().lambda() : new DoubleRows(layout);
    for (int b = 0; b < layout.blocks(); b++) {
      // All of the block is rank 0's share.
      int[] starts = new int[comm.size() + 1];
      Arrays.fill(starts, 1, starts.length, layout.entriesIn(b));
      comm.allgather(lambda.block(b), starts);
    }
    double[] alpha = new double[topics];
    Arrays.setAll(alpha, k -> Double.longBitsToDouble(words[ALPHA + k]));
    RunState state =
        new RunState(
            (int) words[1],
            Double.longBitsToDouble(words[2]),
            Double.longBitsToDouble(words[3]),
            new DirichletPriors(alpha, Double.longBitsToDouble(words[5])));
    return Optional.of(new Resumed(state, lambda, words[4]));
  }

  /**
   * A state and its lambda.
   *
   * @param generation of the checkpoint, which has the ranks' parts
   */
  record Resumed(RunState state, DoubleRows lambda, long generation) {}
}
