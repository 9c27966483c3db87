package mpjlda.archfixture.cluster.comm;

import mpi.MPI;
import mpjdev.MPJDev;

/** Where MPJ Express belongs. */
public final class PermittedMpi {
  private PermittedMpi() {}

  public int rank() {
    return MPI.COMM_WORLD.Rank() + MPJDev.class.getModifiers();
  }
}
