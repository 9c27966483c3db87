package mpjlda.cluster.launch.rank;

import java.util.function.Consumer;

/** Handler of uncaught exceptions on any thread of a rank. */
final class UncaughtExceptions {
  private UncaughtExceptions() {}

  /**
   * Hands them to the given handler. There is one for the whole process, in multicore mode for all
   * ranks: each takes the threads of its own group and leaves the others' to the handler before it.
   */
  static void handle(Consumer<Throwable> handler) {
    ThreadGroup own = Thread.currentThread().getThreadGroup();
    synchronized (Runtime.getRuntime()) {
      Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
      Thread.setDefaultUncaughtExceptionHandler(
          (thread, thrown) -> {
            ThreadGroup group = thread.getThreadGroup();
            boolean mine = group == own || (group != null && own.parentOf(group));
            if (before == null || mine) {
              handler.accept(thrown);
            } else {
              before.uncaughtException(thread, thrown);
            }
          });
    }
  }
}
