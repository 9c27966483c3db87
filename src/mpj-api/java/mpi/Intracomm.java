package mpi;

/** Declaration of MPJ Express's class of the same name. */
public class Intracomm extends Comm {
  Intracomm() {}

  public void Allreduce(
      Object send,
      int sendOffset,
      Object receive,
      int receiveOffset,
      int count,
      Datatype type,
      Op op)
      throws MPIException {
    throw new UnsupportedOperationException();
  }
}
