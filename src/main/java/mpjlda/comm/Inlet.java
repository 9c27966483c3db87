package mpjlda.comm;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Messages from another rank, one at a time: the other end of its {@link Outlet}. */
final class Inlet implements OneWay {
  private final Carrier carrier;
  private final int peer;
  private final SharedMemory memory;
  private Transport transport;
  private Optional<WordQueue> queue = Optional.empty();

  /** What is to be read from memory. */
  private @Nullable Part part;

  private int done;

  /** For elements that are to be added to the part; empty if they are to replace its own. */
  private Optional<Scratch> adds = Optional.empty();

  private Carrier.Pending carried = Carrier.Pending.NONE;

  Inlet(Carrier carrier, int peer, SharedMemory memory) {
    this.carrier = carrier;
    this.peer = peer;
    this.memory = memory;
    this.transport = memory.isWanted() ? Transport.NEW : Transport.CARRIED;
  }

  Transport transport() {
    return transport;
  }

  OneWay start(Part in) {
    if (transport == Transport.SHARED) {
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
  OneWay startAdding(Part sum, Scratch scratch) {
    if (transport == Transport.SHARED) {
      return read(sum, Optional.of(scratch));
    }
    Part received = scratch.part(sum.length());
    Carrier.Pending message = carrier.startReceive(peer, received);
    carried =
        () -> {
          message.await();
          Scratch.add(received, sum);
        };
    return this;
  }

  private OneWay read(Part place, Optional<Scratch> adding) {
    part = place;
    adds = adding;
    done = 0;
    return this;
  }

  @Override
  public boolean needsCaller() {
    return transport == Transport.NEW || part != null;
  }

  @Override
  public boolean advance() {
    if (transport == Transport.NEW) {
      return hearOffer();
    }
    Part place = part;
    if (place == null) {
      return false;
    }
    WordQueue from = queue.orElseThrow();
    int read = adds.isPresent() ? from.readAdding(place, done, adds.get()) : from.read(place, done);
    done += read;
    if (done == place.length()) {
      part = null;
    }
    return read > 0;
  }

  private boolean hearOffer() {
    long[] offer = Offer.none();
    if (!carrier.hear(peer, Carrier.Note.OFFER, offer)) {
      return false;
    }
    queue = memory.take(offer);
    carrier.tell(peer, Carrier.Note.ANSWER, new long[] {queue.isPresent() ? 1 : 0});
    transport = queue.isPresent() ? Transport.SHARED : Transport.CARRIED;
    return true;
  }

  @Override
  public void finish() {
    carried.await();
    carried = Carrier.Pending.NONE;
  }
}
