package mpjlda.cluster.comm;

/**
 * Consecutive ranks of a run as a world of their own, numbered from 0. Groups without a rank in
 * common communicate independently of one another; a rank uses its group and the whole world from
 * one thread, so that the order of messages between a pair of ranks is the same on both sides.
 */
public final class SubGroup implements PointToPoint {
  private final PointToPoint world;
  private final int first;
  private final int size;

  /**
   * @param first the world's rank that is rank 0 here
   * @param size ranks of the group, the world's calling one among them
   */
  public SubGroup(PointToPoint world, int first, int size) {
    if (first < 0
        || size < 1
        || first + size > world.size()
        || world.rank() < first
        || world.rank() >= first + size) {
      throw new IllegalArgumentException(
          "rank "
              + world.rank()
              + " of "
              + world.size()
              + " is not in a group of "
              + size
              + " from "
              + first);
    }
    this.world = world;
    this.first = first;
    this.size = size;
  }

  /** The caller's group, of groups of {@code groupSize} ranks each; the last may have fewer. */
  public static SubGroup ofSize(PointToPoint world, int groupSize) {
    int first = world.rank() / groupSize * groupSize;
    return new SubGroup(world, first, Math.min(groupSize, world.size() - first));
  }

  @Override
  public int rank() {
    return world.rank() - first;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public void send(int peer, ArraySlice out) {
    world.send(worldRank(peer), out);
  }

  @Override
  public void receive(int peer, ArraySlice in) {
    world.receive(worldRank(peer), in);
  }

  @Override
  public void exchange(int to, ArraySlice out, int from, ArraySlice in) {
    world.exchange(worldRank(to), out, worldRank(from), in);
  }

  @Override
  public void exchangeAdding(int to, ArraySlice out, int from, ArraySlice sum) {
    world.exchangeAdding(worldRank(to), out, worldRank(from), sum);
  }

  @Override
  public String transport() {
    return world.transport();
  }

  /** Leaves the world as it is. */
  @Override
  public void close() {}

  private int worldRank(int peer) {
    if (peer < 0 || peer >= size) {
      throw new IllegalArgumentException("a group of " + size + " ranks has no rank " + peer);
    }
    return first + peer;
  }
}
