package mpjlda.archfixture.core.errors;

import mpjlda.archfixture.cluster.comm.PermittedMpi;

/** A failure that knows the package that fails. */
public final class KnowsOthers {
  private KnowsOthers() {}

  public static int rank(PermittedMpi comm) {
    return comm.rank();
  }
}
