package mpjlda.comm;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Messages to another rank, one at a time. The first one is carried, and with it goes an offer of
 * memory; if that is taken, all later ones are written there. So the answer is there when it is
 * needed, as a rule, and no ranks wait for each other's in a circle.
 */
final class Outlet implements OneWay {
  private final Carrier carrier;
  private final int peer;
  private final SharedMemory memory;
  private Transport transport;
  private Optional<QueueFile> offered = Optional.empty();

  /** What is to be written to memory, or to go in a way that is not known yet. */
  private @Nullable Part part;

  private int done;
  private Carrier.Pending carried = Carrier.Pending.NONE;

  Outlet(Carrier carrier, int peer, SharedMemory memory) {
    this.carrier = carrier;
    this.peer = peer;
    this.memory = memory;
    this.transport = memory.isWanted() ? Transport.NEW : Transport.CARRIED;
  }

  Transport transport() {
    return transport;
  }

  OneWay start(Part out) {
    switch (transport) {
      case NEW -> {
        offered = memory.make();
        carrier.tell(peer, Carrier.Note.OFFER, memory.offer(offered));
        transport = Transport.OFFERED;
        carried = carrier.startSend(peer, out);
      }
      case CARRIED -> carried = carrier.startSend(peer, out);
      case OFFERED, SHARED -> {
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
    Part out = part;
    if (out == null) {
      return false;
    }
    if (transport == Transport.OFFERED) {
      return hearAnswer(out);
    }
    int written = offered.orElseThrow().queue().write(out, done);
    done += written;
    if (done == out.length()) {
      part = null;
    }
    return written > 0;
  }

  private boolean hearAnswer(Part out) {
    long[] taken = new long[1];
    if (!carrier.hear(peer, Carrier.Note.ANSWER, taken)) {
      return false;
    }
    offered.ifPresent(QueueFile::close);
    if (taken[0] == 1) {
      transport = Transport.SHARED;
    } else {
      transport = Transport.CARRIED;
      offered = Optional.empty();
      part = null;
      carried = carrier.startSend(peer, out);
    }
    return true;
  }

  @Override
  public void finish() {
    carried.await();
    carried = Carrier.Pending.NONE;
  }
}
