package mpjlda.cluster.launch.remote;

import java.io.IOException;

/**
 * What the supervisor holds of a rank's process: the process itself, or the shell here that
 * connects to it on another host. Either has the rank's streams and its exit status.
 */
public final class RankConnection {
  /** The status of ssh itself, and of what is like it. */
  private static final int LOST = 255;

  private final Process process;
  private final RankInput input;
  private final boolean here;
  private volatile boolean cut;
  private volatile boolean endedThere;

  private RankConnection(Process process, RankInput input, boolean here) {
    this.process = process;
    this.input = input;
    this.here = here;
  }

  /** Starts the rank on its host. */
  public static RankConnection open(
      HostAllocator.Allocation allocation, int rank, String run, int restarts) throws IOException {
    HostSite site = allocation.siteOf(rank);
    HostCommand command = RankCommand.of(allocation, rank, run, restarts);
    if (site.here()) {
      Process process = command.here().start();
      return new RankConnection(process, RankInput.here(process.getOutputStream()), true);
    }
    HostShell shell = allocation.plan().cluster().map(Cluster::shell).orElse(HostShell.SSH);
    Process process = shell.on(site.host()).start();
    RankInput input = RankInput.remote(process.getOutputStream(), command.line());
    input.startPings(rank);
    return new RankConnection(process, input, false);
  }

  public Process process() {
    return process;
  }

  public RankInput input() {
    return input;
  }

  /** Whether the rank's process is one of this machine, started by this one. */
  public boolean isHere() {
    return here;
  }

  /** Ends the process, or at least the connection to it. */
  public void kill() {
    cut = cut || process.isAlive();
    process.destroyForcibly();
  }

  /** Whether that end is the connection's rather than the rank's. */
  public boolean isLostWith(int status) {
    return !here && status == LOST;
  }

  /**
   * Whether it is certain that no process of the rank is left, on whatever host.
   *
   * @param status with which the process has ended
   */
  public boolean isOverWith(int status) {
    return endedThere || here || (!cut && !isLostWith(status));
  }

  /** The rank was seen to end on its own host, or must have ended by now. */
  public void noteEndedThere() {
    endedThere = true;
  }
}
