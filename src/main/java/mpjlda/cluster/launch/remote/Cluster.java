package mpjlda.cluster.launch.remote;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import mpjlda.cluster.hosts.Host;
import mpjlda.cluster.hosts.Placement;
import mpjlda.cluster.launch.protocol.HostName;

/**
 * The hosts of a run and how its ranks are spread over them.
 *
 * @param hosts with their slots
 * @param ranks as many as are wanted
 * @param minRanks as many as are started when hosts have gone, even if some must share a slot
 * @param order of the ranks on the slots
 * @param shell to hosts other than this machine
 * @param network for the ranks' connections to one another
 * @param data what the ranks need to see
 */
public record Cluster(
    List<Host> hosts,
    int ranks,
    int minRanks,
    Placement.Order order,
    HostShell shell,
    Network network,
    Data data) {
  /**
   * Which network the ranks connect through.
   *
   * @param networkInterface its name, or an address or network (10.1.0.0/16) of it; empty for the
   *     one by which the hosts are reached
   * @param firstPort 0 for any port that is free
   * @param lastPort inclusive
   */
  public record Network(Optional<String> networkInterface, int firstPort, int lastPort) {
    public static final Network ANY = new Network(Optional.empty(), 0, 0);
  }

  /**
   * What the ranks read and write.
   *
   * @param inputs files or folders that all ranks read, as the user named them
   * @param state the folder that rank 0 writes and from which a restart continues
   */
  public record Data(List<String> inputs, Optional<Path> state) {
    public static final Data NONE = new Data(List.of(), Optional.empty());

    public Data {
      inputs = List.copyOf(inputs);
    }
  }

  public Cluster {
    hosts = List.copyOf(hosts);
    if (hosts.isEmpty() || ranks < 1 || minRanks < 1) {
      throw new IllegalArgumentException(ranks + " ranks on " + hosts.size() + " hosts");
    }
  }

  /** Whether ranks on that host are simply started by this process. */
  public static boolean isHere(String host) {
    String own = HostName.local();
    return host.equals("localhost") || host.equals(own) || shortName(host).equals(shortName(own));
  }

  private static String shortName(String host) {
    // An address is no name with a domain.
    return host.matches("[0-9.]+|.*:.*") ? host : host.replaceFirst("\\..*", "");
  }

  /**
   * Where the ranks go.
   *
   * @param left those of the hosts that can be used, at least one
   */
  Placement place(List<Host> left) {
    boolean complete = left.size() == hosts.size();
    long slots = left.stream().mapToLong(Host::slots).sum();
    int placed = complete ? ranks : (int) Math.min(ranks, Math.max(slots, minRanks));
    return Placement.of(left, placed, order);
  }
}
