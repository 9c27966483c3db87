package mpjlda.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mpjlda.app.config.OptionProblems;
import mpjlda.cluster.hosts.ClusterEnvironment;
import mpjlda.cluster.hosts.Host;
import mpjlda.cluster.hosts.Hostfile;
import mpjlda.cluster.hosts.Placement;
import mpjlda.cluster.launch.remote.Cluster;
import mpjlda.cluster.launch.remote.HostShell;
import mpjlda.core.errors.LdaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** On which hosts ranks are started, and how. */
final class HostOptions {
  private static final List<String> LAUNCHERS =
      List.of("auto", "local", "ssh", "sge", "slurm", "pbs");

  private static final Pattern PORTS = Pattern.compile("(\\d{1,5})(?:-(\\d{1,5}))?");
  private static final int LAST_PORT = (1 << 16) - 1;

  private final Map<String, String> environment;

  @Option(
      names = "--hostfile",
      paramLabel = "FILE",
      description =
          "Hosts and slots, in any dialect. Default: those of the batch job, else this machine.")
  private @Nullable Path hostfile;

  @Option(
      names = "--launcher",
      paramLabel = "NAME",
      defaultValue = "auto",
      description =
          "How ranks are started: local, ssh, sge, slurm, pbs, or auto (what the batch system or"
              + " the hostfile asks for). Default: ${DEFAULT-VALUE}.")
  private String launcher = "auto";

  @Option(
      names = "--rsh",
      paramLabel = "COMMAND",
      description = "Remote shell in place of ssh, such as \"ssh -q -p 2222 {host}\".")
  private @Nullable String rsh;

  @Option(
      names = "--placement",
      paramLabel = "ORDER",
      defaultValue = "block",
      description =
          "block (fill a host, then the next) or round-robin (a slot of each in turn). Default:"
              + " ${DEFAULT-VALUE}.")
  private String placement = "block";

  @Option(
      names = "--interface",
      paramLabel = "NAME|ADDRESS",
      description =
          "Network interface of the ranks' connections, the same name or network (ib0,"
              + " 10.1.0.0/16) on all hosts. Default: the one by which the hosts are reached.")
  private @Nullable String networkInterface;

  @Option(
      names = "--ports",
      paramLabel = "FROM-TO",
      description = "Ports that ranks may listen on while they meet, one a rank. Default: any.")
  private @Nullable String ports;

  @Option(
      names = "--min-ranks",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "When hosts are lost a run goes on with as many ranks as there are slots left, but at"
              + " least so many. Default: ${DEFAULT-VALUE}.")
  private int minRanks;

  HostOptions() {
    this(System.getenv());
  }

  HostOptions(Map<String, String> environment) {
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

  void check(OptionProblems problems) {
    problems.require(
        LAUNCHERS.contains(launcher),
        "--launcher must be one of "
            + String.join(", ", LAUNCHERS)
            + ", found \""
            + launcher
            + "\"");
    problems.require(
        placement.equals("block") || placement.equals("round-robin"),
        "--placement must be block or round-robin, found \"" + placement + "\"");
    problems.require(
        rsh == null || !rsh.isBlank(), "--rsh must be a command, such as \"ssh -q {host}\"");
    problems.require(
        rsh == null || launcher.equals("auto") || launcher.equals("ssh"),
        "--rsh and --launcher " + launcher + " exclude each other");
    problems.require(
        hostfile == null || !launcher.equals("local"),
        "--hostfile and --launcher local exclude each other");
    problems.require(minRanks >= 1, "--min-ranks must be at least 1, found " + minRanks);
    problems.require(
        ports == null || network().isPresent(),
        "--ports must be such as 40000-40063, found \"" + ports + "\"");
  }

  /**
   * Finds the hosts: reads the hostfile, else asks the batch system's variables.
   *
   * @return empty if the ranks are simply started on this machine, as many as the user says
   * @throws LdaException (2) if there are none for the launcher, (65) if they cannot be read
   */
  Optional<Chosen> choose() {
    Optional<ClusterEnvironment> job =
        launcher.equals("local") ? Optional.empty() : ClusterEnvironment.detect(environment);
    if (hostfile != null) {
      List<Host> hosts = Hostfile.read(hostfile);
      String how = launcher.equals("auto") ? shellOf(job, hosts) : launcher;
      return Optional.of(new Chosen(how, "hostfile " + hostfile, hosts, slots(hosts)));
    }
    if (job.isPresent()) {
      ClusterEnvironment in = job.get();
      String how = launcher.equals("auto") ? shellOf(job, in.hosts()) : launcher;
      return Optional.of(new Chosen(how, in.kind() + " job " + in.job(), in.hosts(), in.ranks()));
    }
    if (launcher.equals("auto") || launcher.equals("local")) {
      return Optional.empty();
    }
    throw LdaException.usage(
        "--launcher "
            + launcher
            + (launcher.equals("ssh")
                ? " needs --hostfile"
                : " works within such a job only, and needs its variables"));
  }

  private String shellOf(Optional<ClusterEnvironment> job, List<Host> hosts) {
    if (rsh != null) {
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
        Math.min(minRanks, ranks),
        placement.equals("block") ? Placement.Order.BLOCK : Placement.Order.ROUND_ROBIN,
        shell(chosen.launcher()),
        network().orElse(Cluster.Network.ANY),
        data);
  }

  private HostShell shell(String name) {
    if (rsh != null) {
      return HostShell.of(rsh);
    }
    return switch (name) {
      case "sge" -> HostShell.GRID_ENGINE;
      case "slurm" -> HostShell.SLURM;
      // PBS's own remote shells give a process no standard input, which ranks cannot do without.
      default -> HostShell.SSH;
    };
  }

  /** Empty if --ports cannot be understood. */
  private Optional<Cluster.Network> network() {
    Optional<String> on = Optional.ofNullable(networkInterface);
    if (ports == null) {
      return Optional.of(new Cluster.Network(on, 0, 0));
    }
    Matcher range = PORTS.matcher(ports.strip());
    if (!range.matches()) {
      return Optional.empty();
    }
    int first = Integer.parseInt(range.group(1));
    int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
    return first < 1 || last < first || last > LAST_PORT
        ? Optional.empty()
        : Optional.of(new Cluster.Network(on, first, last));
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
