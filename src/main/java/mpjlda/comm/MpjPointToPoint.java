package mpjlda.comm;

import mpi.Datatype;
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
  public void send(int peer, Part out) {
    try {
      world.Send(out.array(), out.from(), out.length(), type(out), peer, TAG);
    } catch (MPIException e) {
      throw lost("sending to", peer, e);
    }
  }

  @Override
  public void receive(int peer, Part in) {
    try {
      world.Recv(in.array(), in.from(), in.length(), type(in), peer, TAG);
    } catch (MPIException e) {
      throw lost("receiving from", peer, e);
    }
  }

  @Override
  public void exchange(int to, Part out, int from, Part in) {
    if (out.isEmpty() || in.isEmpty()) {
      if (!in.isEmpty()) {
        receive(from, in);
      } else if (!out.isEmpty()) {
        send(to, out);
      }
      return;
    }
    try {
      // The receive is posted first, so that the peer's message goes straight into our array.
      Request incoming = world.Irecv(in.array(), in.from(), in.length(), type(in), from, TAG);
      Request outgoing = world.Isend(out.array(), out.from(), out.length(), type(out), to, TAG);
      outgoing.Wait();
      incoming.Wait();
    } catch (MPIException e) {
      throw lost("exchanging with", from, e);
    }
  }

  private static Datatype type(Part part) {
    if (part.array() instanceof long[]) {
      return MPI.LONG;
    }
    return part.array() instanceof double[] ? MPI.DOUBLE : MPI.FLOAT;
  }

  /** Leaves the library running: other ranks may still need it. {@link MpjWorld} ends it. */
  @Override
  public void close() {}

  private PeerLostException lost(String doing, int peer, MPIException e) {
    return new PeerLostException("rank " + rank + " failed in " + doing + " rank " + peer, e);
  }
}
