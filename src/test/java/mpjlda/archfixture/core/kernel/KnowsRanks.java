package mpjlda.archfixture.core.kernel;

import mpjlda.archfixture.cluster.comm.PermittedMpi;

/** A kernel that knows ranks. */
public final class KnowsRanks {
  private KnowsRanks() {}

  public static int rank(PermittedMpi comm) {
    return comm.rank();
  }
}
