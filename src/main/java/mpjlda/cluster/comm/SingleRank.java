package mpjlda.cluster.comm;

/** The transport of a run on one rank: it has no peers, and no MPJ class is loaded. */
public final class SingleRank implements PointToPoint {
  @Override
  public int rank() {
    return 0;
  }

  @Override
  public int size() {
    return 1;
  }

  @Override
  public void send(int peer, ArraySlice out) {
    throw noPeer(peer);
  }

  @Override
  public void receive(int peer, ArraySlice in) {
    throw noPeer(peer);
  }

  @Override
  public void exchange(int to, ArraySlice out, int from, ArraySlice in) {
    throw noPeer(to);
  }

  @Override
  public void exchangeAdding(int to, ArraySlice out, int from, ArraySlice sum) {
    throw noPeer(to);
  }

  @Override
  public String transport() {
    return "nothing";
  }

  @Override
  public void close() {}

  private static IllegalArgumentException noPeer(int peer) {
    return new IllegalArgumentException("a run on one rank has no rank " + peer + " to talk to");
  }
}
