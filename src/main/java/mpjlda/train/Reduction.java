package mpjlda.train;

import java.util.Arrays;
import mpjlda.comm.Communicator;
import mpjlda.math.ExactSum;
import mpjlda.matrix.LongRows;

/**
 * The sum of an iteration over the ranks: the statistics, block by block, and the few numbers
 * beside them in one short vector.
 */
final class Reduction {
  /**
   * What a rank brings, beside its statistics.
   *
   * @param bound its documents' part of the bound
   * @param sweeps of its documents
   * @param eStepNanos how long its E-step took
   * @param wishes for the end of this iteration
   */
  record Local(ExactSum bound, long sweeps, long eStepNanos, Trainer.Wishes wishes) {}

  /**
   * An iteration of the whole corpus.
   *
   * @param bound the documents' part of the bound
   * @param sweeps of all documents
   * @param wishes each, if any rank has it
   * @param eStepNanos by rank
   */
  record Totals(double bound, long sweeps, Trainer.Wishes wishes, long[] eStepNanos) {
    long slowestNanos() {
      return Arrays.stream(eStepNanos).max().orElse(0);
    }

    /** The slowest rank's E-step over the mean. */
    double imbalance() {
      long sum = Arrays.stream(eStepNanos).sum();
      return sum == 0 ? 1 : (double) slowestNanos() * eStepNanos.length / sum;
    }
  }

  private static final int SWEEPS = ExactSum.WORDS;
  private static final int STOP = SWEEPS + 1;
  private static final int CHECKPOINT = STOP + 1;
  private static final int TIMES = CHECKPOINT + 1;

  private final Communicator comm;
  private final PhaseClock clock;

  Reduction(Communicator comm, PhaseClock clock) {
    this.comm = comm;
    this.clock = clock;
  }

  /** Replaces the statistics (V × K) by their sum over the ranks. */
  Totals allreduce(LongRows statistics, Local local, int iteration) {
    // The short vector goes first: all ranks must have come to it, so its time is the waiting for
    // the slowest.
    long[] words = new long[TIMES + comm.size()];
    local.bound().store(words, 0);
    words[SWEEPS] = local.sweeps();
    words[STOP] = local.wishes().stop() ? 1 : 0;
    words[CHECKPOINT] = local.wishes().checkpoint() ? 1 : 0;
    words[TIMES + comm.rank()] = local.eStepNanos();
    clock.run(Phase.WAIT, iteration, () -> comm.allreduceSum(words, 0, words.length));
    clock.run(Phase.TRANSFER, iteration, () -> allreduce(statistics));
    return new Totals(
        ExactSum.load(words, 0).value(),
        words[SWEEPS],
        new Trainer.Wishes(words[STOP] > 0, words[CHECKPOINT] > 0),
        Arrays.copyOfRange(words, TIMES, words.length));
  }

  private void allreduce(LongRows rows) {
    for (int b = 0; b < rows.layout().blocks(); b++) {
      comm.allreduceSum(rows.block(b), 0, rows.layout().entriesIn(b));
    }
  }
}
