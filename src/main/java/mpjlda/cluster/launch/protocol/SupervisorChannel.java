package mpjlda.cluster.launch.protocol;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import mpjlda.cluster.comm.Endpoint;
import mpjlda.core.parallel.DaemonThreads;

/**
 * The rank's end of the line from its supervisor, which is its standard input: one word a line. Its
 * end is the supervisor's, and so is a silence where the supervisor has promised to say something
 * every second: then a network is cut and no other process can end this one.
 */
public final class SupervisorChannel {
  /** Stop at a good place. */
  public static final String STOP = "stop";

  /** The supervisor is there. */
  public static final String PING = "ping";

  /** Write the stacks of all threads. */
  public static final String DUMP = "dump";

  /** The addresses at which all ranks listen; followed by a word a rank. */
  private static final String PEERS = "peers ";

  private static final char SEPARATOR = ',';
  private static final long LAST_WORDS_MILLIS = 200;

  private final CompletableFuture<List<Endpoint>> peers = new CompletableFuture<>();
  private volatile boolean stopRequested;
  private volatile long heardNanos = System.nanoTime();

  /**
   * Starts the thread that reads standard input.
   *
   * @param silenceMillis after which the supervisor counts as gone; 0 for never
   * @param whenGone called when standard input ends or is silent for so long
   */
  public void listen(long silenceMillis, Runnable whenGone) {
    DaemonThreads.start("mpj-lda-supervisor-watch", () -> read(whenGone));
    if (silenceMillis > 0) {
      DaemonThreads.start("mpj-lda-silence-watch", () -> watch(silenceMillis, whenGone));
    }
  }

  public boolean stopRequested() {
    return stopRequested;
  }

  /** Waits for as long as the supervisor does, who ends this process when he has waited enough. */
  public List<Endpoint> awaitPeers() throws InterruptedException, IOException {
    try {
      return peers.get();
    } catch (ExecutionException e) {
      throw new IOException("the supervisor's list of the ranks cannot be understood", e);
    }
  }

  public static String peers(List<Endpoint> endpoints) {
    return PEERS
        + endpoints.stream()
            .map(e -> e.address() + SEPARATOR + e.port() + SEPARATOR + e.token())
            .collect(Collectors.joining(" "));
  }

  private void read(Runnable whenGone) {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                new FileInputStream(FileDescriptor.in), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        heardNanos = System.nanoTime();
        take(line);
      }
    } catch (IOException e) {
      // As good as its end.
    }
    whenGone.run();
  }

  void take(String line) {
    if (line.equals(STOP)) {
      stopRequested = true;
    } else if (line.equals(DUMP)) {
      dumpThreads();
    } else if (line.startsWith(PEERS)) {
      try {
        List<Endpoint> all = new ArrayList<>();
        for (String word : line.substring(PEERS.length()).split(" ", -1)) {
          String[] f = word.split(String.valueOf(SEPARATOR), -1);
          all.add(new Endpoint(f[0], Integer.parseInt(f[1]), f[2]));
        }
        peers.complete(all);
      } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
        peers.completeExceptionally(e);
      }
    }
  }

  private void watch(long silenceMillis, Runnable whenGone) {
    long limit = TimeUnit.MILLISECONDS.toNanos(silenceMillis);
    try {
      while (System.nanoTime() - heardNanos < limit) {
        Thread.sleep(Math.max(1, Math.min(1000, silenceMillis / 4)));
      }
      // On a thread of its own, as the reader of this line may have ended.
      DaemonThreads.start(
          "mpj-lda-last-words",
          () ->
              System.err.println(
                  "nothing heard of the supervisor for "
                      + silenceMillis / 1000
                      + " s: this rank ends"));
      Thread.sleep(LAST_WORDS_MILLIS);
      whenGone.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** From within a Java virtual machine only a signal makes it write them where it writes to. */
  private static void dumpThreads() {
    try {
      new ProcessBuilder("kill", "-QUIT", Long.toString(ProcessHandle.current().pid()))
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      // Then there is none; the run fails for another reason already.
    }
  }
}
