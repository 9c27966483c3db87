package mpjlda.cluster.distributed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import mpjlda.core.console.Phase;
import mpjlda.core.console.PhaseClock;
import mpjlda.core.math.ExactSum;
import mpjlda.core.matrix.BlockedLongMatrix;
import mpjlda.core.matrix.RowShares;
import mpjlda.core.parallel.Communicator;

/**
 * The sum of an iteration over the ranks: the statistics, and a few more numbers in one short
 * vector.
 */
public final class Reduction {
  /**
   * A rank's part of an iteration, besides its statistics.
   *
   * @param bound its documents' part of the bound
   * @param sweeps of its documents
   * @param eStepNanos time of its E-step
   * @param flags requests for the end of this iteration
   * @param priorSums sums that the priors are learned from; as many on every rank
   */
  public record Local(
      ExactSum bound, long sweeps, long eStepNanos, ControlFlags flags, List<ExactSum> priorSums) {
    /** A part from which no priors are learned. */
    public Local(ExactSum bound, long sweeps, long eStepNanos, ControlFlags flags) {
      this(bound, sweeps, eStepNanos, flags, List.of());
    }
  }

  /**
   * An iteration of the whole corpus.
   *
   * @param bound the documents' part of the bound
   * @param sweeps of all documents
   * @param flags each set if any rank set it
   * @param priorSums over the whole corpus
   * @param eStepNanos by rank
   */
  public record Totals(
      double bound, long sweeps, ControlFlags flags, List<ExactSum> priorSums, long[] eStepNanos) {
    /** Time of the slowest rank's E-step. */
    public long slowestNanos() {
      return Arrays.stream(eStepNanos).max().orElse(0);
    }

    /** Totals of batches of an iteration before an interruption of the run; their time is lost. */
    public static Totals ofEarlierBatches(double bound, long sweeps) {
      return new Totals(bound, sweeps, ControlFlags.NONE, List.of(), new long[0]);
    }

    /** The sum with a later part of the same iteration, whose flags and prior sums count. */
    public Totals plus(Totals later) {
      long[] nanos = later.eStepNanos().clone();
      for (int r = 0; r < eStepNanos.length; r++) {
        nanos[r] += eStepNanos[r];
      }
      return new Totals(
          bound + later.bound(), sweeps + later.sweeps(), later.flags(), later.priorSums(), nanos);
    }

    /** The slowest rank's E-step over the mean. */
    public double imbalance() {
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
   * A reduction among the ranks of a communicator.
   *
   * @param rows that are summed where all documents take part
   */
  public Reduction(Communicator comm, PhaseClock clock, OccurringRows rows) {
    this.comm = comm;
    this.clock = clock;
    this.rows = rows;
  }

  /**
   * Sums the statistics (V × K) over the ranks: each gets the sums of its own share of the words,
   * as {@link RowShares} cuts it, and anything for the other words.
   */
  public Totals reduceScatter(BlockedLongMatrix statistics, Local local, int iteration) {
    Totals totals = allreduce(local, iteration);
    clock.run(Phase.TRANSFER, iteration, () -> rows.reduceScatter(statistics));
    return totals;
  }

  /** Sums the statistics (V × K) over the ranks: each gets all of them. */
  public Totals allreduce(BlockedLongMatrix statistics, Local local, int iteration) {
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
  public Totals allreduce(BlockedLongMatrix statistics, int[] words, Local local, int iteration) {
    Totals totals = allreduce(local, iteration);
    if (comm.size() > 1) {
      BitSet batch = new BitSet(statistics.layout().rows());
      Arrays.stream(words).forEach(batch::set);
      OccurringRows own = OccurringRows.only(batch, statistics.layout(), comm, clock);
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
    words[STOP] = local.flags().stop() ? 1 : 0;
    words[CHECKPOINT] = local.flags().checkpoint() ? 1 : 0;
    words[WHOLE_LAMBDA] = local.flags().wholeLambda() ? 1 : 0;
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
        new ControlFlags(words[STOP] > 0, words[CHECKPOINT] > 0, words[WHOLE_LAMBDA] > 0),
        List.copyOf(priorSums),
        Arrays.copyOfRange(words, TIMES, sums));
  }
}
