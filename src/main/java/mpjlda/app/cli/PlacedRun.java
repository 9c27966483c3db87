package mpjlda.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mpjlda.app.config.HostSettings;
import mpjlda.app.config.OptionProblems;
import mpjlda.app.config.RunSettings;
import mpjlda.cluster.hosts.Host;
import mpjlda.cluster.hosts.Placement;
import mpjlda.cluster.launch.protocol.NetworkChoice;
import mpjlda.cluster.launch.remote.Cluster;
import mpjlda.cluster.launch.remote.LaunchPlan;
import mpjlda.cluster.launch.remote.Supervision;
import mpjlda.core.console.Console;
import mpjlda.core.errors.LdaException;

/**
 * Run settings with the hosts that were found for them, in the user's process: the ranks' hosts may
 * know nothing of these.
 *
 * @param hosts empty if the ranks are simply started on this machine
 */
record PlacedRun(RunSettings settings, Optional<HostFinder.Chosen> hosts) {
  /** Finds the run's hosts, if it has any but this machine. */
  static PlacedRun of(RunSettings settings) {
    PlacedRun run =
        new PlacedRun(settings, new HostFinder(settings.hosts(), System.getenv()).choose());
    OptionProblems problems = new OptionProblems();
    run.check(problems);
    problems.throwIfAny();
    return run;
  }

  /** Notes what the ranks' hosts make impossible. */
  void check(OptionProblems problems) {
    HostSettings typed = settings.hosts();
    typed
        .ports()
        .ifPresent(
            ports ->
                problems.require(
                    ports.count() >= mostRanksOfAHost(),
                    "--ports must have a port for each rank of a host, %d; found %d, %s"
                        .formatted(mostRanksOfAHost(), ports.count(), ports.text())));
    boolean here =
        hosts.stream()
            .flatMap(chosen -> chosen.hosts().stream())
            .allMatch(host -> Cluster.isHere(host.name()));
    typed.network().filter(name -> here).ifPresent(name -> checkInterface(name, problems));
  }

  private static void checkInterface(String name, OptionProblems problems) {
    try {
      new NetworkChoice(NetworkChoice.Kind.INTERFACE, name, 0, 0).resolve();
    } catch (LdaException e) {
      problems.add(String.valueOf(e.getMessage()));
    }
  }

  private int mostRanksOfAHost() {
    return hosts
        .map(chosen -> Placement.of(chosen.hosts(), ranks(), HostFinder.order(settings.hosts())))
        .map(placed -> placed.used().stream().mapToInt(Host::slots).max().orElse(0))
        .orElseGet(this::ranks);
  }

  int ranks() {
    return settings.ranks().orElseGet(() -> hosts.map(HostFinder.Chosen::ranks).orElse(1));
  }

  /**
   * The same plan on the hosts that were found, which are reported.
   *
   * @param data what the ranks need to see on their hosts
   */
  LaunchPlan onHosts(LaunchPlan plan, Cluster.Data data, Console console) {
    if (hosts.isEmpty()) {
      return plan;
    }
    Cluster cluster =
        new HostFinder(settings.hosts(), System.getenv()).cluster(hosts.get(), ranks(), data);
    Placement placed = Placement.of(cluster.hosts(), ranks(), cluster.order());
    console.say(HostFinder.describe(hosts.get(), placed));
    placed.warning().ifPresent(console::say);
    return plan.withCluster(cluster);
  }

  /** A remark on many more ranks than this machine, which has them all, has processors for. */
  Optional<String> remark(int processors) {
    return hosts.isEmpty() && ranks() > 2 * processors
        ? Optional.of(
            "remark   %d ranks on a machine with %d processors: fewer ranks are faster (-np)"
                .formatted(ranks(), processors))
        : Optional.empty();
  }

  /** How the ranks are watched and started again. */
  static Supervision supervision(RunSettings settings) {
    Supervision supervision =
        Supervision.DEFAULT
            .withMaxRestarts(settings.maxRestarts())
            .withRequeueCode(settings.requeueCode())
            .withHeartbeatTimeout(settings.heartbeatTimeout());
    return settings.stallTimeout().map(supervision::withStallTimeout).orElse(supervision);
  }

  /**
   * Options of a rank's JVM; the user's come last and so win.
   *
   * <p>A rank allocates its large arrays once and little garbage afterwards: the serial collector
   * with a small young generation keeps the heap at what is needed.
   */
  List<String> rankJvmOptions() {
    List<String> options = new ArrayList<>(List.of("-XX:+UseSerialGC", "-Xmn24m"));
    for (String option : settings.javaOptions().orElse("").strip().split("\\s+", -1)) {
      if (!option.isEmpty()) {
        options.add(option);
      }
    }
    return options;
  }
}
