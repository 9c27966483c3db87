package mpjlda.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * Waits of the tests: for a condition, with a limit that only a hang reaches. How long something
 * takes depends on what else the machine does, so no test asserts it.
 */
public final class Await {
  /** The limit of each wait, after which the test fails. */
  public static final Duration HANG = Duration.ofMinutes(10);

  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private Await() {}

  /**
   * Waits until a condition holds.
   *
   * @param said the text of the failure if it never does
   */
  public static void until(Callable<Boolean> condition, Callable<String> said) {
    until(condition, said, HANG);
  }

  /** As above, with a limit of its own, for what follows a test that has failed already. */
  public static void until(Callable<Boolean> condition, Callable<String> said, Duration limit) {
    long start = System.nanoTime();
    while (true) {
      long before = System.nanoTime();
      if (call(condition)) {
        return;
      }
      assertThat(before - start)
          .as(() -> "waited in vain:\n" + call(said))
          .isLessThan(limit.toNanos());
      // An expensive condition, such as a batch system's list of jobs, is not asked all the time.
      letPass(Duration.ofNanos(Math.max(POLL_NANOS, 4 * (System.nanoTime() - before))));
    }
  }

  /** Waits until a condition holds; the process must not end before. */
  public static void whileRunning(
      Process process, Callable<Boolean> condition, Callable<String> said) {
    until(
        () -> {
          boolean alive = process.isAlive();
          boolean holds = condition.call();
          assertThat(alive || holds).as(() -> "ended too early:\n" + call(said)).isTrue();
          return holds;
        },
        said);
  }

  /**
   * Waits until a running process has said a text.
   *
   * @param file that its output goes to
   */
  public static void text(Process process, Path file, String text) {
    Callable<String> said = () -> Files.exists(file) ? Files.readString(file) : "";
    whileRunning(process, () -> said.call().contains(text), said);
  }

  /** Waits for the end of a process, which is killed if it hangs, and returns its exit code. */
  public static int exitCode(Process process, Callable<String> said) {
    try {
      boolean ended = process.waitFor(HANG.toSeconds(), TimeUnit.SECONDS);
      if (!ended) {
        process.destroyForcibly();
      }
      assertThat(ended).as(() -> "does not end:\n" + call(said)).isTrue();
      return process.exitValue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits for the ends of all. */
  public static void gone(Collection<ProcessHandle> processes) {
    until(() -> processes.stream().noneMatch(ProcessHandle::isAlive), () -> "left: " + processes);
  }

  /** A connection to a program that is about to listen there. */
  public static Socket connection(SocketAddress address, Callable<String> said) {
    Socket[] connected = new Socket[1];
    until(
        () -> {
          Socket socket = new Socket();
          try {
            socket.connect(address, 10_000);
            connected[0] = socket;
            return true;
          } catch (IOException e) {
            socket.close();
            return false;
          }
        },
        said);
    return connected[0];
  }

  /** A connection to a program on this machine that is about to listen. */
  public static Socket connection(int port) {
    return connection(
        new InetSocketAddress("127.0.0.1", port), () -> "nothing listens on port " + port);
  }

  /** Lets time pass that is a part of the experiment, never to wait for something. */
  public static void letPass(Duration time) {
    try {
      TimeUnit.NANOSECONDS.sleep(time.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static <T> T call(Callable<T> callable) {
    try {
      return callable.call();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
