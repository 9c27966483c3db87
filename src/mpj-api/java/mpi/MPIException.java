package mpi;

import mpjdev.MPJDevException;

/** Declaration of MPJ Express's class of the same name. */
public class MPIException extends MPJDevException {
  private static final long serialVersionUID = 1;
}
