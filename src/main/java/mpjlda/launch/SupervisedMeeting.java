package mpjlda.launch;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import mpjlda.comm.Endpoint;
import mpjlda.comm.Membership;

/** The ranks come to know of one another through their supervisor. */
final class SupervisedMeeting implements Membership.Meeting {
  /** Lines for the user; a stranger may come from any number of addresses, and often. */
  private static final int MOST_TOLD = 3;

  private final int rank;
  private final RankReporter reporter;
  private final SupervisorLine supervisor;
  private final Set<String> told = new HashSet<>();

  SupervisedMeeting(int rank, RankReporter reporter, SupervisorLine supervisor) {
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
