package mpjlda.app.config;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Ranks that wait for a debugger, are slowed down or fail on purpose.
 *
 * @param ranks that wait for a debugger
 * @param all whether every rank waits for one
 * @param slow fault injection: slow ranks
 * @param failing fault injection: failing ranks
 */
@SettingsGroup(heading = "Debugging and fault injection")
public record DebugSettings(
    @Setting(
            names = "--debug-rank",
            label = "R[:PORT]",
            printed = false,
            expected = "R or R:PORT, such as 1:5006",
            help =
                "Rank R waits for a Java debugger, on this port of the loopback interface of its host"
                    + " (default: 5005 + R); may be given several times. The other ranks wait for it:"
                    + " no time-outs, no restarts.")
        List<DebugRank> ranks,
    @Setting(
            names = "--debug-all",
            printed = false,
            help = "All ranks wait for a debugger, from port 5005 on.")
        boolean all,
    @Setting(
            names = "--slow-rank",
            label = "R:FACTORx",
            printed = false,
            expected = "R:FACTORx, such as 2:10x",
            help = "The E-step of rank R takes FACTOR times as long (2:10x), to test imbalance.")
        List<SlowRank> slow,
    @Setting(
            names = "--fail-rank",
            label = "R@ITERATION[:HOW]",
            printed = false,
            expected = "R@ITERATION[:HOW], such as 1@5:freeze",
            help =
                "Rank R fails in this iteration of the first attempt, to test restarts. HOW: kill (the"
                    + " process ends; default), freeze (no heartbeat), hang (heartbeats, but no"
                    + " progress), error (an exception).")
        List<FailingRank> failing) {
  /** Size of a run whose hosts decide how many ranks there are. */
  public static final int UNKNOWN_SIZE = Integer.MAX_VALUE;

  private static final int LAST_PORT = (1 << 16) - 1;

  /** Notes ranks that do not exist, and values that exclude each other. */
  public void check(int size, OptionProblems problems) {
    ranks.forEach(rank -> exists("--debug-rank " + rank.text(), rank.rank(), size, problems));
    slow.forEach(rank -> exists("--slow-rank " + rank.text(), rank.rank(), size, problems));
    failing.forEach(rank -> exists("--fail-rank " + rank.text(), rank.rank(), size, problems));
    checkPorts(size, problems);
    slow.forEach(rank -> rank.check(problems));
    failing.forEach(
        rank ->
            problems.require(
                rank.iteration() >= 1
                    && failing.stream().filter(other -> other.rank() == rank.rank()).count() == 1,
                "--fail-rank: a rank can fail once, from iteration 1 on, found " + rank.text()));
  }

  private void checkPorts(int size, OptionProblems problems) {
    Map<Integer, Integer> ports = ports(size);
    ports.forEach(
        (rank, port) ->
            problems.require(
                port >= 1 && port <= LAST_PORT,
                "--debug-rank "
                    + rank
                    + ": the port must be from 1 to "
                    + LAST_PORT
                    + ", found "
                    + port));
    problems.require(
        ports.values().stream().distinct().count() == ports.size(),
        "--debug-rank: each rank needs a port of its own, found " + ports.values());
  }

  private static void exists(String option, int rank, int size, OptionProblems problems) {
    problems.require(rank < size, option + ": there are ranks 0 to " + (size - 1) + " only");
  }

  /** Ports of the ranks that wait for a debugger, by rank. */
  public Map<Integer, Integer> ports(int size) {
    Map<Integer, Integer> ports = new TreeMap<>();
    for (int rank = 0; all && size != UNKNOWN_SIZE && rank < size; rank++) {
      ports.put(rank, DebugRank.FIRST_PORT + rank);
    }
    ranks.forEach(rank -> ports.put(rank.rank(), rank.port()));
    return ports;
  }
}
