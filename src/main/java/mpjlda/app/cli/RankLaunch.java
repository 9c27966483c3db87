package mpjlda.app.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mpjlda.app.config.PrintSettings;
import mpjlda.app.config.RunSettings;
import mpjlda.app.config.TrainingConfig;
import mpjlda.cluster.console.StampedConsole;
import mpjlda.cluster.console.TerminalConsole;
import mpjlda.cluster.launch.remote.Cluster;
import mpjlda.cluster.launch.remote.LaunchPlan;
import mpjlda.cluster.launch.remote.ProgramPlan;
import mpjlda.cluster.launch.supervisor.RunObserver;
import mpjlda.cluster.launch.supervisor.Supervisor;
import mpjlda.core.console.UserConsole;
import picocli.CommandLine.Model.CommandSpec;

/** Starts the ranks of a command, on this machine or on the hosts that the user or a job names. */
final class RankLaunch {
  /**
   * When the launcher was started, for the ranks: a system property, in milliseconds since 1970.
   */
  private static final String STARTED = "mpjlda.started";

  /**
   * Needs of a command's ranks besides the run options.
   *
   * @param logs where the ranks' logs go, unless the user says so; empty: nowhere
   * @param data what they read and write
   * @param observer sees what becomes of the run
   */
  record Needs(Optional<Path> logs, Cluster.Data data, RunObserver observer) {
    /** A command that keeps no checkpoints and no logs of its own. */
    static Needs reading(List<String> inputs) {
      return new Needs(
          Optional.empty(),
          new Cluster.Data(withoutPatterns(inputs), Optional.empty()),
          RunObserver.NONE);
    }
  }

  private RankLaunch() {}

  /** Where a command on ranks talks to its user. */
  static TerminalConsole console(PrintSettings print) {
    return new TerminalConsole(
        System.out, System.err, print.quiet(), Boolean.getBoolean("mpjlda.terminal"));
  }

  /** Patterns are resolved by every host for itself. */
  static List<String> withoutPatterns(List<String> paths) {
    return paths.stream().filter(path -> !path.matches(".*[*?\\[{].*")).toList();
  }

  /**
   * Runs the command line that the user typed on its ranks.
   *
   * @param run whose hosts have been found
   * @return the exit code
   */
  static int run(CommandSpec spec, PlacedRun run, Needs needs) {
    RunSettings settings = run.settings();
    TerminalConsole console = console(settings.print());
    UserConsole user = settings.print().verbose() ? new StampedConsole(console) : console;
    run.remark(Runtime.getRuntime().availableProcessors()).ifPresent(console::say);
    List<String> jvmOptions = new ArrayList<>(run.rankJvmOptions());
    jvmOptions.add("-D" + STARTED + "=" + System.currentTimeMillis());
    LaunchPlan local =
        LaunchPlan.local(
                run.ranks(),
                jvmOptions,
                new ProgramPlan(
                    Installation.java(),
                    List.of(Installation.jar()),
                    Main.class.getName(),
                    spec.root().commandLine().getParseResult().originalArgs()),
                Installation.mpjHome())
            .withLogs(settings.rankLogs().or(needs::logs).orElse(null))
            .withVerbose(settings.print().verbose())
            .withSupervision(PlacedRun.supervision(settings));
    LaunchPlan plan =
        RankDebugging.apply(settings.debug(), run.onHosts(local, needs.data(), console), user);
    return new Supervisor(plan, user, needs.observer()).run();
  }

  /**
   * When a rank's run must have ended: its time counts from the start of the launcher, which a
   * restart of the ranks does not put off.
   */
  static Optional<Instant> deadline(TrainingConfig config) {
    Instant started =
        Optional.ofNullable(Long.getLong(STARTED))
            .map(Instant::ofEpochMilli)
            .orElseGet(Instant::now);
    return config.durability().maxTime().map(started::plus);
  }
}
