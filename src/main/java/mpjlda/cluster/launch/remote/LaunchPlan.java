package mpjlda.cluster.launch.remote;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A run as it is to be started.
 *
 * @param ranks one entry a rank, at least one
 * @param mpjHome a folder with {@code lib/mpj.jar} and {@code conf}; one rank does without
 * @param logDirectory where {@code rank-0000.log} and so on are appended to; null for none
 * @param joinDeadline within which all ranks must have met
 * @param verbose whether failures are shown with their stack traces
 * @param supervision how the run is watched, started again and stopped
 * @param cluster the hosts that the ranks are on; empty if all are on this machine
 */
public record LaunchPlan(
    List<RankPlan> ranks,
    ProgramPlan program,
    @Nullable Path mpjHome,
    @Nullable Path logDirectory,
    Duration joinDeadline,
    boolean verbose,
    Supervision supervision,
    Optional<Cluster> cluster) {
  /** The time in which ranks on one machine must have joined, also on a loaded one. */
  public static final Duration DEFAULT_JOIN_DEADLINE = Duration.ofSeconds(60);

  public LaunchPlan {
    ranks = List.copyOf(ranks);
    if (ranks.isEmpty()) {
      throw new IllegalArgumentException("a run has at least one rank");
    }
  }

  /**
   * Ranks on this machine, all with the same JVM options, the default deadline and the default
   * supervision: no restarts.
   */
  public static LaunchPlan local(
      int ranks, List<String> jvmOptions, ProgramPlan program, @Nullable Path mpjHome) {
    return new LaunchPlan(
        Collections.nCopies(ranks, RankPlan.local(jvmOptions)),
        program,
        mpjHome,
        null,
        DEFAULT_JOIN_DEADLINE,
        false,
        Supervision.DEFAULT,
        Optional.empty());
  }

  public LaunchPlan withLogs(@Nullable Path directory) {
    return new LaunchPlan(
        ranks, program, mpjHome, directory, joinDeadline, verbose, supervision, cluster);
  }

  public LaunchPlan withJoinDeadline(Duration deadline) {
    return new LaunchPlan(
        ranks, program, mpjHome, logDirectory, deadline, verbose, supervision, cluster);
  }

  public LaunchPlan withVerbose(boolean isVerbose) {
    return new LaunchPlan(
        ranks, program, mpjHome, logDirectory, joinDeadline, isVerbose, supervision, cluster);
  }

  public LaunchPlan withSupervision(Supervision next) {
    return new LaunchPlan(
        ranks, program, mpjHome, logDirectory, joinDeadline, verbose, next, cluster);
  }

  /** On the hosts of a cluster, as many ranks as it says, all with the options of the first one. */
  public LaunchPlan withCluster(Cluster hosts) {
    List<String> options = ranks.get(0).jvmOptions();
    List<RankPlan> placed =
        hosts.place(hosts.hosts()).hostOfRank().stream()
            .map(host -> new RankPlan(host, options))
            .toList();
    return new LaunchPlan(
        placed,
        program,
        mpjHome,
        logDirectory,
        joinDeadline,
        verbose,
        supervision,
        Optional.of(hosts));
  }

  LaunchPlan withRanks(List<RankPlan> others) {
    return new LaunchPlan(
        others, program, mpjHome, logDirectory, joinDeadline, verbose, supervision, cluster);
  }

  /** The plan for ranks under a debugger: without timeouts and restarts. */
  public LaunchPlan withoutTimeouts() {
    return withJoinDeadline(Supervision.FOR_EVER).withSupervision(supervision.withoutTimeouts());
  }

  /** One rank's JVM gets these options as well, after those that it has. */
  public LaunchPlan withJvmOptions(int rank, List<String> more) {
    List<RankPlan> all = new ArrayList<>(ranks);
    List<String> options = new ArrayList<>(all.get(rank).jvmOptions());
    options.addAll(more);
    all.set(rank, new RankPlan(all.get(rank).host(), options));
    return withRanks(all);
  }

  public int size() {
    return ranks.size();
  }
}
