package mpjlda.app.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mpjlda.app.config.Durations;
import mpjlda.app.config.OptionProblems;
import mpjlda.cluster.hosts.Placement;
import mpjlda.cluster.launch.remote.Cluster;
import mpjlda.cluster.launch.remote.LaunchPlan;
import mpjlda.cluster.launch.remote.Supervision;
import mpjlda.core.console.Console;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How ranks are started: the same for every SPMD command. */
final class RunOptions {
  @Option(
      names = {"-np", "--ranks"},
      paramLabel = "N",
      description = "Rank processes. Default: the slots of the hostfile or batch job, else 1.")
  private @Nullable Integer ranks;

  @Mixin private HostOptions hosts = new HostOptions();

  @Option(
      names = "--threads",
      paramLabel = "T",
      defaultValue = "1",
      description = "Compute threads of each rank. Default: ${DEFAULT-VALUE}.")
  private int threads;

  @Option(
      names = "--java-options",
      paramLabel = "OPTIONS",
      defaultValue = "",
      description = "Options for the ranks' JVMs, separated by blanks: \"-Xmx8g -XX:UseAVX=2\".")
  private String javaOptions = "";

  @Option(
      names = "--rank-logs",
      paramLabel = "DIR",
      description = "Folder for the ranks' logs. Default: logs in the output folder.")
  private @Nullable Path rankLogs;

  @Option(
      names = "--max-restarts",
      paramLabel = "R",
      defaultValue = "3",
      description =
          "Restarts of a run that failed, from its last checkpoint. Default: ${DEFAULT-VALUE}.")
  private int maxRestarts;

  @Option(
      names = "--heartbeat-timeout",
      paramLabel = "TIME",
      defaultValue = "60s",
      description =
          "A rank that has given no sign of life for so long counts as dead. Default:"
              + " ${DEFAULT-VALUE}.")
  private String heartbeatTimeout = "";

  @Option(
      names = "--stall-timeout",
      paramLabel = "TIME",
      description =
          "A run in which no rank goes on for so long counts as deadlocked. Default: never, as one"
              + " E-step may rightly take hours.")
  private @Nullable String stallTimeout;

  @Option(
      names = "--requeue-code",
      paramLabel = "CODE",
      defaultValue = "75",
      description =
          "Exit code of a run that was stopped with a checkpoint (99 makes Grid Engine start the job"
              + " again). Default: ${DEFAULT-VALUE}.")
  private int requeueCode;

  @Mixin private DebugOptions debug = new DebugOptions();

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  @Option(
      names = {"-q", "--quiet"},
      description = "Print the result and errors only.")
  private boolean quiet;

  @Option(
      names = {"-v", "--verbose"},
      description = "Tell every step with its time and rank, and show stack traces.")
  private boolean verbose;

  private Optional<HostOptions.Chosen> chosen = Optional.empty();

  void check(OptionProblems problems) {
    problems.require(
        ranks == null || (ranks >= 1 && ranks <= 100_000),
        "--ranks must be from 1 to 100000, found " + ranks);
    problems.require(
        threads >= 1 && threads <= 4096, "--threads must be from 1 to 4096, found " + threads);
    problems.require(
        maxRestarts >= 0 && maxRestarts <= 1000,
        "--max-restarts must be from 0 to 1000, found " + maxRestarts);
    problems.require(
        requeueCode >= 1 && requeueCode <= 255,
        "--requeue-code must be from 1 to 255, found " + requeueCode);
    // A healthy rank gives a sign of life once a second.
    problems.require(
        Durations.parse("--heartbeat-timeout", heartbeatTimeout, problems)
            .map(time -> time.toSeconds() >= 2)
            .orElse(true),
        "--heartbeat-timeout must be at least 2s, found " + heartbeatTimeout);
    // Without -np it is the hosts that say how many there are.
    debug.check(ranks == null ? Integer.MAX_VALUE : ranks, problems);
    Optional<Duration> unused = stallTimeout(problems);
    hosts.check(problems);
  }

  /**
   * Finds the run's hosts, if it has any but this machine; for the user's process only, as the
   * ranks' hosts may know nothing of them.
   */
  void findHosts() {
    chosen = hosts.choose();
  }

  DebugOptions debug() {
    return debug;
  }

  int ranks() {
    return ranks != null ? ranks : chosen.map(HostOptions.Chosen::ranks).orElse(1);
  }

  /**
   * Whether the user asks neither for ranks nor for anything of theirs, and no hosts were found: a
   * command that needs no ranks may then do its work itself.
   */
  boolean areUnneeded() {
    return ranks == null && chosen.isEmpty() && javaOptions.isBlank() && rankLogs == null;
  }

  /**
   * The same plan on the hosts that were found, which the user is told.
   *
   * @param data what the ranks need to see on their hosts
   */
  LaunchPlan onHosts(LaunchPlan plan, Cluster.Data data, Console console) {
    if (chosen.isEmpty()) {
      return plan;
    }
    Cluster cluster = hosts.cluster(chosen.get(), ranks(), data);
    Placement placed = Placement.of(cluster.hosts(), ranks(), cluster.order());
    console.say(HostOptions.describe(chosen.get(), placed));
    placed.warning().ifPresent(console::say);
    return plan.withCluster(cluster);
  }

  int threads() {
    return threads;
  }

  @Nullable Path rankLogs() {
    return rankLogs;
  }

  boolean json() {
    return json;
  }

  boolean quiet() {
    return quiet;
  }

  boolean verbose() {
    return verbose;
  }

  private Optional<Duration> stallTimeout(OptionProblems problems) {
    return Optional.ofNullable(stallTimeout)
        .flatMap(text -> Durations.parse("--stall-timeout", text, problems));
  }

  /** How the ranks are watched and started again. */
  Supervision supervision() {
    Supervision supervision =
        Supervision.DEFAULT.withMaxRestarts(maxRestarts).withRequeueCode(requeueCode);
    OptionProblems checkedBefore = new OptionProblems();
    supervision =
        Durations.parse("--heartbeat-timeout", heartbeatTimeout, checkedBefore)
            .map(supervision::withHeartbeatTimeout)
            .orElse(supervision);
    return stallTimeout(checkedBefore).map(supervision::withStallTimeout).orElse(supervision);
  }

  /**
   * Options of a rank's JVM; the user's come last and so win.
   *
   * <p>A rank allocates its large arrays once and little garbage afterwards: the serial collector
   * with a small young generation keeps the heap at what is needed.
   */
  List<String> rankJvmOptions() {
    List<String> options = new ArrayList<>();
    options.add("-XX:+UseSerialGC");
    options.add("-Xmn24m");
    for (String option : javaOptions.strip().split("\\s+", -1)) {
      if (!option.isEmpty()) {
        options.add(option);
      }
    }
    return options;
  }
}
