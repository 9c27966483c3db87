package mpjlda.comm;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Messages between ranks of one host through memory that they share, all others by a carrier. Each
 * direction of a pair has a queue of its own, from its first message on: most pairs never exchange
 * any.
 *
 * <p>A peer's death is not seen in here: shared memory stays what it is. As with the carrier, the
 * call waits until the process is ended (see {@link Communicator}).
 */
final class HostLink implements PointToPoint {
  private final Carrier carrier;
  private final SharedMemory memory;
  private final List<Outlet> outlets = new ArrayList<>();
  private final List<Inlet> inlets = new ArrayList<>();
  private final Scratch scratch = new Scratch(0);
  private final Backoff backoff = new Backoff();

  HostLink(Carrier carrier, SharedMemory memory) {
    this.carrier = carrier;
    this.memory = memory;
    for (int peer = 0; peer < carrier.size(); peer++) {
      outlets.add(new Outlet(carrier, peer, memory));
      inlets.add(new Inlet(carrier, peer, memory));
    }
  }

  @Override
  public int rank() {
    return carrier.rank();
  }

  @Override
  public int size() {
    return carrier.size();
  }

  @Override
  public void send(int peer, Part out) {
    drive(OneWay.IDLE, outlets.get(peer).start(out));
  }

  @Override
  public void receive(int peer, Part in) {
    drive(inlets.get(peer).start(in), OneWay.IDLE);
  }

  // What is received is begun first: a carried message then goes straight into our array.

  @Override
  public void exchange(int to, Part out, int from, Part in) {
    drive(in.isEmpty() ? OneWay.IDLE : inlets.get(from).start(in), outgoing(to, out));
  }

  @Override
  public void exchangeAdding(int to, Part out, int from, Part sum) {
    drive(
        sum.isEmpty() ? OneWay.IDLE : inlets.get(from).startAdding(sum, scratch),
        outgoing(to, out));
  }

  private OneWay outgoing(int to, Part out) {
    return out.isEmpty() ? OneWay.IDLE : outlets.get(to).start(out);
  }

  /** Neither direction waits for the other. */
  private void drive(OneWay incoming, OneWay outgoing) {
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
    boolean shared = any(Transport.SHARED::equals);
    boolean carried = any(Transport.CARRIED::equals);
    String trouble = memory.trouble().map(why -> " (no shared memory: " + why + ")").orElse("");
    if (!shared) {
      return "MPJ Express" + trouble;
    }
    return carried ? "shared memory and MPJ Express" + trouble : "shared memory";
  }

  private boolean any(Predicate<Transport> is) {
    return outlets.stream().map(Outlet::transport).anyMatch(is)
        || inlets.stream().map(Inlet::transport).anyMatch(is);
  }

  /** Leaves the carrier as it is: other ranks may still need it. */
  @Override
  public void close() {}
}
