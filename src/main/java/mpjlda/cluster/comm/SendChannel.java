package mpjlda.cluster.comm;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Messages to another rank, one at a time. The first one is carried, and with it goes an offer of
 * memory; if that is taken, all later ones are written there. So the answer is there when it is
 * needed, as a rule, and no ranks wait for each other's in a circle.
 */
final class SendChannel implements PendingMessage {
  private final Transport carrier;
  private final int peer;
  private final SharedMemory memory;
  private MessagePath transport;
  private Optional<SharedMemoryFile> offered = Optional.empty();

  /** What is to be written to memory, or to go in a way that is not known yet. */
  private @Nullable ArraySlice part;

  private int done;
  private Transport.Pending carried = Transport.Pending.NONE;

  SendChannel(Transport carrier, int peer, SharedMemory memory) {
    this.carrier = carrier;
    this.peer = peer;
    this.memory = memory;
    this.transport = memory.isWanted() ? MessagePath.NEW : MessagePath.CARRIED;
  }

  MessagePath transport() {
    return transport;
  }

  PendingMessage start(ArraySlice out) {
    switch (transport) {
      case NEW -> {
        offered = memory.make();
        carrier.tell(peer, Transport.Note.OFFER, memory.offer(offered));
        transport = MessagePath.OFFERED;
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
    ArraySlice out = part;
    if (out == null) {
      return false;
    }
    if (transport == MessagePath.OFFERED) {
      return hearAnswer(out);
    }
    int written = offered.orElseThrow().queue().write(out, done);
    done += written;
    if (done == out.length()) {
      part = null;
    }
    return written > 0;
  }

  private boolean hearAnswer(ArraySlice out) {
    long[] taken = new long[1];
    if (!carrier.hear(peer, Transport.Note.ANSWER, taken)) {
      return false;
    }
    offered.ifPresent(SharedMemoryFile::close);
    if (taken[0] == 1) {
      transport = MessagePath.SHARED;
    } else {
      transport = MessagePath.CARRIED;
      offered = Optional.empty();
      part = null;
      carried = carrier.startSend(peer, out);
    }
    return true;
  }

  @Override
  public void finish() {
    carried.await();
    carried = Transport.Pending.NONE;
  }
}
