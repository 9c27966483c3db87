package mpjlda.app.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import mpjlda.core.errors.ExitCode;

/** How ranks are started and supervised: the same for every command that uses ranks. */
@SettingsGroup(heading = "Ranks")
public record RunSettings(
    @Setting(
            names = {"-np", "--ranks"},
            label = "N",
            common = true,
            min = 1,
            max = 100_000,
            key = "ranks",
            help = "Rank processes. Default: the slots of the hostfile or batch job, else 1.")
        Optional<Integer> ranks,
    @Setting(
            names = "--threads",
            label = "T",
            defaultValue = "1",
            common = true,
            min = 1,
            max = 4096,
            key = "threads",
            help = "Compute threads of each rank.")
        int threads,
    @Setting(
            names = "--java-options",
            label = "OPTIONS",
            help =
                "Options for the JVMs of the ranks, separated by blanks: \"-Xmx8g -XX:UseAVX=2\".")
        Optional<String> javaOptions,
    @Setting(
            names = "--rank-logs",
            label = "DIR",
            help = "Folder for the logs of the ranks. Default: logs in the output folder.")
        Optional<Path> rankLogs,
    @Setting(
            names = "--max-restarts",
            label = "R",
            defaultValue = "3",
            min = 0,
            max = 1000,
            help = "Maximum number of restarts of a failed run, from its last checkpoint.")
        int maxRestarts,
    @Setting(
            names = "--heartbeat-timeout",
            label = "TIME",
            defaultValue = "60s",
            help = "A rank without a heartbeat for this time is considered dead.")
        Duration heartbeatTimeout,
    @Setting(
            names = "--stall-timeout",
            label = "TIME",
            help =
                "A run in which no rank makes progress for this time is considered deadlocked."
                    + " Default: never, as one E-step may take hours.")
        Optional<Duration> stallTimeout,
    @Setting(
            names = "--requeue-code",
            label = "CODE",
            defaultValue = "75",
            min = 1,
            max = 255,
            help =
                "Exit code of a run that was stopped with a checkpoint (99 makes Grid Engine start"
                    + " the job again).")
        int requeueCode,
    HostSettings hosts,
    PrintSettings print,
    DebugSettings debug)
    implements CheckedSettings {
  private static final int INTERRUPTED = 130;

  /** Exit codes of runs that a batch system must not start again. */
  private static final Set<Integer> FINAL_CODES =
      Set.of(
          ExitCode.USAGE, ExitCode.BAD_INPUT, ExitCode.UNAVAILABLE, ExitCode.FAILED, INTERRUPTED);

  @Override
  public void check(OptionProblems problems) {
    // A healthy rank sends a heartbeat once a second.
    problems.require(
        heartbeatTimeout.toSeconds() >= 2,
        "--heartbeat-timeout must be at least 2s, found " + Durations.text(heartbeatTimeout));
    problems.require(
        !FINAL_CODES.contains(requeueCode),
        "--requeue-code must be a code that says nothing else, found "
            + requeueCode
            + ", which a run that cannot continue ends with");
    // Without -np the hosts decide how many ranks there are.
    debug.check(ranks.orElse(DebugSettings.UNKNOWN_SIZE), problems);
  }
}
