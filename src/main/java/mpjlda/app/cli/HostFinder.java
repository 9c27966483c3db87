package mpjlda.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import mpjlda.app.config.HostSettings;
import mpjlda.cluster.hosts.ClusterEnvironment;
import mpjlda.cluster.hosts.Host;
import mpjlda.cluster.hosts.Hostfile;
import mpjlda.cluster.hosts.Placement;
import mpjlda.cluster.launch.remote.Cluster;
import mpjlda.cluster.launch.remote.HostShell;
import mpjlda.core.errors.LdaException;

/** Finds the hosts on which ranks are started. */
final class HostFinder {
  private final HostSettings settings;
  private final Map<String, String> environment;

  /**
   * @param environment variables, in which batch systems describe their jobs
   */
  HostFinder(HostSettings settings, Map<String, String> environment) {
    this.settings = settings;
    this.environment = Map.copyOf(environment);
  }

  /**
   * The hosts of a run.
   *
   * @param launcher local, ssh, sge, slurm or pbs; or the remote shell's name
   * @param source where the hosts are from
   * @param ranks one a slot, unless the batch system says otherwise
   */
  record Chosen(String launcher, String source, List<Host> hosts, int ranks) {}

  /**
   * Finds the hosts: reads the hostfile, else asks the batch system's variables.
   *
   * @return empty if the ranks are simply started on this machine, as many as the user says
   * @throws LdaException (2) if there are none for the launcher, (65) if they cannot be read
   */
  Optional<Chosen> choose() {
    HostSettings.Launcher launcher = settings.launcher();
    Optional<ClusterEnvironment> job =
        launcher == HostSettings.Launcher.LOCAL
            ? Optional.empty()
            : ClusterEnvironment.detect(environment);
    if (settings.hostfile().isPresent()) {
      Path hostfile = settings.hostfile().get();
      List<Host> hosts = Hostfile.read(hostfile);
      return Optional.of(
          new Chosen(launcher(job, hosts), "hostfile " + hostfile, hosts, slots(hosts)));
    }
    if (job.isPresent()) {
      ClusterEnvironment in = job.get();
      return Optional.of(
          new Chosen(
              launcher(job, in.hosts()), in.kind() + " job " + in.job(), in.hosts(), in.ranks()));
    }
    return switch (launcher) {
      case AUTO, LOCAL -> Optional.empty();
      case SSH -> throw LdaException.usage("--launcher ssh needs --hostfile");
      default ->
          throw LdaException.usage(
              "--launcher "
                  + launcher.optionName()
                  + " works within such a job only, and needs its variables");
    };
  }

  private String launcher(Optional<ClusterEnvironment> job, List<Host> hosts) {
    return settings.launcher() == HostSettings.Launcher.AUTO
        ? shellOf(job, hosts)
        : settings.launcher().optionName();
  }

  private String shellOf(Optional<ClusterEnvironment> job, List<Host> hosts) {
    if (settings.shell().isPresent()) {
      return "rsh";
    }
    if (hosts.stream().allMatch(host -> Cluster.isHere(host.name()))) {
      return "local";
    }
    return job.map(
            in ->
                switch (in.kind()) {
                  case GRID_ENGINE -> "sge";
                  case SLURM -> "slurm";
                  case PBS -> "pbs";
                })
        .orElse("ssh");
  }

  /** The hosts as the launcher takes them. */
  Cluster cluster(Chosen chosen, int ranks, Cluster.Data data) {
    return new Cluster(
        chosen.hosts(),
        ranks,
        Math.min(settings.minRanks(), ranks),
        order(settings),
        shell(chosen.launcher()),
        network(),
        data);
  }

  static Placement.Order order(HostSettings settings) {
    return settings.placement() == HostSettings.Order.BLOCK
        ? Placement.Order.BLOCK
        : Placement.Order.ROUND_ROBIN;
  }

  private HostShell shell(String name) {
    if (settings.shell().isPresent()) {
      return HostShell.of(settings.shell().get());
    }
    return switch (name) {
      case "sge" -> HostShell.GRID_ENGINE;
      case "slurm" -> HostShell.SLURM;
      // PBS's own remote shells give a process no standard input, which ranks cannot do without.
      default -> HostShell.SSH;
    };
  }

  private Cluster.Network network() {
    return settings
        .ports()
        .map(ports -> new Cluster.Network(settings.network(), ports.first(), ports.last()))
        .orElseGet(() -> new Cluster.Network(settings.network(), 0, 0));
  }

  private static int slots(List<Host> hosts) {
    return hosts.stream().mapToInt(Host::slots).sum();
  }

  /** A line for the user: who starts how many ranks where. */
  static String describe(Chosen chosen, Placement placed) {
    StringBuilder text = new StringBuilder();
    placed
        .ranksOfHost()
        .forEach(
            (host, ranks) ->
                text.append(text.isEmpty() ? "" : ", ")
                    .append(host)
                    .append(" (")
                    .append(RankIntervals.of(ranks))
                    .append(')'));
    return String.format(
        Locale.ROOT,
        "launcher %s (%s): %d ranks on %s",
        chosen.launcher(),
        chosen.source(),
        placed.ranks(),
        text);
  }
}
