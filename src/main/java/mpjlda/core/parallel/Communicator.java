package mpjlda.core.parallel;

/**
 * The ranks of a run as seen from one of them. All collectives are called by every rank, in the
 * same order and with the same lengths, from one thread per rank. Sums are of {@code long}s, so
 * they are exact and the same for any number of ranks and any tree.
 *
 * <p>A rank that dies does not make these methods fail on the others: MPJ Express leaves them
 * waiting. The process ends itself (see {@code launch}).
 */
public interface Communicator extends AutoCloseable {
  /** This process's number, from 0. */
  int rank();

  /** The number of ranks. */
  int size();

  /**
   * Replaces {@code values[from .. from+length)} on every rank by the element-wise sum over the
   * ranks (mod 2^64).
   *
   * @param values any length; untouched outside the range
   */
  void allreduceSum(long[] values, int from, int length);

  /**
   * The first half of an allreduce: every rank gets the sums of its own share of the values; its
   * other elements are left as anything.
   *
   * @param values the same length on every rank
   * @param starts (P + 1) ascending, within the values: rank r's share is {@code starts[r] ..
   *     starts[r+1]}
   */
  void reduceScatterSum(long[] values, int[] starts);

  /**
   * The second half of an allreduce: every rank gets every rank's share of the values.
   *
   * @param values {@code long[]}, {@code double[]} or {@code float[]}, the same length on every
   *     rank, of which this rank's share is right
   * @param starts (P + 1) ascending, within the values: rank r's share is {@code starts[r] ..
   *     starts[r+1]}
   */
  void allgather(Object values, int[] starts);

  /** Replaces every element by its maximum over the ranks. For short vectors. */
  void allreduceMax(long[] values);

  /**
   * Gives every rank every rank's bytes. For short messages (kilobytes to a few megabytes).
   *
   * @return indexed by rank; lengths may differ
   */
  byte[][] allgather(byte[] own);

  /**
   * Gives every rank every rank's value.
   *
   * @return (P) by rank
   */
  long[] allgather(long own);

  /** Replaces every element by rank 0's; the same length on every rank. */
  void broadcast(long[] values);

  /**
   * Gives every rank the bytes of rank 0. For short messages.
   *
   * @param own used on rank 0 only
   */
  byte[] broadcast(byte[] own);

  /** Returns when all ranks have come here. */
  void barrier();

  /** The paths of this rank's messages so far, in words for a user. */
  String transport();

  /** Leaves the communication in good order; called by all ranks. */
  @Override
  void close();
}
