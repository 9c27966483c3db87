package mpjlda.train;

import java.util.Arrays;
import mpjlda.comm.Communicator;
import mpjlda.estep.EStepRunner;
import mpjlda.estep.SufficientStatistics;
import mpjlda.math.ExactSum;
import mpjlda.matrix.LongRows;

/**
 * The sum of an iteration over the ranks: the statistics, block by block, and the few numbers
 * beside them in one short vector.
 */
final class Reduction {
  /**
   * An iteration of the whole corpus.
   *
   * @param bound the documents' part of the bound
   * @param sweeps of all documents
   * @param eStepNanos by rank
   */
  record Totals(double bound, long sweeps, long[] eStepNanos) {
    long slowestNanos() {
      return Arrays.stream(eStepNanos).max().orElse(0);
    }

    /** The slowest rank's E-step over the mean. */
    double imbalance() {
      long sum = Arrays.stream(eStepNanos).sum();
      return sum == 0 ? 1 : (double) slowestNanos() * eStepNanos.length / sum;
    }
  }

  private final Communicator comm;
  private final PhaseClock clock;

  Reduction(Communicator comm, PhaseClock clock) {
    this.comm = comm;
    this.clock = clock;
  }

  /**
   * Replaces the statistics by their sum over the ranks.
   *
   * @param eStepNanos how long this rank's E-step took
   */
  Totals allreduce(
      SufficientStatistics statistics, EStepRunner.Result local, long eStepNanos, int iteration) {
    // The short vector goes first: all ranks must have come to it, so its time is the waiting for
    // the slowest.
    long[] words = new long[ExactSum.WORDS + 1 + comm.size()];
    local.bound().store(words, 0);
    words[ExactSum.WORDS] = local.sweeps();
    words[ExactSum.WORDS + 1 + comm.rank()] = eStepNanos;
    clock.run(Phase.WAIT, iteration, () -> comm.allreduceSum(words, 0, words.length));
    clock.run(Phase.TRANSFER, iteration, () -> allreduce(statistics.sums()));
    long[] nanos = new long[comm.size()];
    System.arraycopy(words, ExactSum.WORDS + 1, nanos, 0, nanos.length);
    return new Totals(ExactSum.load(words, 0).value(), words[ExactSum.WORDS], nanos);
  }

  private void allreduce(LongRows rows) {
    for (int b = 0; b < rows.layout().blocks(); b++) {
      comm.allreduceSum(rows.block(b), 0, rows.layout().entriesIn(b));
    }
  }
}
