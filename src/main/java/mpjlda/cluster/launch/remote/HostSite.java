package mpjlda.cluster.launch.remote;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import mpjlda.cluster.launch.protocol.NetworkChoice;
import org.jspecify.annotations.Nullable;

/**
 * A host that is fit for ranks, and where things are there.
 *
 * @param here whether it is this machine
 * @param connection the addresses by which it was reached, if that is known
 * @param seesState whether the folder from which a restart continues is there
 */
public record HostSite(
    String host,
    boolean here,
    Path java,
    List<Path> classPath,
    @Nullable Path mpjHome,
    Optional<Connection> connection,
    boolean seesState) {
  /**
   * As {@code SSH_CONNECTION} tells it.
   *
   * @param from this machine's address as that host sees it
   * @param to that host's
   */
  public record Connection(String from, String to) {
    /** Empty unless it is an address that other hosts can use as well. */
    static Optional<String> usable(String address) {
      boolean own = address.startsWith("127.") || address.equals("::1") || address.contains("%");
      return own || address.isEmpty() ? Optional.empty() : Optional.of(address);
    }
  }

  public HostSite {
    classPath = List.copyOf(classPath);
  }

  /** This machine, with the plan's own paths. */
  static HostSite here(LaunchPlan plan, String host) {
    return new HostSite(
        host,
        true,
        plan.program().java(),
        plan.program().classPath(),
        plan.mpjHome(),
        Optional.empty(),
        plan.cluster().flatMap(c -> c.data().state()).map(Files::isDirectory).orElse(true));
  }

  /**
   * Where ranks there listen.
   *
   * @param all of the run's hosts
   */
  public NetworkChoice choose(Cluster.Network network, List<HostSite> all) {
    if (all.size() == 1) {
      return new NetworkChoice(
          NetworkChoice.Kind.LOOPBACK, "", network.firstPort(), network.lastPort());
    }
    NetworkChoice.Kind kind;
    String value;
    Optional<String> known = address(all);
    if (network.networkInterface().isPresent()) {
      kind = NetworkChoice.Kind.INTERFACE;
      value = network.networkInterface().get();
    } else if (known.isPresent()) {
      kind = NetworkChoice.Kind.ADDRESS;
      value = known.get();
    } else {
      kind = NetworkChoice.Kind.ROUTE;
      value =
          String.join(
              ",", all.stream().map(HostSite::host).filter(name -> !name.equals(host)).toList());
    }
    return new NetworkChoice(kind, value, network.firstPort(), network.lastPort());
  }

  private Optional<String> address(List<HostSite> all) {
    Optional<String> own = connection.flatMap(c -> Connection.usable(c.to()));
    boolean onThisMachine = here || (connection.isPresent() && own.isEmpty());
    return onThisMachine
        ? all.stream()
            .flatMap(site -> site.connection().stream())
            .flatMap(c -> Connection.usable(c.from()).stream())
            .findFirst()
        : own;
  }
}
