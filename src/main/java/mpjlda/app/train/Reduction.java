package mpjlda.app.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import mpjlda.cluster.distributed.OccurringRows;
import mpjlda.core.math.ExactSum;
import mpjlda.core.matrix.BlockedLongMatrix;
import mpjlda.core.matrix.RowShares;
import mpjlda.core.parallel.Communicator;

/**
 * The sum of an iteration over the ranks: the statistics, and the few numbers beside them in one
 * short vector.
 */
final class Reduction {
  /**
   * What a rank brings, beside its statistics.
   *
   * @param bound its documents' part of the bound
   * @param sweeps of its documents
   * @param eStepNanos how long its E-step took
   * @param wishes for the end of this iteration
   * @param priorSums what the priors are learned from; as many on every rank
   */
  record Local(
      ExactSum bound,
      long sweeps,
      long eStepNanos,
      Trainer.Wishes wishes,
      List<ExactSum> priorSums) {
    Local(ExactSum bound, long sweeps, long eStepNanos, Trainer.Wishes wishes) {
      this(bound, sweeps, eStepNanos, wishes, List.of());
    }
  }

  /**
   * An iteration of the whole corpus.
   *
   * @param bound the documents' part of the bound
   * @param sweeps of all documents
   * @param wishes each, if any rank has it
   * @param priorSums over the whole corpus
   * @param eStepNanos by rank
   */
  record Totals(
      double bound,
      long sweeps,
      Trainer.Wishes wishes,
      List<ExactSum> priorSums,
      long[] eStepNanos) {
    long slowestNanos() {
      return Arrays.stream(eStepNanos).max().orElse(0);
    }

    /** Of an iteration's batches that an earlier start of the run has done; their time is lost. */
    static Totals of(TrainingProgress.Within before, int ranks) {
      return new Totals(
          before.bound(), before.sweeps(), Trainer.Wishes.NONE, List.of(), new long[ranks]);
    }

    /** These and those of a later part of the same iteration, whose wishes and sums count. */
    Totals plus(Totals later) {
      long[] nanos = eStepNanos.clone();
      Arrays.setAll(nanos, r -> nanos[r] + later.eStepNanos()[r]);
      return new Totals(
          bound + later.bound(), sweeps + later.sweeps(), later.wishes(), later.priorSums(), nanos);
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
  private static final int WHOLE_LAMBDA = CHECKPOINT + 1;
  private static final int TIMES = WHOLE_LAMBDA + 1;

  private final Communicator comm;
  private final PhaseClock clock;
  private final OccurringRows rows;

  /**
   * @param rows that are summed where all documents take part
   */
  Reduction(Communicator comm, PhaseClock clock, OccurringRows rows) {
    this.comm = comm;
    this.clock = clock;
    this.rows = rows;
  }

  /**
   * Sums the statistics (V × K) over the ranks: each gets the sums of its own share of the words,
   * as {@link RowShares} cuts it, and anything for the other words.
   */
  Totals reduceScatter(BlockedLongMatrix statistics, Local local, int iteration) {
    Totals totals = allreduce(local, iteration);
    clock.run(Phase.TRANSFER, iteration, () -> rows.reduceScatter(statistics));
    return totals;
  }

  /** Sums the statistics (V × K) over the ranks: each gets all of them. */
  Totals allreduce(BlockedLongMatrix statistics, Local local, int iteration) {
    Totals totals = allreduce(local, iteration);
    clock.run(Phase.TRANSFER, iteration, () -> rows.allreduce(statistics));
    return totals;
  }

  /**
   * Sums the rows of some words over the ranks, packed one after the other: each rank gets all of
   * them, and the other rows stay as they are.
   *
   * @param words ascending, the same on all ranks
   */
  Totals allreduce(BlockedLongMatrix statistics, int[] words, Local local, int iteration) {
    Totals totals = allreduce(local, iteration);
    if (comm.size() > 1) {
      BitSet batch = new BitSet(statistics.layout().rows());
      Arrays.stream(words).forEach(batch::set);
      OccurringRows own = OccurringRows.only(batch, statistics.layout(), comm);
      clock.run(Phase.TRANSFER, iteration, () -> own.allreduce(statistics));
    }
    return totals;
  }

  /**
   * The short vector goes first: all ranks must have come to it, so its time is the waiting for the
   * slowest.
   */
  private Totals allreduce(Local local, int iteration) {
    int sums = TIMES + comm.size();
    long[] words = new long[sums + ExactSum.WORDS * local.priorSums().size()];
    local.bound().store(words, 0);
    words[SWEEPS] = local.sweeps();
    words[STOP] = local.wishes().stop() ? 1 : 0;
    words[CHECKPOINT] = local.wishes().checkpoint() ? 1 : 0;
    words[WHOLE_LAMBDA] = local.wishes().wholeLambda() ? 1 : 0;
    words[TIMES + comm.rank()] = local.eStepNanos();
    for (int i = 0; i < local.priorSums().size(); i++) {
      local.priorSums().get(i).store(words, sums + ExactSum.WORDS * i);
    }
    clock.run(Phase.WAIT, iteration, () -> comm.allreduceSum(words, 0, words.length));
    List<ExactSum> priorSums = new ArrayList<>();
    for (int at = sums; at < words.length; at += ExactSum.WORDS) {
      priorSums.add(ExactSum.load(words, at));
    }
    return new Totals(
        ExactSum.load(words, 0).value(),
        words[SWEEPS],
        new Trainer.Wishes(words[STOP] > 0, words[CHECKPOINT] > 0, words[WHOLE_LAMBDA] > 0),
        List.copyOf(priorSums),
        Arrays.copyOfRange(words, TIMES, sums));
  }
}
