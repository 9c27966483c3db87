package mpjlda.app.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import mpjlda.app.config.OptionProblems;
import mpjlda.app.config.RunSettings;
import mpjlda.app.config.Settings;
import mpjlda.app.jobscript.JobRequest;
import mpjlda.app.jobscript.JobScript;
import mpjlda.app.jobscript.JobScriptSettings;
import mpjlda.app.jobscript.ProgramCall;
import mpjlda.app.jobscript.Sweep;
import mpjlda.core.errors.ExitCode;
import mpjlda.core.errors.LdaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** {@code job-script}: prints a script for a batch system. */
@Command(
    name = "job-script",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    modelTransformer = SettingOptions.class,
    sortOptions = false,
    description = {
      "Prints a job script for Grid Engine, PBS or Slurm. A training that is longer than a queue"
          + " slot goes through as many slots as it takes: it stops with a checkpoint before the"
          + " slot ends, and the job gets back into the queue."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  mpj-lda job-script sge --np 16 --time 3h50m -- train --corpus c.txt -k 100 --output m >"
          + " m.sge",
      "  mpj-lda job-script slurm --np 8 --time 1d --array topics=20,50,100 -- train --corpus c.txt"
          + " --output m",
      "Threads of each rank: --threads behind the two hyphens; each gets a core."
    })
final class JobScriptCommand implements Callable<Integer>, SettingsCommand {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "SYSTEM", description = "sge, pbs or slurm.")
  private JobScript.Kind kind = JobScript.Kind.SGE;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "-- COMMAND ARGS",
      description = "What the job runs: train and its options.")
  private List<String> arguments = new ArrayList<>();

  @Override
  public List<Class<? extends Record>> settings() {
    return List.of(JobScriptSettings.class);
  }

  @Override
  public Integer call() {
    OptionProblems problems = new OptionProblems();
    JobScriptSettings settings = SettingOptions.read(spec, JobScriptSettings.class, problems);
    problems.throwIfAny();
    Optional<Sweep> sweep = settings.sweep();
    ParseResult parsed = parse(sweep);
    problems.require(
        !parsed.hasMatchedOption("--ranks"), "give --np before the two hyphens, not behind them");
    problems.require(
        !parsed.hasMatchedOption("--requeue-code"),
        "--requeue-code is what the script itself says to the program");
    problems.require(
        sweep.isEmpty() || parsed.hasMatchedOption("--output"),
        "--array needs --output among the program's options: each value gets a folder in it");
    RunSettings run =
        Settings.read(RunSettings.class, name -> SettingOptions.typed(parsed, name), problems);
    problems.throwIfAny();
    JobRequest request = settings.request(run.threads());
    PrintWriter out = spec.commandLine().getOut();
    out.print(JobScript.of(kind, request, program(settings, parsed, request), madeBy()));
    out.flush();
    return ExitCode.OK;
  }

  /** Checks the program's options now, not when the job starts. */
  private ParseResult parse(Optional<Sweep> sweep) {
    if (sweep.isEmpty()) {
      return parse(arguments);
    }
    List<ParseResult> parsed = new ArrayList<>();
    for (String value : sweep.get().values()) {
      List<String> words = new ArrayList<>(arguments);
      words.addAll(List.of("--" + sweep.get().option(), value));
      parsed.add(parse(words));
    }
    return parsed.get(0);
  }

  private static ParseResult parse(List<String> words) {
    try {
      String[] args = words.toArray(String[]::new);
      ParseResult parsed = Main.commandLine(args).parseArgs(args);
      ParseResult command = parsed.hasSubcommand() ? parsed.subcommand() : parsed;
      if (command.commandSpec().userObject() instanceof SettingsCommand settings
          && settings instanceof SpmdCommand) {
        check(command, settings);
        return command;
      }
    } catch (ParameterException e) {
      OptionProblems problems = new OptionProblems();
      UsageMessage.lines(e).forEach(problems::add);
      problems.throwIfAny("in the job's command: ");
    }
    throw LdaException.usage(
        "a job runs a command that uses ranks, such as train, found \"" + words.get(0) + "\"");
  }

  private static void check(ParseResult command, SettingsCommand settings) {
    OptionProblems problems = new OptionProblems();
    for (Class<? extends Record> type : settings.settings()) {
      Settings.read(type, name -> SettingOptions.typed(command, name), problems);
    }
    problems.throwIfAny("in the job's command: ");
  }

  private ProgramCall program(JobScriptSettings settings, ParseResult parsed, JobRequest request) {
    boolean javaOptionsGiven = parsed.hasMatchedOption("--java-options");
    return new ProgramCall(
        settings.program().orElseGet(() -> Installation.script().toString()),
        arguments,
        settings.setup(),
        // The rest of a rank's memory is for the virtual machine and messages.
        request.memoryMegabytes().filter(size -> !javaOptionsGiven).map(size -> size * 4 / 5),
        parsed.commandSpec().findOption("--max-time") != null
            && !parsed.hasMatchedOption("--max-time"),
        settings.sweep());
  }

  private String madeBy() {
    ParseResult typed = spec.root().commandLine().getParseResult();
    return JobScript.commandLine("mpj-lda", typed.originalArgs());
  }
}
