package mpjlda.archfixture.errors;

import mpjlda.archfixture.comm.PermittedMpi;

/** A failure that knows the package that fails. */
public final class KnowsOthers {
  private KnowsOthers() {}

  public static int rank(PermittedMpi comm) {
    return comm.rank();
  }
}
