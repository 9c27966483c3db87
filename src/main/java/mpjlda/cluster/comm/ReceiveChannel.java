package mpjlda.cluster.comm;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Messages from another rank, one at a time: the other end of its {@link SendChannel}. */
final class ReceiveChannel implements PendingMessage {
  private final Transport base;
  private final int peer;
  private final SharedMemory memory;
  private MessagePath path;
  private Optional<SharedMemoryQueue> queue = Optional.empty();

  /** The part of an array that is read from memory. */
  private @Nullable ArraySlice part;

  private int done;

  /** Scratch for elements that are added to the part; empty if they replace its own. */
  private Optional<ReceiveBuffer> adds = Optional.empty();

  private Transport.Pending pending = Transport.Pending.NONE;

  ReceiveChannel(Transport base, int peer, SharedMemory memory) {
    this.base = base;
    this.peer = peer;
    this.memory = memory;
    this.path = memory.isWanted() ? MessagePath.NEW : MessagePath.BASE;
  }

  MessagePath path() {
    return path;
  }

  PendingMessage start(ArraySlice in) {
    if (path == MessagePath.SHARED) {
      return read(in, Optional.empty());
    }
    pending = base.startReceive(peer, in);
    return this;
  }

  /**
   * Adds what is received.
   *
   * @param scratch for this message alone until it is through
   */
  PendingMessage startAdding(ArraySlice sum, ReceiveBuffer scratch) {
    if (path == MessagePath.SHARED) {
      return read(sum, Optional.of(scratch));
    }
    ArraySlice received = scratch.part(sum.length());
    Transport.Pending message = base.startReceive(peer, received);
    pending =
        () -> {
          message.await();
          ReceiveBuffer.add(received, sum);
        };
    return this;
  }

  private PendingMessage read(ArraySlice place, Optional<ReceiveBuffer> adding) {
    part = place;
    adds = adding;
    done = 0;
    return this;
  }

  @Override
  public boolean needsCaller() {
    return path == MessagePath.NEW || part != null;
  }

  @Override
  public boolean advance() {
    if (path == MessagePath.NEW) {
      return receiveHandle();
    }
    ArraySlice place = part;
    if (place == null) {
      return false;
    }
    SharedMemoryQueue from = queue.orElseThrow();
    int read = adds.isPresent() ? from.readAdding(place, done, adds.get()) : from.read(place, done);
    done += read;
    if (done == place.length()) {
      part = null;
    }
    return read > 0;
  }

  private boolean receiveHandle() {
    long[] handle = SharedMemoryHandle.none();
    if (!base.hear(peer, Transport.Note.HANDLE, handle)) {
      return false;
    }
    queue = memory.open(handle);
    base.tell(peer, Transport.Note.ANSWER, new long[] {queue.isPresent() ? 1 : 0});
    path = queue.isPresent() ? MessagePath.SHARED : MessagePath.BASE;
    return true;
  }

  @Override
  public void finish() {
    pending.await();
    pending = Transport.Pending.NONE;
  }
}
