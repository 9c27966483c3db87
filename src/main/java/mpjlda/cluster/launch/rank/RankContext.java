package mpjlda.cluster.launch.rank;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import mpjlda.cluster.comm.PointToPoint;
import mpjlda.core.console.Console;

/**
 * What a rank's program is given.
 *
 * @param pointToPoint to the other ranks; need not be closed
 * @param console say, result and progress are for rank 0, phase is for every rank
 * @param host this rank's host, for messages
 * @param arguments the program's own
 * @param restarts how often the run has been started before: 0 at first
 * @param stop see {@link #stopRequested}
 * @param checkpoints see {@link #checkpointed}
 * @param exits see {@link #atExit}
 */
public record RankContext(
    PointToPoint pointToPoint,
    Console console,
    String host,
    List<String> arguments,
    int restarts,
    BooleanSupplier stop,
    IntConsumer checkpoints,
    Consumer<IntConsumer> exits) {
  public RankContext {
    arguments = List.copyOf(arguments);
  }

  /**
   * Whether the user or a batch system wants the run to stop. As cheap as a volatile read; once
   * true it stays so. The ranks see it at different moments: they must agree on where they stop,
   * and then return {@link mpjlda.core.errors.ExitCode#STOPPED}. Always false where nobody
   * supervises.
   */
  public boolean stopRequested() {
    return stop.getAsBoolean();
  }

  /**
   * Tells that the state after this iteration is safe on disk, so that a run that is stopped from
   * now on can be continued. For one of the ranks to call, from any thread; also with the iteration
   * of the checkpoint that it starts from.
   *
   * @param iteration 1-based; 0 is the state before the first
   */
  public void checkpointed(int iteration) {
    checkpoints.accept(iteration);
  }

  /**
   * Has the exit code of this rank told to {@code record} before the rank ends, whether well or in
   * failure; not if it is killed. Only without a supervisor, so that the exit code gets lost with
   * {@code mpjrun}: a supervisor gives the run's own.
   *
   * @param record may be called from any thread; what it throws is left out
   */
  public void atExit(IntConsumer record) {
    exits.accept(record);
  }
}
