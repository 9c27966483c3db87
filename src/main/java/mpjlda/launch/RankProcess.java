package mpjlda.launch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import mpjlda.console.UserConsole;
import org.jspecify.annotations.Nullable;

/**
 * A rank's process as its supervisor sees it. What it says is relayed and logged by the threads
 * that read it; what it means for the run is kept here, and {@code changed} is called when that
 * changes.
 */
final class RankProcess {
  private static final int KEPT_LINES = 20;
  private static final long DRAIN_MILLIS = 1000;

  private final int rank;
  private final String host;
  private final RankLog log;
  private final UserConsole user;
  private final Process process;
  private final Runnable changed;
  private final Deque<String> lastWords = new ArrayDeque<>();
  private final CountDownLatch ended = new CountDownLatch(1);

  private volatile Position position = Position.STARTING;
  private volatile boolean joined;
  private volatile boolean muted;
  private volatile @Nullable RankFailure failure;
  private volatile @Nullable Integer doneCode;
  private volatile int status = RankEnd.RUNNING;
  private volatile long failedNanos;
  private volatile long heardNanos = System.nanoTime();

  private RankProcess(RankPlace place, RankLog log, Process process, Runnable changed) {
    this.rank = place.rank();
    this.host = place.host();
    this.user = place.user();
    this.log = log;
    this.process = process;
    this.changed = changed;
  }

  /**
   * Which rank, where, and who is told what it says.
   *
   * @param user the user's console
   */
  record RankPlace(int rank, String host, UserConsole user) {}

  /** Starts the process and listens to it. */
  static RankProcess start(RankPlace place, ProcessBuilder command, RankLog log, Runnable changed)
      throws IOException {
    RankProcess started = new RankProcess(place, log, command.start(), changed);
    log.write("started as process " + started.process.pid());
    Thread out = started.daemon(started::readOut, "out");
    Thread err = started.daemon(started::readErr, "err");
    started.daemon(() -> started.followToEnd(out, err), "end");
    return started;
  }

  int rank() {
    return rank;
  }

  boolean hasJoined() {
    return joined;
  }

  /** The program's exit code, or null before the program has returned. */
  @Nullable Integer doneCode() {
    return doneCode;
  }

  /** Whether the process has ended and all that it said has been relayed. */
  boolean hasEnded() {
    return status != RankEnd.RUNNING;
  }

  /** Whether the rank failed or ended before its work was done. */
  boolean hasFailed() {
    return failure != null || (hasEnded() && doneCode == null);
  }

  /** When the rank was last heard of ({@link System#nanoTime}). */
  long heardNanos() {
    return heardNanos;
  }

  /** How the rank ended, if it did; where it is otherwise. */
  RankEnd end() {
    RankFailure said = failure;
    Position last = said == null ? position : said.position();
    List<String> words;
    synchronized (lastWords) {
      words = List.copyOf(lastWords);
    }
    return new RankEnd(rank, host, last, said, status, words, log.file(), failedNanos);
  }

  /** From now on its ordinary output goes to its log only. */
  void mute() {
    muted = true;
  }

  /** Lets a rank whose work is done go; tells any other to halt. */
  void release() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      // It has gone already.
    }
  }

  /** Asks the process to end, as a user would. */
  void terminate() {
    process.destroy();
  }

  /** Ends the process. */
  void kill() {
    process.destroyForcibly();
  }

  /** Waits until the process has ended and all that it said has been relayed. */
  void awaitEnd(long millis) throws InterruptedException {
    if (millis > 0) {
      ended.await(millis, TimeUnit.MILLISECONDS);
    }
  }

  private Thread daemon(Runnable work, String name) {
    return Daemon.start("mpj-lda-rank-" + rank + "-" + name, work);
  }

  private void readOut() {
    readLines(process.getInputStream(), this::hear);
  }

  private void readErr() {
    readLines(process.getErrorStream(), this::relay);
  }

  private void readLines(InputStream stream, Consumer<String> each) {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        each.accept(line);
      }
    } catch (IOException e) {
      log.write("its output could not be read: " + e.getMessage());
    }
  }

  private void followToEnd(Thread out, Thread err) {
    try {
      int exit = process.waitFor();
      // A child of the rank may hold the pipes open: it does not hold up the run.
      out.join(DRAIN_MILLIS);
      err.join(DRAIN_MILLIS);
      log.write("ended with status " + exit);
      if (failure == null) {
        failedNanos = System.nanoTime();
      }
      status = exit;
      ended.countDown();
      changed.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void hear(String line) {
    int at = line.indexOf(RankMessage.MARK);
    if (at < 0) {
      relay(line);
      return;
    }
    if (at > 0) {
      // Output without an end of line, then a message.
      relay(line.substring(0, at));
    }
    heardNanos = System.nanoTime();
    String rest = line.substring(at);
    RankMessage.parse(rest).ifPresentOrElse(this::take, () -> relay(rest.substring(1)));
  }

  private void take(RankMessage message) {
    if (message instanceof RankMessage.Result m) {
      log.write(m.line());
      user.result(m.line());
    } else if (message instanceof RankMessage.Say m) {
      log.write(m.line());
      user.say(m.line());
    } else if (message instanceof RankMessage.Progress m) {
      log.write(m.line());
      user.progress(m.line());
    } else if (message instanceof RankMessage.Heartbeat m) {
      position = m.position();
    } else if (message instanceof RankMessage.Phase m) {
      enter(m.position());
    } else if (message instanceof RankMessage.Joined) {
      joined = true;
      changed.run();
    } else if (message instanceof RankMessage.Done m) {
      log.write("done, exit code " + m.exitCode());
      doneCode = m.exitCode();
      changed.run();
    } else if (message instanceof RankMessage.Failed m) {
      log.write("failed " + m.failure().position().describe() + ": " + m.failure().message());
      log.write(m.failure().detail());
      failedNanos = System.nanoTime();
      failure = m.failure();
      changed.run();
    }
  }

  /** An iteration's phases would fill the log: its beginning is enough. */
  private void enter(Position next) {
    if (next.iteration() == 0 || next.iteration() != position.iteration()) {
      log.write(next.phase() + (next.iteration() > 0 ? ", iteration " + next.iteration() : ""));
    }
    position = next;
  }

  private void relay(String line) {
    heardNanos = System.nanoTime();
    log.write(line);
    synchronized (lastWords) {
      lastWords.addLast(line);
      if (lastWords.size() > KEPT_LINES) {
        lastWords.removeFirst();
      }
    }
    if (!muted) {
      user.error("[rank " + rank + " " + host + "] " + line);
    }
  }
}
