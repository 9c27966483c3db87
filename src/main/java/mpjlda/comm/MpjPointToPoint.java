package mpjlda.comm;

import mpi.Intracomm;
import mpi.MPI;
import mpi.MPIException;
import mpi.Request;

/**
 * Messages through MPJ Express. Only its point-to-point calls are used: several of its collectives
 * are wrong or slow (offsets, rank counts other than 2, whole-vector trees).
 */
final class MpjPointToPoint implements PointToPoint {
  private static final int TAG = 1;

  private final Intracomm world;
  private final int rank;
  private final int size;

  MpjPointToPoint(Intracomm world) throws MPIException {
    this.world = world;
    this.rank = world.Rank();
    this.size = world.Size();
  }

  @Override
  public int rank() {
    return rank;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public void send(int peer, long[] values, int from, int length) {
    try {
      world.Send(values, from, length, MPI.LONG, peer, TAG);
    } catch (MPIException e) {
      throw lost("sending to", peer, e);
    }
  }

  @Override
  public void receive(int peer, long[] values, int from, int length) {
    try {
      world.Recv(values, from, length, MPI.LONG, peer, TAG);
    } catch (MPIException e) {
      throw lost("receiving from", peer, e);
    }
  }

  @Override
  public void exchange(
      int peer, long[] out, int outFrom, int outLength, long[] in, int inFrom, int inLength) {
    if (outLength == 0 && inLength == 0) {
      return;
    }
    if (outLength == 0) {
      receive(peer, in, inFrom, inLength);
      return;
    }
    if (inLength == 0) {
      send(peer, out, outFrom, outLength);
      return;
    }
    try {
      // The receive is posted first, so that the peer's message goes straight into our array.
      Request incoming = world.Irecv(in, inFrom, inLength, MPI.LONG, peer, TAG);
      Request outgoing = world.Isend(out, outFrom, outLength, MPI.LONG, peer, TAG);
      outgoing.Wait();
      incoming.Wait();
    } catch (MPIException e) {
      throw lost("exchanging with", peer, e);
    }
  }

  /** Leaves the library running: other ranks may still need it. {@link MpjWorld} ends it. */
  @Override
  public void close() {}

  private PeerLostException lost(String doing, int peer, MPIException e) {
    return new PeerLostException("rank " + rank + " failed in " + doing + " rank " + peer, e);
  }
}
