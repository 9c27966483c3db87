package mpjlda.cluster.launch.protocol;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import mpjlda.cluster.comm.Endpoint;
import org.jspecify.annotations.Nullable;

/** What is known of a rank from what it has said. Every method may be called from any thread. */
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

  /** Where it failed, if it did; else where it was last. */
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

  /** Where it waits for the others, or null while it does not. */
  public synchronized @Nullable Endpoint endpoint() {
    return endpoint;
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

  /** How often it has gone on to another place, as of its last heartbeat. */
  public synchronized long steps() {
    return steps;
  }
}
