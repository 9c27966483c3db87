package mpjlda.cluster.comm;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Messages to another rank, one at a time. The first one goes by the base path, together with the
 * handle of a queue in memory; if the other rank opens it, all later messages are written there. So
 * the answer has arrived when it is needed, as a rule, and no ranks wait for each other's answers
 * in a circle.
 */
final class SendChannel implements PendingMessage {
  private final Transport base;
  private final int peer;
  private final SharedMemory memory;
  private MessagePath path;
  private Optional<SharedMemoryFile> file = Optional.empty();

  /** The part of an array to write to memory, or by a path that is not known yet. */
  private @Nullable ArraySlice part;

  private int done;
  private Transport.Pending pending = Transport.Pending.NONE;

  SendChannel(Transport base, int peer, SharedMemory memory) {
    this.base = base;
    this.peer = peer;
    this.memory = memory;
    this.path = memory.isWanted() ? MessagePath.NEW : MessagePath.BASE;
  }

  MessagePath path() {
    return path;
  }

  PendingMessage start(ArraySlice out) {
    switch (path) {
      case NEW -> {
        file = memory.make();
        base.tell(peer, Transport.Note.HANDLE, memory.handleOf(file));
        path = MessagePath.HANDLE_SENT;
        pending = base.startSend(peer, out);
      }
      case BASE -> pending = base.startSend(peer, out);
      case HANDLE_SENT, SHARED -> {
        part = out;
        done = 0;
      }
    }
    return this;
  }

  @Override
  public boolean needsCaller() {
    return part != null;
  }

  @Override
  public boolean advance() {
    ArraySlice out = part;
    if (out == null) {
      return false;
    }
    if (path == MessagePath.HANDLE_SENT) {
      return receiveAnswer(out);
    }
    int written = file.orElseThrow().queue().write(out, done);
    done += written;
    if (done == out.length()) {
      part = null;
    }
    return written > 0;
  }

  private boolean receiveAnswer(ArraySlice out) {
    long[] opened = new long[1];
    if (!base.hear(peer, Transport.Note.ANSWER, opened)) {
      return false;
    }
    file.ifPresent(SharedMemoryFile::close);
    if (opened[0] == 1) {
      path = MessagePath.SHARED;
    } else {
      path = MessagePath.BASE;
      file = Optional.empty();
      part = null;
      pending = base.startSend(peer, out);
    }
    return true;
  }

  @Override
  public void finish() {
    pending.await();
    pending = Transport.Pending.NONE;
  }
}
