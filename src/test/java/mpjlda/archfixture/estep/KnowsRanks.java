package mpjlda.archfixture.estep;

import mpjlda.archfixture.comm.PermittedMpi;

/** A kernel that knows ranks. */
public final class KnowsRanks {
  private KnowsRanks() {}

  public static int rank(PermittedMpi comm) {
    return comm.rank();
  }
}
