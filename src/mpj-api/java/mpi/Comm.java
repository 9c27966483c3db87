package mpi;

/** Declaration of MPJ Express's class of the same name. */
public class Comm {
  Comm() {}

  public int Rank() throws MPIException {
    throw new UnsupportedOperationException();
  }

  public int Size() throws MPIException {
    throw new UnsupportedOperationException();
  }

  public void Send(Object buffer, int offset, int count, Datatype type, int peer, int tag)
      throws MPIException {
    throw new UnsupportedOperationException();
  }

  public Status Recv(Object buffer, int offset, int count, Datatype type, int peer, int tag)
      throws MPIException {
    throw new UnsupportedOperationException();
  }

  public Request Isend(Object buffer, int offset, int count, Datatype type, int peer, int tag)
      throws MPIException {
    throw new UnsupportedOperationException();
  }

  public Request Irecv(Object buffer, int offset, int count, Datatype type, int peer, int tag)
      throws MPIException {
    throw new UnsupportedOperationException();
  }

  public Status Iprobe(int peer, int tag) throws MPIException {
    throw new UnsupportedOperationException();
  }
}
