package mpjlda.cluster.comm;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import mpjlda.core.parallel.Communicator;

/**
 * Messages between ranks of one host through memory that they share, all others by a base
 * transport. Each direction of a pair has a queue of its own, from its first message on: most pairs
 * never exchange any.
 *
 * <p>A peer's death is not seen here: shared memory stays what it is. As with the base transport,
 * the call waits until the process is ended (see {@link Communicator}).
 */
final class SharedMemoryTransport implements PointToPoint {
  private final Transport base;
  private final SharedMemory memory;
  private final List<SendChannel> senders = new ArrayList<>();
  private final List<ReceiveChannel> receivers = new ArrayList<>();
  private final ReceiveBuffer scratch = new ReceiveBuffer(0);
  private final Backoff backoff = new Backoff();

  SharedMemoryTransport(Transport base, SharedMemory memory) {
    this.base = base;
    this.memory = memory;
    for (int peer = 0; peer < base.size(); peer++) {
      senders.add(new SendChannel(base, peer, memory));
      receivers.add(new ReceiveChannel(base, peer, memory));
    }
  }

  @Override
  public int rank() {
    return base.rank();
  }

  @Override
  public int size() {
    return base.size();
  }

  @Override
  public void send(int peer, ArraySlice out) {
    drive(PendingMessage.IDLE, senders.get(peer).start(out));
  }

  @Override
  public void receive(int peer, ArraySlice in) {
    drive(receivers.get(peer).start(in), PendingMessage.IDLE);
  }

  // What is received is begun first: a message by the base transport then goes straight into our
  // array.

  @Override
  public void exchange(int to, ArraySlice out, int from, ArraySlice in) {
    drive(in.isEmpty() ? PendingMessage.IDLE : receivers.get(from).start(in), outgoing(to, out));
  }

  @Override
  public void exchangeAdding(int to, ArraySlice out, int from, ArraySlice sum) {
    drive(
        sum.isEmpty() ? PendingMessage.IDLE : receivers.get(from).startAdding(sum, scratch),
        outgoing(to, out));
  }

  private PendingMessage outgoing(int to, ArraySlice out) {
    return out.isEmpty() ? PendingMessage.IDLE : senders.get(to).start(out);
  }

  /** Neither direction waits for the other. */
  private void drive(PendingMessage incoming, PendingMessage outgoing) {
    backoff.reset();
    while (outgoing.needsCaller() || incoming.needsCaller()) {
      boolean moved = outgoing.advance();
      moved |= incoming.advance();
      if (moved) {
        backoff.reset();
      } else if (!backoff.pause()) {
        throw new PeerLostException(
            "rank " + rank() + " was told to wait no longer for another",
            new InterruptedException());
      }
    }
    incoming.finish();
    outgoing.finish();
  }

  @Override
  public String transport() {
    boolean shared = any(MessagePath.SHARED::equals);
    boolean byBase = any(MessagePath.BASE::equals);
    String trouble = memory.trouble().map(why -> " (no shared memory: " + why + ")").orElse("");
    if (!shared) {
      return "MPJ Express" + trouble;
    }
    return byBase ? "shared memory and MPJ Express" + trouble : "shared memory";
  }

  private boolean any(Predicate<MessagePath> is) {
    return senders.stream().map(SendChannel::path).anyMatch(is)
        || receivers.stream().map(ReceiveChannel::path).anyMatch(is);
  }

  /** Leaves the base transport open: other ranks may still need it. */
  @Override
  public void close() {}
}
