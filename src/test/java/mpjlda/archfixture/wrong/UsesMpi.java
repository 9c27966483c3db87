package mpjlda.archfixture.wrong;

import mpi.Comm;

/** Knows MPJ Express. */
public final class UsesMpi {
  private UsesMpi() {}

  public static int rank(Comm comm) {
    return comm.Rank();
  }
}
