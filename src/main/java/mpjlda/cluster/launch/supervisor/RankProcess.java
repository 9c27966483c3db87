package mpjlda.cluster.launch.supervisor;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import mpjlda.cluster.launch.protocol.RankEnd;
import mpjlda.cluster.launch.protocol.RankMessage;
import mpjlda.cluster.launch.protocol.RankPosition;
import mpjlda.cluster.launch.protocol.RankState;
import mpjlda.cluster.launch.protocol.SupervisorChannel;
import mpjlda.cluster.launch.remote.RankConnection;
import mpjlda.cluster.launch.remote.RankInput;
import mpjlda.core.console.UserConsole;
import mpjlda.core.parallel.DaemonThreads;

/**
 * A rank's process as its supervisor sees it. What it says is relayed and logged by the threads
 * that read it; what it means for the run is kept here, and {@code changed} is called when that
 * changes.
 */
final class RankProcess {
  /** Each virtual machine with the Vector API says so; it is no news. */
  private static final String INCUBATOR_WARNING =
      "WARNING: Using incubator modules: jdk.incubator.vector";

  private static final long DRAIN_MILLIS = 1000;

  /** Nearly the last line of a dump; what follows tells of the heap. */
  private static final String END_OF_DUMP = "JNI global refs";

  private final int rank;
  private final String host;
  private final RankLog log;
  private final UserConsole user;
  private final RankConnection connection;
  private final String tag;
  private final Runnable changed;
  private final RankState state = new RankState();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final AtomicLong heard = new AtomicLong();
  private final AtomicInteger passingOn = new AtomicInteger();

  private volatile boolean muted;
  private volatile boolean dumped;
  private volatile long heardNanos = System.nanoTime();
  private volatile int status = RankEnd.RUNNING;
  private volatile long failedNanos;

  private RankProcess(RankPlace place, RankLog log, RankConnection connection, Runnable changed) {
    this.connection = connection;
    this.rank = place.rank();
    this.host = place.host();
    this.user = place.user();
    this.tag = place.verbose() ? "[rank " + rank + " " + host + "] " : "";
    this.log = log;
    this.changed = changed;
  }

  /**
   * The place of a rank and the receivers of its messages.
   *
   * @param user the user's console
   * @param verbose whether each step is reported to the user, with its rank
   */
  record RankPlace(int rank, String host, UserConsole user, boolean verbose) {}

  /** Listens to a process that was started. */
  static RankProcess follow(
      RankPlace place, RankConnection connection, RankLog log, Runnable changed) {
    RankProcess started = new RankProcess(place, log, connection, changed);
    started.step("started as process " + connection.process().pid());
    Thread out = started.daemon(started::readOut, "out");
    Thread err = started.daemon(started::readErr, "err");
    started.daemon(() -> started.followToEnd(out, err), "end");
    return started;
  }

  int rank() {
    return rank;
  }

  String host() {
    return host;
  }

  /** On its own host; 0 while it is not known. */
  long processId() {
    return isHere() ? connection.process().pid() : state.processId();
  }

  boolean isHere() {
    return connection.isHere();
  }

  /** To what the rank reads: see {@link SupervisorChannel}. */
  RankInput input() {
    return connection.input();
  }

  long lastHeardNanos() {
    return heardNanos;
  }

  /** Whether it is certain that no process of it is left, on whatever host. */
  boolean isKnownToHaveEnded() {
    return hasEnded() && connection.isOverWith(status);
  }

  /** See {@link RankConnection#noteEndedThere}. */
  void noteEndedThere() {
    connection.noteEndedThere();
  }

  /** The state of the rank as it reports it. */
  RankState state() {
    return state;
  }

  /** Whether the process has ended and all that it said has been relayed. */
  boolean hasEnded() {
    return status != RankEnd.RUNNING;
  }

  /** Whether the rank failed or ended before its work was done. */
  boolean hasFailed() {
    return state.failure() != null || (hasEnded() && state.doneCode() == null);
  }

  /**
   * The heartbeats of the rank. A rank whose output is read slowly here (a terminal that was
   * stopped, a full pipe) cannot be heard, and so is not silent.
   */
  SilenceWatch.Sign sign() {
    long count = passingOn.get() > 0 ? heard.incrementAndGet() : heard.get();
    return new SilenceWatch.Sign(state.hasStarted() && !hasEnded(), count, state.steps());
  }

