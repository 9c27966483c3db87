package mpjlda.cluster.launch.supervisor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import mpjlda.cluster.launch.protocol.RankEnvironment;
import mpjlda.cluster.launch.remote.HostShell;
import mpjlda.cluster.launch.remote.LaunchPlan;
import mpjlda.cluster.launch.remote.ShellQuote;
import mpjlda.cluster.launch.remote.ShellRun;
import mpjlda.core.console.UserConsole;
import mpjlda.core.parallel.DaemonThreads;

/**
 * Makes certain that ranks on other hosts have ended, when the connection to them did not end with
 * their own exit status: by a connection of its own that kills them there; and where that cannot be
 * had, by waiting until they must have ended themselves, for want of the supervisor's signs of
 * life.
 */
final class RemoteTermination {
  private static final long PATIENCE_MILLIS = 8_000;

  /** A rank looks at its clock once a second, and has last words. */
  private static final Duration MARGIN = Duration.ofSeconds(3);

  private static final Duration LONGEST_SILENCE = Duration.ofDays(1);

  private final HostShell shell;
  private final Duration silence;
  private final UserConsole user;

  /**
   * Returns when all ranks have ended, on whatever host.
   *
   * @param ranks whose processes or connections have ended
   * @param run what the ranks' command lines have and no others
   */
  static void makeCertain(LaunchPlan plan, List<RankProcess> ranks, String run, UserConsole user) {
    List<RankProcess> unknown = ranks.stream().filter(rank -> !rank.isKnownToHaveEnded()).toList();
    if (unknown.isEmpty() || plan.cluster().isEmpty()) {
      return;
    }
    try {
      new RemoteTermination(
              plan.cluster().get().shell(), plan.supervision().heartbeatTimeout(), user)
          .make(unknown, run);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * @param silence after which a rank that hears nothing ends itself
   */
  private RemoteTermination(HostShell shell, Duration silence, UserConsole user) {
    this.shell = shell;
    this.silence = silence;
    this.user = user;
  }

  private void make(List<RankProcess> ranks, String run) throws InterruptedException {
    Map<String, List<RankProcess>> byHost = new LinkedHashMap<>();
    for (RankProcess rank : ranks) {
      byHost.computeIfAbsent(rank.host(), host -> new ArrayList<>()).add(rank);
    }
    List<Thread> threads = new ArrayList<>();
    byHost.forEach(
        (host, there) ->
            threads.add(DaemonThreads.start("mpj-lda-end-" + host, () -> end(host, there, run))));
    for (Thread thread : threads) {
      thread.join();
    }
    List<RankProcess> unknown = ranks.stream().filter(rank -> !rank.isKnownToHaveEnded()).toList();
    for (RankProcess rank : unknown) {
      awaitItsOwnEnd(rank, unknown);
    }
  }

  private void end(String host, List<RankProcess> ranks, String run) {
    try {
      ShellRun result = shell.run(host, script(run), line -> {}, PATIENCE_MILLIS);
      if (result.status() == 0) {
        ranks.forEach(RankProcess::noteEndedThere);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends every process with the run's mark; status 0 when none is left. */
  static String script(String run) {
    // Brackets, so that the pattern does not match the command line that it is itself in.
    return "left() { grep -l -a -e "
        + ShellQuote.quote("[-]D" + RankEnvironment.RUN + "=" + run)
        + " /proc/[0-9]*/cmdline 2>/dev/null | cut -d / -f 3; }\n"
        + "[ -r /proc/self/cmdline ] || exit 1\n"
        + "for i in 1 2 3 4 5; do\n"
        + "  all=$(left)\n"
        + "  [ -z \"$all\" ] && exit 0\n"
        + "  kill -9 $all 2>/dev/null\n"
        + "  sleep 1\n"
        + "done\nexit 1\n";
  }

  private void awaitItsOwnEnd(RankProcess rank, List<RankProcess> unknown)
      throws InterruptedException {
    long until = rank.lastHeardNanos() + silence.plus(MARGIN).toNanos();
    long left = until - System.nanoTime();
    // No waiting for ranks that were told to wait for ever, as a debugger holds them.
    if (left > 0 && silence.compareTo(LONGEST_SILENCE) < 0) {
      user.error(
          "waiting %d s for %s to end unaided, as %s cannot be reached"
              .formatted(
                  TimeUnit.NANOSECONDS.toSeconds(left) + 1,
                  unknown.stream().map(r -> "rank " + r.rank()).collect(Collectors.joining(", ")),
                  rank.host()));
      TimeUnit.NANOSECONDS.sleep(left);
    }
    rank.noteEndedThere();
  }
}
