package mpjlda.cluster.launch.remote;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import mpjlda.cluster.hosts.Host;
import mpjlda.cluster.hosts.Placement;
import mpjlda.cluster.launch.protocol.NetworkChoice;
import mpjlda.core.console.UserConsole;
import mpjlda.core.errors.LdaException;
import mpjlda.core.parallel.DaemonThreads;

/**
 * Allocates the ranks to hosts before each attempt: asks all hosts at the same time whether they
 * can be used. At first every host must be fit; after a failure unfit hosts are left out.
 */
public final class HostAllocator {
  private static final int MOST_AT_ONCE = 64;

  private final LaunchPlan plan;
  private final UserConsole user;

  /**
   * The ranks and hosts of an attempt.
   *
   * @param plan with the ranks as they are placed now
   * @param sites by host
   */
  public record Allocation(LaunchPlan plan, Map<String, HostSite> sites) {
    HostSite siteOf(int rank) {
      return Objects.requireNonNull(sites.get(plan.ranks().get(rank).host()));
    }

    /** The network on which a rank listens. */
    NetworkChoice network(int rank) {
      Cluster.Network network = plan.cluster().map(Cluster::network).orElse(Cluster.Network.ANY);
      return siteOf(rank).choose(network, List.copyOf(sites.values()));
    }
  }

  /** One host's answer: a site, or the problem with it. */
  private record Found(Host host, Optional<HostSite> site, String problem) {}

  public HostAllocator(LaunchPlan plan, UserConsole user) {
    this.plan = plan;
    this.user = user;
  }

  /**
   * Before the first attempt.
   *
   * @throws LdaException (69) that names every host that cannot be used, and why
   */
  public Allocation first() throws InterruptedException {
    if (plan.cluster().isEmpty()) {
      return onThisMachine();
    }
    Cluster cluster = plan.cluster().get();
    List<Host> used = cluster.place(cluster.hosts()).used();
    List<Found> found = look(cluster, named(cluster.hosts(), used));
    List<String> problems =
        found.stream().filter(f -> f.site().isEmpty()).map(Found::problem).toList();
    if (!problems.isEmpty()) {
      throw LdaException.unavailable(
          String.join("\n", problems)
              + "\nTry: bin/mpj-lda doctor --hostfile F. Hosts can be left out of the hostfile.");
    }
    return allocate(cluster, cluster.hosts(), found);
  }

  /**
   * Before another attempt.
   *
   * @param checkpointed whether the run continues from a checkpoint, which rank 0 must see
   * @throws LdaException (69) if no host is left, or none that sees the output folder
   */
  public Allocation again(boolean checkpointed) throws InterruptedException {
    if (plan.cluster().isEmpty()) {
      return onThisMachine();
    }
    Cluster cluster = plan.cluster().get();
    List<Found> found = look(cluster, cluster.hosts());
    found.stream()
        .filter(f -> f.site().isEmpty())
        .forEach(f -> user.error("left out: " + f.problem()));
    List<Host> left = found.stream().filter(f -> f.site().isPresent()).map(Found::host).toList();
    if (left.isEmpty()) {
      throw LdaException.unavailable("No host is left. The same command continues the run.");
    }
    Allocation allocation = allocate(cluster, left, found);
    if (checkpointed && !allocation.siteOf(0).seesState()) {
      throw LdaException.unavailable(
          "%s, which would take rank 0 now, does not see %s with the checkpoints of this run. Bring back %s, or copy the output folder to %s, and give the same command again."
              .formatted(
                  allocation.siteOf(0).host(),
                  cluster.data().state().map(Path::toString).orElse(""),
                  plan.ranks().get(0).host(),
                  allocation.siteOf(0).host()));
    }
    if (left.size() < cluster.hosts().size()) {
      user.error(
          "%d ranks on %s"
              .formatted(allocation.plan().size(), String.join(", ", allocation.sites().keySet())));
    }
    return allocation;
  }

  private Allocation onThisMachine() {
    String host = plan.ranks().get(0).host();
    return new Allocation(plan, Map.of(host, HostSite.here(plan, host)));
  }

  private static List<Host> named(List<Host> all, List<Host> used) {
    List<String> names = used.stream().map(Host::name).toList();
    return all.stream().filter(host -> names.contains(host.name())).toList();
  }

  private Allocation allocate(Cluster cluster, List<Host> left, List<Found> found) {
    Placement placement = cluster.place(left);
    List<String> options = plan.ranks().get(0).jvmOptions();
    List<RankPlan> ranks = new ArrayList<>();
    for (int rank = 0; rank < placement.ranks(); rank++) {
      // A rank keeps its own options for as long as there are as many ranks.
      boolean own = placement.ranks() == plan.size();
      ranks.add(
          new RankPlan(
              placement.hostOfRank().get(rank),
              own ? plan.ranks().get(rank).jvmOptions() : options));
    }
    Map<String, HostSite> sites = new LinkedHashMap<>();
    for (Host host : placement.used()) {
      found.stream()
          .filter(f -> f.host().name().equals(host.name()))
          .flatMap(f -> f.site().stream())
          .forEach(site -> sites.put(host.name(), site));
    }
    return new Allocation(plan.withRanks(ranks), sites);
  }

  private List<Found> look(Cluster cluster, List<Host> hosts) throws InterruptedException {
    RankCommand.check(plan);
    ProgramFiles files =
        new ProgramFiles(
            cluster.shell(), plan.program().classPath(), plan.size() > 1 ? plan.mpjHome() : null);
    ExecutorService threads =
        Executors.newFixedThreadPool(
            Math.min(MOST_AT_ONCE, hosts.size()), DaemonThreads.named("mpj-lda-hosts"));
    try {
      List<Future<Found>> answers = new ArrayList<>();
      for (Host host : hosts) {
        answers.add(threads.submit(() -> look(cluster, host, files)));
      }
      List<Found> found = new ArrayList<>();
      for (Future<Found> answer : answers) {
        found.add(answer.get());
      }
      return found;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private Found look(Cluster cluster, Host host, ProgramFiles files) throws InterruptedException {
    if (Cluster.isHere(host.name())) {
      return new Found(host, Optional.of(HostSite.here(plan, host.name())), "");
    }
    try {
      HostProbe.Answer answer =
          HostProbe.ask(
              cluster.shell(),
              host.name(),
              new HostProbe.Question(
                  plan.program().java(),
                  files.paths(),
                  Path.of("").toAbsolutePath(),
                  cluster.data().inputs(),
                  cluster.data().state()));
      requireInputs(host.name(), answer.missingInputs());
      boolean seesState = cluster.data().state().isEmpty() || answer.seesState();
      return new Found(host, Optional.of(files.site(host.name(), answer, seesState)), "");
    } catch (UnfitHostException e) {
      return new Found(host, Optional.empty(), String.valueOf(e.getMessage()));
    }
  }

  /** Refuses a host without inputs; an input that is missing here too is reported by the ranks. */
  private static void requireInputs(String host, List<String> missing) throws UnfitHostException {
    List<String> only = missing.stream().filter(HostAllocator::isHereToo).toList();
    if (!only.isEmpty()) {
      throw new UnfitHostException(
          host,
          "it cannot read "
              + only.stream()
                  .map(p -> Path.of(p).toAbsolutePath().toString())
                  .collect(Collectors.joining(", "))
              + ", which every rank reads; put it on a shared file system or copy it to the same"
              + " path there");
    }
  }

  private static boolean isHereToo(String path) {
    return Files.isReadable(Path.of(path));
  }
}