  /** The end of the rank; its present state if it has not ended. */
  RankEnd end() {
    return new RankEnd(
        rank,
        host,
        state.position(),
        state.failure(),
        status,
        state.lastWords(),
        log.file(),
        failedNanos);
  }

  /** From now on its ordinary output goes to its log only. */
  void mute() {
    muted = true;
  }

  /** Its ordinary output goes to the user again. */
  void unmute() {
    muted = false;
  }

  /** Its threads' stacks are going to come, which are for its log only. */
  void expectDump() {
    mute();
    dumped = false;
    log.write("asked for the stacks of its threads " + state.position().describe());
  }

  /** The present view of the rank, for the silence watch. */
  RankView view() {
    RankPosition at = state.position();
    boolean working =
        state.hasJoined() && !List.of(RankPosition.JOINING, RankPosition.RUNNING).contains(at);
    return new RankView(rank, host, processId(), at.phase(), at.iteration(), working);
  }

  boolean hasDumped() {
    return dumped;
  }

  /** Asks the rank's program to stop at a good place. */
  void requestStop() {
    input().say(SupervisorChannel.STOP);
  }

  /** Lets a rank whose work is done go; any other halts at once. */
  void release() {
    input().close();
  }

  /** Ends the process, or the connection to it. */
  void kill() {
    connection.kill();
  }

  /**
   * Waits until the process has ended and all that it said has been relayed.
   *
   * @return whether it has
   */
  boolean awaitEnd(long millis) throws InterruptedException {
    return ended.await(Math.max(0, millis), TimeUnit.MILLISECONDS);
  }

  private Thread daemon(Runnable work, String name) {
    return DaemonThreads.start("mpj-lda-rank-" + rank + "-" + name, work);
  }

  private void readOut() {
    readLines(connection.process().getInputStream(), this::hear);
  }

  private void readErr() {
    readLines(connection.process().getErrorStream(), this::relay);
  }

  private void readLines(InputStream stream, Consumer<String> each) {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        passingOn.incrementAndGet();
        heard.incrementAndGet();
        heardNanos = System.nanoTime();
        try {
          each.accept(line);
        } finally {
          passingOn.decrementAndGet();
        }
      }
    } catch (IOException e) {
      log.write("its output could not be read: " + e.getMessage());
    }
  }

  private void followToEnd(Thread out, Thread err) {
    try {
      int exit = connection.process().waitFor();
      // A child of the rank may hold the pipes open: it does not hold up the run.
      out.join(DRAIN_MILLIS);
      err.join(DRAIN_MILLIS);
      step("ended with status " + exit);
      if (connection.isLostWith(exit) && !hasFailed()) {
        state.take(new RankMessage.Failed(state.connectionLost(host)));
      }
      if (state.failure() == null) {
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
    String rest = line.substring(at);
    RankMessage.parse(rest).ifPresentOrElse(this::take, () -> relay(rest.substring(1)));
  }

  private void take(RankMessage message) {
    if (message instanceof RankMessage.Result m) {
      log.write(m.line());
      user.result(m.line());
    } else if (message instanceof RankMessage.Say m) {
      log.write(m.line());
      user.say(tag + m.line());
    } else if (message instanceof RankMessage.Progress m) {
      log.write(m.line());
      user.progress(tag + m.line());
    } else {
      StepText.of(message, state.position()).ifPresent(this::step);
      if (message instanceof RankMessage.Failed m) {
        log.write("failed " + m.failure().position().describe() + ": " + m.failure().message());
        log.write(m.failure().detail());
        failedNanos = System.nanoTime();
      }
      state.take(message);
      if (message instanceof RankMessage.Identity) {
        input().open();
      }
      if (!(message instanceof RankMessage.Phase || message instanceof RankMessage.Heartbeat)) {
        changed.run();
      }
    }
  }

  /** A step of the rank's way: for its log, and for a user who wants to know all. */
  private void step(String line) {
    log.write(line);
    if (!tag.isEmpty()) {
      user.say(tag + line);
    }
  }

  private void relay(String line) {
    if (line.equals(INCUBATOR_WARNING)) {
      return;
    }
    log.write(line);
    state.keep(line);
    if (line.startsWith(END_OF_DUMP)) {
      dumped = true;
    }
    if (!muted) {
      user.error("[rank " + rank + " " + host + "] " + line);
    }
  }
}
