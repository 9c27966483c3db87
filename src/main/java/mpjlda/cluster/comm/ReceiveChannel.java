package mpjlda.cluster.comm;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Messages from another rank, one at a time: the other end of its {@link SendChannel}. */
final class ReceiveChannel implements PendingMessage {
  private final Transport carrier;
  private final int peer;
  private final SharedMemory memory;
  private MessagePath transport;
  private Optional<SharedMemoryQueue> queue = Optional.empty();

  /** What is to be read from memory. */
  private @Nullable ArraySlice part;

  private int done;

  /** For elements that are to be added to the part; empty if they are to replace its own. */
  private Optional<ReceiveBuffer> adds = Optional.empty();

  private Transport.Pending carried = Transport.Pending.NONE;

  ReceiveChannel(Transport carrier, int peer, SharedMemory memory) {
    this.carrier = carrier;
    this.peer = peer;
    this.memory = memory;
    this.transport = memory.isWanted() ? MessagePath.NEW : MessagePath.CARRIED;
  }

  MessagePath transport() {
    return transport;
  }

  PendingMessage start(ArraySlice in) {
    if (transport == MessagePath.SHARED) {
      return read(in, Optional.empty());
    }
    carried = carrier.startReceive(peer, in);
    return this;
  }

  /**
   * Adds what is received.
   *
   * @param scratch for this message alone until it is through
   */
  PendingMessage startAdding(ArraySlice sum, ReceiveBuffer scratch) {
    if (transport == MessagePath.SHARED) {
      return read(sum, Optional.of(scratch));
    }
    ArraySlice received = scratch.part(sum.length());
    Transport.Pending message = carrier.startReceive(peer, received);
    carried =
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
    return transport == MessagePath.NEW || part != null;
  }

  @Override
  public boolean advance() {
    if (transport == MessagePath.NEW) {
      return hearOffer();
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

  private boolean hearOffer() {
    long[] offer = SharedMemoryHandle.none();
    if (!carrier.hear(peer, Transport.Note.OFFER, offer)) {
      return false;
    }
    queue = memory.take(offer);
    carrier.tell(peer, Transport.Note.ANSWER, new long[] {queue.isPresent() ? 1 : 0});
    transport = queue.isPresent() ? MessagePath.SHARED : MessagePath.CARRIED;
    return true;
  }

  @Override
  public void finish() {
    carried.await();
    carried = Transport.Pending.NONE;
  }
}
