package mpjlda.cluster.launch.rank;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import mpjlda.cluster.comm.Endpoint;
import mpjlda.cluster.comm.WorldMembership;
import mpjlda.cluster.launch.protocol.SupervisorChannel;

/** The ranks come to know of one another through their supervisor. */
final class SupervisedBootstrap implements WorldMembership.Meeting {
  /** Lines for the user; a stranger may come from any number of addresses, and often. */
  private static final int MOST_TOLD = 3;

  private final int rank;
  private final RankReporter reporter;
  private final SupervisorChannel supervisor;
  private final Set<String> told = new HashSet<>();

  SupervisedBootstrap(int rank, RankReporter reporter, SupervisorChannel supervisor) {
    this.rank = rank;
    this.reporter = reporter;
    this.supervisor = supervisor;
  }

  @Override
  public List<Endpoint> exchange(Endpoint own) throws IOException, InterruptedException {
    reporter.listening(own);
    return supervisor.awaitPeers();
  }

  @Override
  public synchronized void refused(String who) {
    if (told.size() < MOST_TOLD && told.add(who)) {
      reporter.console().say("rank %d refuses connections from %s".formatted(rank, who));
    }
  }
}
