package mpjlda.comm;

/**
 * Messages between two ranks: what a transport has to offer for {@link Collectives} to stand on.
 * Messages between a pair of ranks arrive in the order in which they were sent. One thread per rank
 * calls.
 *
 * <p>Callers keep at most one message in flight in each direction of a pair: MPJ Express deadlocks
 * with several large ones both ways.
 */
public interface PointToPoint extends AutoCloseable {
  int rank();

  int size();

  /**
   * Sends {@code values[from .. from+length)} to {@code peer}; returns when the array may be
   * changed. {@code length} ≥ 1.
   */
  void send(int peer, long[] values, int from, int length);

  /**
   * Receives exactly {@code length} ≥ 1 elements from {@code peer} into {@code values[from ..)}.
   */
  void receive(int peer, long[] values, int from, int length);

  /**
   * Sends to and receives from the same peer at once, which neither side may do one after the other
   * (both would wait to be read). The two ranges must not overlap. A length of 0 leaves that
   * direction out; the peer must agree.
   */
  void exchange(
      int peer, long[] out, int outFrom, int outLength, long[] in, int inFrom, int inLength);

  @Override
  void close();
}
