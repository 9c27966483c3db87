package mpjlda.train;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import mpjlda.checkpoint.CheckpointState;
import mpjlda.checkpoint.CheckpointStore;
import mpjlda.checkpoint.Fingerprint;
import mpjlda.checkpoint.Saved;
import mpjlda.config.CheckpointInterval;
import mpjlda.console.Console;
import mpjlda.errors.LdaException;
import mpjlda.model.TopicParameters;

/**
 * Writes the checkpoints of a run on rank 0, in the background: lambda does not change from one
 * M-step to the next, so it is written beside the E-step, and only the M-step has to wait for it.
 *
 * <p>A checkpoint that cannot be written is told and tried again when the next one is due: the run
 * goes on.
 */
final class Checkpoints implements AutoCloseable {
  /**
   * What they need.
   *
   * @param alpha (K)
   * @param saved is told of each iteration whose checkpoint is safe
   */
  record Settings(
      CheckpointStore store,
      Fingerprint fingerprint,
      CheckpointInterval every,
      double[] alpha,
      double eta,
      double tolerance,
      Console console,
      IntConsumer saved) {}

  private final Settings settings;
  private final ExecutorService writer =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "checkpoint-writer");
            thread.setDaemon(true);
            return thread;
          });
  private Optional<Future<Boolean>> underWay = Optional.empty();
  private int lastIteration;
  private long lastNanos = System.nanoTime();
  private volatile long longestNanos;

  /**
   * @param iteration whose checkpoint there is already; 0 if there is none
   */
  Checkpoints(Settings settings, int iteration) {
    this.settings = settings;
    this.lastIteration = iteration;
  }

  /** Starts to write, if one is due and none is being written. */
  void iteration(RunState state, TopicParameters topics) {
    Duration since = Duration.ofNanos(System.nanoTime() - lastNanos);
    if (settings.every().isDue(state.iteration() - lastIteration, since)) {
      start(state, topics);
    }
  }

  /** Returns when lambda may be changed. */
  void awaitWriter() {
    underWay.ifPresent(Checkpoints::await);
    underWay = Optional.empty();
  }

  /**
   * Writes one now, unless that of this state is there already.
   *
   * @return whether there is one of this state
   */
  boolean saveNow(RunState state, TopicParameters topics) {
    if (lastIteration != state.iteration()) {
      awaitWriter();
      start(state, topics);
    }
    boolean good = underWay.map(Checkpoints::await).orElse(true);
    underWay = Optional.empty();
    return good;
  }

  /** How long the slowest one took so far. */
  Duration longest() {
    return Duration.ofNanos(longestNanos);
  }

  private void start(RunState state, TopicParameters topics) {
    lastIteration = state.iteration();
    lastNanos = System.nanoTime();
    CheckpointState content =
        new CheckpointState(
            state.iteration(),
            state.bound(),
            settings.eta(),
            settings.alpha(),
            topics.lambda(),
            state.counters(settings.tolerance()));
    underWay = Optional.of(writer.submit(() -> write(content)));
  }

  private boolean write(CheckpointState content) {
    long start = System.nanoTime();
    try {
      Saved saved = settings.store().save(settings.fingerprint(), content);
      saved.warnings().forEach(warning -> settings.console().say("warning: " + warning));
      longestNanos = Math.max(longestNanos, System.nanoTime() - start);
      settings.saved().accept(content.iteration());
      return true;
    } catch (LdaException e) {
      settings
          .console()
          .say(
              "warning: no checkpoint of iteration "
                  + content.iteration()
                  + ": "
                  + e.getMessage()
                  + " The run goes on; earlier checkpoints are as they were.");
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
