package mpjlda.cluster.hosts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which rank goes to which host.
 *
 * @param hostOfRank one name a rank
 * @param slots all slots of the hosts
 */
public record Placement(List<String> hostOfRank, long slots) {
  /** The order in which slots are filled. */
  public enum Order {
    /** All slots of a host, then the next host's: neighbouring ranks share a host. */
    BLOCK,
    /** One slot of each host in turn, until all are taken. */
    ROUND_ROBIN
  }

  public Placement {
    hostOfRank = List.copyOf(hostOfRank);
  }

  /**
   * Places ranks by slots. When all slots are taken, it starts again from the first.
   *
   * @param hosts at least one
   * @param ranks at least one
   */
  public static Placement of(List<Host> hosts, int ranks, Order order) {
    if (hosts.isEmpty() || ranks < 1) {
      throw new IllegalArgumentException(ranks + " ranks on " + hosts.size() + " hosts");
    }
    List<String> round = order == Order.BLOCK ? block(hosts, ranks) : inTurn(hosts, ranks);
    List<String> placed = new ArrayList<>(ranks);
    for (int rank = 0; rank < ranks; rank++) {
      placed.add(round.get(rank % round.size()));
    }
    return new Placement(placed, Host.slots(hosts));
  }

  /** The slots in their order, as many as are needed. */
  private static List<String> block(List<Host> hosts, int needed) {
    List<String> round = new ArrayList<>();
    for (Host host : hosts) {
      for (int slot = 0; slot < host.slots() && round.size() < needed; slot++) {
        round.add(host.name());
      }
    }
    return round;
  }

  private static List<String> inTurn(List<Host> hosts, int needed) {
    List<String> round = new ArrayList<>();
    for (int slot = 0, before = -1; round.size() < needed && round.size() > before; slot++) {
      before = round.size();
      for (Host host : hosts) {
        if (slot < host.slots() && round.size() < needed) {
          round.add(host.name());
        }
      }
    }
    return round;
  }

  public int ranks() {
    return hostOfRank.size();
  }

  /** The hosts that have ranks, in the order of their first rank, with as many slots as ranks. */
  public List<Host> used() {
    return ranksOfHost().entrySet().stream()
        .map(entry -> new Host(entry.getKey(), entry.getValue().size()))
        .toList();
  }

  /** Each host's ranks, ascending; hosts in the order of their first rank. */
  public Map<String, List<Integer>> ranksOfHost() {
    Map<String, List<Integer>> ranks = new LinkedHashMap<>();
    for (int rank = 0; rank < hostOfRank.size(); rank++) {
      ranks.computeIfAbsent(hostOfRank.get(rank), host -> new ArrayList<>()).add(rank);
    }
    return ranks;
  }

  /** A line for the user if there are more ranks than slots. */
  public Optional<String> warning() {
    return ranks() <= slots
        ? Optional.empty()
        : Optional.of(
            "warning: "
                + ranks()
                + " ranks on "
                + slots
                + (slots == 1 ? " slot" : " slots")
                + ": some share a slot and will be slower; give more hosts or fewer ranks");
  }
}
