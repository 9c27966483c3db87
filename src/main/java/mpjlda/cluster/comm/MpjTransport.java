package mpjlda.cluster.comm;

import mpi.Datatype;
import mpi.Intracomm;
import mpi.MPI;
import mpi.MPIException;
import mpi.Request;

/**
 * Messages through MPJ Express. Only its point-to-point calls are used: several of its collectives
 * are wrong or slow (offsets, rank counts other than 2, whole-vector trees).
 */
final class MpjTransport implements Transport {
  private static final int TAG = 1;

  private final Intracomm world;
  private final int rank;
  private final int size;

  MpjTransport(Intracomm world) throws MPIException {
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
  public Pending startSend(int peer, ArraySlice out) {
    try {
      return pending(
          "sending to",
          peer,
          world.Isend(out.array(), out.from(), out.length(), type(out), peer, TAG));
    } catch (MPIException e) {
      throw lost("sending to", peer, e);
    }
  }

  @Override
  public Pending startReceive(int peer, ArraySlice in) {
    try {
      return pending(
          "receiving from",
          peer,
          world.Irecv(in.array(), in.from(), in.length(), type(in), peer, TAG));
    } catch (MPIException e) {
      throw lost("receiving from", peer, e);
    }
  }

  private Pending pending(String doing, int peer, Request request) {
    return () -> {
      try {
        request.Wait();
      } catch (MPIException e) {
        throw lost(doing, peer, e);
      }
    };
  }

  /** So short a message is sent without asking the receiver. */
  @Override
  public void tell(int peer, Note note, long[] words) {
    try {
      world.Send(words, 0, words.length, MPI.LONG, peer, tag(note));
    } catch (MPIException e) {
      throw lost("sending to", peer, e);
    }
  }

  @Override
  public boolean hear(int peer, Note note, long[] words) {
    int tag = tag(note);
    try {
      if (world.Iprobe(peer, tag) == null) {
        return false;
      }
      world.Recv(words, 0, words.length, MPI.LONG, peer, tag);
      return true;
    } catch (MPIException e) {
      throw lost("receiving from", peer, e);
    }
  }

  private static int tag(Note note) {
    return switch (note) {
      case HANDLE -> TAG + 1;
      case ANSWER -> TAG + 2;
    };
  }

  private static Datatype type(ArraySlice part) {
    if (part.array() instanceof long[]) {
      return MPI.LONG;
    }
    return part.array() instanceof double[] ? MPI.DOUBLE : MPI.FLOAT;
  }

  private PeerLostException lost(String doing, int peer, MPIException e) {
    return new PeerLostException("rank " + rank + " failed in " + doing + " rank " + peer, e);
  }
}
