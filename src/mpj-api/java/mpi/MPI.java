package mpi;

/** Declaration of MPJ Express's class of the same name. */
public class MPI {
  public static Intracomm COMM_WORLD;
  public static Datatype LONG;
  public static Datatype FLOAT;
  public static Datatype DOUBLE;
  public static Op SUM;

  public MPI() {}

  public static String[] Init(String[] arguments) throws MPIException {
    throw new UnsupportedOperationException();
  }

  public static void Finalize() throws MPIException {
    throw new UnsupportedOperationException();
  }
}
