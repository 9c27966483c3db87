package mpi;

/** Declaration of MPJ Express's class of the same name. */
public class Request {
  Request() {}

  public Status Wait() throws MPIException {
    throw new UnsupportedOperationException();
  }
}
