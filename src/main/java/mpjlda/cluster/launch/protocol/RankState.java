package mpjlda.cluster.launch.protocol;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import mpjlda.cluster.comm.Endpoint;
import mpjlda.core.errors.ExitCode;
import org.jspecify.annotations.Nullable;

/** The state of a rank as its messages tell it. Thread-safe. */
public final class RankState {
  private static final int KEPT_LINES = 20;

  private final Deque<String> lastWords = new ArrayDeque<>();
  private RankPosition position = RankPosition.STARTING;
  private boolean started;
  private boolean joined;
  private long processId;
  private @Nullable Endpoint endpoint;
  private @Nullable RankFailure failure;
  private @Nullable Integer doneCode;
  private Progress progress = Progress.NONE;
  private long steps;

  public synchronized void take(RankMessage message) {
    started = true;
    if (message instanceof RankMessage.Heartbeat m) {
      enter(m.position());
      steps = m.steps();
    } else if (message instanceof RankMessage.Phase m) {
      enter(m.position());
    } else if (message instanceof RankMessage.Checkpointed m) {
      progress = progress.orBetter(new Progress(0, m.iteration()));
    } else if (message instanceof RankMessage.Identity m) {
      processId = m.processId();
    } else if (message instanceof RankMessage.Listening m) {
      endpoint = m.endpoint();
    } else if (message instanceof RankMessage.Joined) {
      joined = true;
    } else if (message instanceof RankMessage.Done m) {
      doneCode = m.exitCode();
    } else if (message instanceof RankMessage.Failed m) {
      failure = m.failure();
    }
  }

  private void enter(RankPosition next) {
    position = next;
    progress = progress.orBetter(new Progress(next.iteration(), Progress.NO_CHECKPOINT));
  }

  /** A line of ordinary output. */
  public synchronized void keep(String line) {
    lastWords.addLast(line);
    if (lastWords.size() > KEPT_LINES) {
      lastWords.removeFirst();
    }
  }

  /** The last lines of ordinary output. */
  public synchronized List<String> lastWords() {
    return List.copyOf(lastWords);
  }

  /** The position of the failure, if there is one; else the last one. */
  public synchronized RankPosition position() {
    return failure == null ? position : failure.position();
  }

  /** Whether its program has begun to report. */
  public synchronized boolean hasStarted() {
    return started;
  }

  public synchronized boolean hasJoined() {
    return joined;
  }

  /** Its process on its own host; 0 while it is not known. */
  public synchronized long processId() {
    return processId;
  }

  /** The address at which it waits for the others, or null while it does not. */
  public synchronized @Nullable Endpoint endpoint() {
    return endpoint;
  }

  /** The failure of this rank, on that host, if its connection is lost now. */
  public synchronized RankFailure connectionLost(String host) {
    String last = lastWords.isEmpty() ? "" : ": " + lastWords.getLast().strip();
    return new RankFailure(
        RankFailure.Kind.CONNECTION_LOST,
        ExitCode.FAILED,
        position(),
        "the connection to " + host + " was lost" + last,
        "");
  }

  public synchronized @Nullable RankFailure failure() {
    return failure;
  }

  /** The program's exit code, or null before the program has returned. */
  public synchronized @Nullable Integer doneCode() {
    return doneCode;
  }

  public synchronized Progress progress() {
    return progress;
  }

  /** Number of changes of its position, as of its last heartbeat. */
  public synchronized long steps() {
    return steps;
  }
}
