package mpjlda.cluster.launch.remote;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import mpjlda.cluster.launch.protocol.SupervisorChannel;
import mpjlda.core.parallel.DaemonThreads;

/**
 * The standard input of a rank's process, as its supervisor has it: see {@link SupervisorChannel}.
 */
public final class RankInput {
  private static final long PING_MILLIS = 1_000;

  private final OutputStream out;
  private final List<String> kept = new ArrayList<>();
  private boolean open;
  private volatile boolean closed;

  private RankInput(OutputStream out) {
    this.out = out;
  }

  /** The input of a process on this machine, which reads it from the beginning. */
  static RankInput here(OutputStream out) {
    RankInput input = new RankInput(out);
    input.open();
    return input;
  }

  /**
   * Of a shell on another host, which becomes the rank. What is to be said is kept until {@link
   * #open}, as the shell may read ahead.
   *
   * @param line what the shell is to do, with the line's end
   */
  static RankInput remote(OutputStream out, String line) {
    RankInput input = new RankInput(out);
    input.write(line);
    return input;
  }

  /** The rank itself reads now. */
  public synchronized void open() {
    open = true;
    kept.forEach(this::write);
    kept.clear();
  }

  public synchronized void say(String word) {
    String line = word + "\n";
    if (open) {
      write(line);
    } else {
      kept.add(line);
    }
  }

  /** Sends a ping once a second, until this is closed. */
  void startPings(int rank) {
    DaemonThreads.start("mpj-lda-rank-" + rank + "-pings", this::ping);
  }

  /** The rank sees the end. */
  public void close() {
    closed = true;
    try {
      out.close();
    } catch (IOException e) {
      // It has gone already.
    }
  }

  private void ping() {
    try {
      while (!closed) {
        Thread.sleep(PING_MILLIS);
        synchronized (this) {
          if (open) {
            write(SupervisorChannel.PING + "\n");
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(String line) {
    try {
      out.write(line.getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException e) {
      // It has gone already, or is about to.
    }
  }
}
