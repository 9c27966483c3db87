package mpjlda.cluster.launch.remote;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import mpjlda.core.parallel.DaemonThreads;

/**
 * A short process that has come to its end, or was ended.
 *
 * @param status its exit status; {@link #TIMED_OUT} or {@link #NOT_STARTED} if it has none
 * @param problem why there is none; empty if there is one
 */
public record ShellRun(int status, String problem) {
  static final int TIMED_OUT = -1;
  static final int NOT_STARTED = -2;

  private static final long DRAIN_MILLIS = 500;

  /**
   * Runs it to its end.
   *
   * @param input to be written to it
   */
  static ShellRun of(ProcessBuilder command, byte[] input, Consumer<String> lines, long millis)
      throws InterruptedException {
    Process process;
    try {
      process = command.redirectErrorStream(true).start();
    } catch (IOException e) {
      return new ShellRun(NOT_STARTED, String.valueOf(e.getMessage()));
    }
    try {
      Thread reader = DaemonThreads.start("mpj-lda-shell-out", () -> read(process, lines));
      DaemonThreads.start("mpj-lda-shell-in", () -> write(process, input));
      if (!process.waitFor(millis, TimeUnit.MILLISECONDS)) {
        return new ShellRun(TIMED_OUT, "no answer within " + millis / 1000 + " s");
      }
      // Something that the process has started may hold the pipe open.
      reader.join(DRAIN_MILLIS);
      return new ShellRun(process.exitValue(), "");
    } finally {
      process.destroyForcibly();
    }
  }

  private static void write(Process process, byte[] input) {
    try (OutputStream out = process.getOutputStream()) {
      out.write(input);
    } catch (IOException e) {
      // It ends without reading all: its status says why.
    }
  }

  private static void read(Process process, Consumer<String> lines) {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.accept(line);
      }
    } catch (IOException e) {
      // It has been ended.
    }
  }
}
