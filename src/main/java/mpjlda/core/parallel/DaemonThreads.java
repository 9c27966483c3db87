package mpjlda.core.parallel;

import java.util.concurrent.ThreadFactory;

/** Threads that do not keep the process alive: a rank that fails must end. */
public final class DaemonThreads {
  private DaemonThreads() {}

  /** Starts a thread. */
  public static Thread start(String name, Runnable work) {
    Thread thread = named(name).newThread(work);
    thread.start();
    return thread;
  }

  /** Makes threads of this name, for an executor. */
  public static ThreadFactory named(String name) {
    return work -> {
      Thread thread = new Thread(work, name);
      thread.setDaemon(true);
      return thread;
    };
  }
}
