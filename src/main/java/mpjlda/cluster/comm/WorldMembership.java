package mpjlda.cluster.comm;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;

/**
 * One rank of a world that is about to meet.
 *
 * @param eagerBytes messages up to this size are sent without asking the receiver first
 * @param listen where it may listen for the others
 * @param meeting how it comes to know where they listen
 */
public record WorldMembership(
    int rank, int size, int eagerBytes, ListenAt listen, Meeting meeting) {
  /**
   * An address and the ports on it.
   *
   * @param firstPort 0 for any port that is free
   * @param lastPort inclusive
   */
  public record ListenAt(InetAddress address, int firstPort, int lastPort) {
    public ListenAt {
      if (firstPort < 0 || lastPort < firstPort || lastPort >= 1 << 16) {
        throw new IllegalArgumentException("no range of ports: " + firstPort + "-" + lastPort);
      }
    }

    /** On any free port. */
    public static ListenAt anyPort(InetAddress address) {
      return new ListenAt(address, 0, 0);
    }
  }

  /** Tells the others where this rank listens. */
  public interface Meeting {
    /**
     * Blocks until all have told.
     *
     * @return all ranks' endpoints by rank, this one's included
     */
    List<Endpoint> exchange(Endpoint own) throws IOException, InterruptedException;

    /**
     * A connection that is not of this run was refused at this rank's port; called on any thread.
     *
     * @param who the address, and why
     */
    void refused(String who);
  }
}
