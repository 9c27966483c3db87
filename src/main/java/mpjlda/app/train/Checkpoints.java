package mpjlda.app.train;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.IntConsumer;
import mpjlda.app.config.CheckpointInterval;
import mpjlda.cluster.checkpoint.CheckpointState;
import mpjlda.cluster.checkpoint.CheckpointStore;
import mpjlda.cluster.checkpoint.SaveResult;
import mpjlda.cluster.console.StableMessages;
import mpjlda.cluster.runfolder.Fingerprint;
import mpjlda.core.console.Console;
import mpjlda.core.errors.LdaException;
import mpjlda.core.matrix.BlockedDoubleMatrix;
import mpjlda.core.parallel.Communicator;
import mpjlda.core.parallel.DaemonThreads;

/**
 * Writes the checkpoints of a run. Rank 0 writes lambda in the background: it does not change from
 * one M-step to the next, so it is written during the E-step, and only the M-step has to wait for
 * it. An algorithm's document rows do change, so every rank writes its own at once.
 *
 * <p>A checkpoint that cannot be written is reported and tried again when the next one is due: the
 * run continues.
 */
final class Checkpoints implements AutoCloseable {
  /**
   * Their dependencies.
   *
   * @param saved receives each iteration whose checkpoint is durable
   */
  record Settings(
      CheckpointStore store,
      Fingerprint fingerprint,
      CheckpointInterval every,
      double tolerance,
      Console console,
      IntConsumer saved) {}

  private final Settings settings;
  private final boolean first;
  private final Communicator comm;
  private final Function<TrainingState, List<CheckpointRows>> rows;
  private final ExecutorService writer =
      Executors.newSingleThreadExecutor(DaemonThreads.named("checkpoint-writer"));
  private Optional<Future<Boolean>> underWay = Optional.empty();
  private TrainingState last;
  private long lastNanos = System.nanoTime();
  private volatile long longestNanos;

  /**
   * @param rows what every rank has to write of a state; the same on all ranks in being there
   * @param last whose checkpoint there is already, or the start
   */
  Checkpoints(
      Settings settings,
      Communicator comm,
      Function<TrainingState, List<CheckpointRows>> rows,
      TrainingState last) {
    this.settings = settings;
    this.first = comm.rank() == 0;
    this.comm = comm;
    this.rows = rows;
    this.last = last;
  }

  /**
   * Whether one is to be written at the next good place; rank 0 says so for all.
   *
   * @param iteration the last one that will be done then
   */
  boolean isDue(int iteration) {
    Duration since = Duration.ofNanos(System.nanoTime() - lastNanos);
    return first && settings.every().isDue(iteration - last.iteration(), since);
  }

  /** Returns when lambda may be changed. */
  void awaitWriter() {
    underWay.ifPresent(Checkpoints::await);
    underWay = Optional.empty();
  }

  /**
   * Writes one now, unless that of this state is there already; called by all ranks.
   *
   * @return whether there is one of this state, as far as this rank can tell
   */
  boolean saveNow(TrainingState state, BlockedDoubleMatrix lambda) {
    if (!last.isAt(state)) {
      awaitWriter();
      start(state, lambda);
    }
    boolean good = underWay.map(Checkpoints::await).orElse(true);
    underWay = Optional.empty();
    return good;
  }

  /** The time of the slowest checkpoint so far. */
  Duration longest() {
    return Duration.ofNanos(longestNanos);
  }

  /** Starts to write one; called by all ranks. The last one must have been waited for. */
  void start(TrainingState state, BlockedDoubleMatrix lambda) {
    long start = System.nanoTime();
    last = state;
    lastNanos = start;
    List<CheckpointRows> own = rows.apply(state);
    Optional<DocumentParts.Written> written =
        own.isEmpty() ? Optional.empty() : new DocumentParts(settings, comm, own).write();
    if (!own.isEmpty() && written.isEmpty()) {
      underWay = Optional.of(CompletableFuture.completedFuture(false));
    } else if (first) {
      CheckpointState content =
          new CheckpointState(
              state.iteration(),
              state.bound(),
              state.priors().eta(),
              state.priors().alpha(),
              lambda,
              state.toSave(settings.tolerance()));
      underWay = Optional.of(writer.submit(() -> write(content, written, start)));
    }
  }

  private boolean write(
      CheckpointState content, Optional<DocumentParts.Written> written, long start) {
    CheckpointStore store = settings.store();
    try {
      SaveResult saved =
          written.isPresent()
              ? store.commit(
                  written.get().generation(),
                  settings.fingerprint(),
                  content,
                  written.get().files())
              : store.save(settings.fingerprint(), content);
      saved.warnings().forEach(warning -> settings.console().say("warning: " + warning));
      longestNanos = Math.max(longestNanos, System.nanoTime() - start);
      settings.saved().accept(content.iteration());
      return true;
    } catch (LdaException e) {
      settings
          .console()
          .say(
              StableMessages.NO_CHECKPOINT
                  + TrainingState.of(content).place()
                  + ": "
                  + e.getMessage()
                  + " The run continues; earlier checkpoints are unchanged.");
      return false;
    }
  }

  private static boolean await(Future<Boolean> written) {
    try {
      return written.get();
    } catch (ExecutionException e) {
      throw LdaException.failed("the checkpoint's writer failed: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while waiting for a checkpoint");
    }
  }

  @Override
  public void close() {
    writer.shutdown();
  }
}
