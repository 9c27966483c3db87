package mpjlda.core.parallel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A fixed number of compute threads, the caller's own among them. Tasks are numbered and handed out
 * one at a time, so a long task does not hold up the others; what a task computes must therefore
 * not depend on which worker runs it or when.
 */
public final class Workers implements AutoCloseable {
  /** A piece of work. */
  @FunctionalInterface
  public interface Task {
    /**
     * Does the task.
     *
     * @param worker 0 .. threads−1: never two tasks of one worker at once, so it may index scratch
     *     space
     * @param task 0 .. tasks−1
     */
    void run(int worker, int task);
  }

  private final int threads;
  private final ExecutorService pool;

  /**
   * Starts the threads; with one, there is only the caller's.
   *
   * @param threads ≥ 1
   */
  public Workers(int threads) {
    this.threads = threads;
    this.pool =
        Executors.newFixedThreadPool(Math.max(1, threads - 1), DaemonThreads.named("compute"));
  }

  public int threads() {
    return threads;
  }

  /**
   * Runs all tasks and returns when they are done. The first exception of a task stops the handing
   * out and is thrown here.
   */
  public void forEach(int tasks, Task task) {
    AtomicInteger next = new AtomicInteger();
    List<Future<?>> others = new ArrayList<>();
    for (int worker = 1; worker < Math.min(threads, tasks); worker++) {
      int number = worker;
      others.add(pool.submit(() -> drain(number, tasks, next, task)));
    }
    try {
      drain(0, tasks, next, task);
    } finally {
      await(others);
    }
  }

  private static void drain(int worker, int tasks, AtomicInteger next, Task task) {
    try {
      for (int t = next.getAndIncrement(); t < tasks; t = next.getAndIncrement()) {
        task.run(worker, t);
      }
    } catch (Throwable failure) {
      next.set(tasks);
      throw failure;
    }
  }

  private static void await(List<Future<?>> others) {
    for (Future<?> other : others) {
      try {
        other.get();
      } catch (ExecutionException e) {
        if (e.getCause() instanceof RuntimeException failure) {
          throw failure;
        }
        if (e.getCause() instanceof Error failure) {
          throw failure;
        }
        throw new IllegalStateException(e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CancellationException("interrupted while waiting for the compute threads");
      }
    }
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
