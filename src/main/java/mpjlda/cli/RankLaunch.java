package mpjlda.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mpjlda.config.TrainingConfig;
import mpjlda.console.Console;
import mpjlda.console.TerminalConsole;
import mpjlda.launch.Cluster;
import mpjlda.launch.LaunchPlan;
import mpjlda.launch.ProgramPlan;
import mpjlda.launch.Supervisor;
import picocli.CommandLine.Model.CommandSpec;

/** Starts the ranks of a command. */
final class RankLaunch {
  /**
   * When the launcher was started, for the ranks: a system property, in milliseconds since 1970.
   */
  private static final String STARTED = "mpjlda.started";

  private RankLaunch() {}

  /**
   * Runs the command line that the user typed on its ranks; for a command that keeps no checkpoints
   * and no logs of its own.
   *
   * @return the exit code
   */
  static int run(CommandSpec spec, RunOptions run) {
    TerminalConsole console =
        new TerminalConsole(
            System.out, System.err, run.quiet(), Boolean.getBoolean("mpjlda.terminal"));
    LaunchPlan plan = local(spec, run, run.rankJvmOptions()).withLogs(run.rankLogs());
    return new Supervisor(plan, console).run();
  }

  /**
   * The files of a run that can be continued.
   *
   * @param logs folder for the ranks' logs
   * @param data what the ranks need to see on their hosts
   */
  record Files(Path logs, Cluster.Data data) {}

  /** Of a command that can be continued, on the hosts that were found, which the user is told. */
  static LaunchPlan plan(CommandSpec spec, RunOptions run, Files files, Console console) {
    List<String> jvmOptions = new ArrayList<>(run.rankJvmOptions());
    jvmOptions.add("-D" + STARTED + "=" + System.currentTimeMillis());
    LaunchPlan local = local(spec, run, jvmOptions).withLogs(files.logs());
    return run.onHosts(local, files.data(), console);
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

  private static LaunchPlan local(CommandSpec spec, RunOptions run, List<String> jvmOptions) {
    List<String> arguments = spec.root().commandLine().getParseResult().originalArgs();
    return LaunchPlan.local(
            run.ranks(),
            jvmOptions,
            new ProgramPlan(
                Installation.java(), List.of(Installation.jar()), Main.class.getName(), arguments),
            run.ranks() == 1 ? null : Installation.mpjHome())
        .withVerbose(run.verbose())
        .withSupervision(run.supervision());
  }
}
