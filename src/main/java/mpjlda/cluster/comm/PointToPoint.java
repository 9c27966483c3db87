package mpjlda.cluster.comm;

/**
 * Messages between two ranks: the operations on which {@link Collectives} are built. Messages
 * between a pair of ranks arrive in the order in which they were sent; both sides agree on a
 * message's length and type. One thread per rank calls.
 *
 * <p>Callers keep at most one message in flight in each direction of a pair: MPJ Express deadlocks
 * with several large ones both ways.
 */
public interface PointToPoint extends AutoCloseable {
  int rank();

  int size();

  /** Sends the part, of length ≥ 1, to {@code peer}; returns when the array may be changed. */
  void send(int peer, ArraySlice out);

  /** Receives exactly as many elements as the part has, at least 1, from {@code peer}. */
  void receive(int peer, ArraySlice in);

  /**
   * Sends to {@code to} and receives from {@code from} at once, which ranks may not do one after
   * the other (all would wait to be read). The two parts must not overlap. An empty part leaves its
   * direction out; the peer must agree.
   */
  void exchange(int to, ArraySlice out, int from, ArraySlice in);

  /**
   * As {@link #exchange}, but what is received is added to what is there (mod 2^64).
   *
   * @param sum of {@code long}s
   */
  void exchangeAdding(int to, ArraySlice out, int from, ArraySlice sum);

  /** The paths of this rank's messages so far, in words for a user. */
  String transport();

  @Override
  void close();
}
