package mpjlda.cli;

import java.util.List;
import mpjlda.console.TerminalConsole;
import mpjlda.launch.LaunchPlan;
import mpjlda.launch.ProgramPlan;
import mpjlda.launch.Supervisor;
import picocli.CommandLine.Model.CommandSpec;

/** Starts the ranks of a command that keeps no checkpoints and no logs of its own. */
final class RankLaunch {
  private RankLaunch() {}

  /**
   * Runs the command line that the user typed on its ranks.
   *
   * @return the exit code
   */
  static int run(CommandSpec spec, RunOptions run) {
    TerminalConsole console =
        new TerminalConsole(
            System.out, System.err, run.quiet(), Boolean.getBoolean("mpjlda.terminal"));
    List<String> arguments = spec.root().commandLine().getParseResult().originalArgs();
    LaunchPlan plan =
        LaunchPlan.local(
                run.ranks(),
                run.rankJvmOptions(),
                new ProgramPlan(
                    Installation.java(),
                    List.of(Installation.jar()),
                    Main.class.getName(),
                    arguments),
                run.ranks() == 1 ? null : Installation.mpjHome())
            .withLogs(run.rankLogs())
            .withVerbose(run.verbose())
            .withSupervision(run.supervision());
    return new Supervisor(plan, console).run();
  }
}
