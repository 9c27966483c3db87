package mpi;

/** Declaration of MPJ Express's class of the same name. */
public class Op {
  Op() {}
}
