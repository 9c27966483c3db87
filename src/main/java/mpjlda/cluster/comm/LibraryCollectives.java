package mpjlda.cluster.comm;

import mpi.MPI;
import mpi.MPIException;

/** MPJ Express's own collectives, to be measured against ours; nothing else uses them. */
public final class LibraryCollectives {
  private LibraryCollectives() {}

  /** MPJ Express's Allreduce: a binomial reduce and broadcast of the whole vector. */
  public static void allreduceSum(double[] values, double[] result) {
    try {
      MPI.COMM_WORLD.Allreduce(values, 0, result, 0, values.length, MPI.DOUBLE, MPI.SUM);
    } catch (MPIException e) {
      throw new PeerLostException("MPJ Express's Allreduce failed", e);
    }
  }
}
