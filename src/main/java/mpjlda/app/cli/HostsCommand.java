package mpjlda.app.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import mpjlda.app.config.HostListSettings;
import mpjlda.app.config.HostSettings;
import mpjlda.app.config.OptionProblems;
import mpjlda.cluster.hosts.ClusterEnvironment;
import mpjlda.cluster.hosts.Host;
import mpjlda.cluster.hosts.HostForm;
import mpjlda.cluster.hosts.Hostfile;
import mpjlda.cluster.hosts.Placement;
import mpjlda.core.console.SafeText;
import mpjlda.core.errors.ExitCode;
import mpjlda.data.io.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hosts}: what a hostfile or a batch job says, and which rank would go where. */
@Command(
    name = "hosts",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    modelTransformer = SettingOptions.class,
    sortOptions = false,
    description = {
      "Shows the hosts and slots of a hostfile and which rank goes where, or writes them in another"
          + " form.",
      "Without FILE: the hosts of the Grid Engine, Slurm or PBS job that it runs in, else this"
          + " machine."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  mpj-lda hosts hostfiles/lab -np 6",
      "  mpj-lda hosts --to mpjrun > machines",
      "Forms: plain (a line a slot), openmpi (host slots=4), mpich (host:4), mpjrun (a line a"
          + " host), slurm."
    })
final class HostsCommand implements Callable<Integer>, SettingsCommand {
  private static final int MOST_RANKS = 100_000;

  private final Map<String, String> environment;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "FILE",
      description = "Hostfile in any dialect.")
  private @Nullable Path file;

  HostsCommand() {
    this(System.getenv());
  }

  HostsCommand(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /**
   * @param text where the hosts are from
   * @param ranks one a slot, unless a batch system says otherwise
   */
  private record Source(String text, List<Host> hosts, int ranks) {}

  @Override
  public List<Class<? extends Record>> settings() {
    return List.of(HostListSettings.class);
  }

  @Override
  public Integer call() {
    OptionProblems problems = new OptionProblems();
    HostListSettings settings = SettingOptions.read(spec, HostListSettings.class, problems);
    problems.require(
        file == null || settings.hostfile().isEmpty(), "FILE and --hostfile exclude each other");
    problems.throwIfAny();
    Source source = source(settings.hostfile().or(() -> Optional.ofNullable(file)));
    Placement placed =
        Placement.of(
            source.hosts(),
            settings.ranks().orElse(source.ranks()),
            settings.placement() == HostSettings.Order.BLOCK
                ? Placement.Order.BLOCK
                : Placement.Order.ROUND_ROBIN);
    print(settings, source, placed);
    return ExitCode.OK;
  }

  private Source source(Optional<Path> given) {
    if (given.isPresent()) {
      return ofSlots(given.get().toString(), Hostfile.read(given.get()));
    }
    Optional<ClusterEnvironment> job = ClusterEnvironment.detect(environment);
    if (job.isPresent()) {
      return new Source(
          job.get().kind() + " job " + job.get().job(), job.get().hosts(), job.get().ranks());
    }
    return ofSlots(
        "this machine; no hostfile, and no batch job here",
        List.of(new Host("localhost", Runtime.getRuntime().availableProcessors())));
  }

  private static Source ofSlots(String text, List<Host> hosts) {
    long slots = hosts.stream().mapToLong(Host::slots).sum();
    return new Source(text, hosts, (int) Math.min(MOST_RANKS, slots));
  }

  private void print(HostListSettings settings, Source source, Placement placed) {
    PrintWriter err = SafeText.writer(spec.commandLine().getErr());
    placed.warning().ifPresent(warning -> err.println("mpj-lda: " + warning));
    err.flush();
    PrintWriter out = SafeText.writer(spec.commandLine().getOut());
    Optional<HostForm> form = settings.form();
    if (settings.json()) {
      out.print(Json.pretty(toMap(source, placed)));
    } else if (form.equals(Optional.of(HostForm.PLAIN)) && settings.ranks().isPresent()) {
      // In the order of the ranks, which the other forms cannot say.
      placed.hostOfRank().forEach(out::println);
    } else if (form.isPresent()) {
      List<Host> hosts = settings.ranks().isEmpty() ? source.hosts() : placed.used();
      form.get().write(hosts).forEach(out::println);
    } else {
      printTable(source, placed, out);
    }
    out.flush();
  }

  private static void printTable(Source source, Placement placed, PrintWriter out) {
    int width =
        Math.max(4, source.hosts().stream().mapToInt(host -> host.name().length()).max().orElse(0));
    String form = "%-" + width + "s  %7s  %s%n";
    Map<String, List<Integer>> ranks = placed.ranksOfHost();
    out.printf(
        "%s, %s, %s (%s)%n",
        counted(source.hosts().size(), "host"),
        counted(placed.slots(), "slot"),
        counted(placed.ranks(), "rank"),
        source.text());
    out.printf(form, "host", "slots", "ranks");
    for (Host host : source.hosts()) {
      out.printf(
          form,
          host.name(),
          host.slots(),
          RankIntervals.of(ranks.getOrDefault(host.name(), List.of())));
    }
  }

  private static String counted(long number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  private static Map<String, Object> toMap(Source source, Placement placed) {
    Map<String, List<Integer>> ranks = placed.ranksOfHost();
    List<Map<String, Object>> hosts = new ArrayList<>();
    for (Host host : source.hosts()) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("name", host.name());
      map.put("slots", host.slots());
      map.put("ranks", ranks.getOrDefault(host.name(), List.of()));
      hosts.add(map);
    }
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("source", source.text());
    result.put("slots", placed.slots());
    result.put("ranks", placed.ranks());
    result.put("oversubscribed", placed.warning().isPresent());
    result.put("hosts", hosts);
    return result;
  }
}
