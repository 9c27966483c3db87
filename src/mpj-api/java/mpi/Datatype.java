package mpi;

/** Declaration of MPJ Express's class of the same name. */
public abstract class Datatype {
  public Datatype() {}
}
