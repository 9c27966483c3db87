package mpjlda.app.cli;

import java.nio.file.Path;
import java.util.List;
import mpjlda.cluster.launch.protocol.RankEnvironment;
import mpjlda.cluster.launch.rank.RankContext;
import mpjlda.cluster.launch.rank.RankRuntime;
import mpjlda.core.console.SafeText;
import mpjlda.core.errors.ExitCode;
import mpjlda.core.errors.LdaException;
import mpjlda.data.io.ProgramVersion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The program: one jar for the user's command and for every rank. */
@Command(
    name = "mpj-lda",
    description =
        "Fits Latent Dirichlet Allocation topic models by variational inference on every core and"
            + " node.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Exit codes: 0 done, 2 wrong usage, 65 bad input,",
      "69 a host, port or library is not available, 70 failed,",
      "75 stopped early with a checkpoint: the same command continues."
    })
public final class Main implements Runnable {
  /** For {@code --version}. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"mpj-lda " + ProgramVersion.value()};
    }
  }

  private static final List<Class<?>> COMMANDS =
      List.of(
          TrainCommand.class,
          InferCommand.class,
          EvaluateCommand.class,
          TuneCommand.class,
          TopicsCommand.class,
          ReportCommand.class,
          ExportCommand.class,
          ImportCommand.class,
          InfoCommand.class,
          StatusCommand.class,
          DumpCommand.class,
          GenerateCommand.class,
          DoctorCommand.class,
          HostsCommand.class,
          JobScriptCommand.class,
          ManualCommand.class,
          HelpCommand.class);

  @Spec private CommandSpec spec = CommandSpec.create();

  /** Without a command: what there is. */
  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "a command is missing. For example: mpj-lda train --corpus songs.txt -k 20 --output model");
  }

  public static void main(String[] args) {
    RankEnvironment environment;
    try {
      environment = RankEnvironment.detect(args);
    } catch (LdaException e) {
      System.err.println("mpj-lda: " + e.getMessage());
      System.exit(e.exitCode());
      return;
    }
    if (environment.mode() == RankEnvironment.Mode.NONE) {
      System.exit(withOutputWritten(execute(commandLine(args), args)));
    }
    RankRuntime.run(environment, Main::runAsRank);
  }

  /** The command's exit code; where memory runs out, a sentence in place of a stack trace. */
  static int execute(CommandLine program, String... args) {
    try {
      return program.execute(args);
    } catch (OutOfMemoryError e) {
      program
          .getErr()
          .println(
              "mpj-lda: out of memory: "
                  + e.getMessage()
                  + ". Give this command more, as the environment variable"
                  + " JDK_JAVA_OPTIONS=-Xmx8g does.");
      program.getErr().flush();
      return ExitCode.FAILED;
    }
  }

  /** The command's exit code, unless what it printed was lost: then it has failed. */
  private static int withOutputWritten(int code) {
    if (!System.out.checkError()) {
      return code;
    }
    System.err.println(
        "mpj-lda: what was printed did not all arrive: standard output is full or closed.");
    return code == ExitCode.OK ? ExitCode.FAILED : code;
  }

  /**
   * What understands the given arguments. A command's options are found by reflection, which takes
   * longer than all else at the start: so where the first argument is a command, only that one's.
   */
  static CommandLine commandLine(String... args) {
    CommandLine commandLine = new CommandLine(new Main());
    List<Class<?>> named =
        COMMANDS.stream()
            .filter(command -> command != HelpCommand.class)
            .filter(command -> args.length > 0 && name(command).equals(args[0]))
            .toList();
    for (Class<?> command : named.isEmpty() ? COMMANDS : named) {
      // A command line of its own, as picocli changes the options of only such (TuneCommand does).
      commandLine.addSubcommand(new CommandLine(command));
    }
    commandLine.registerConverter(Path.class, Main::path);
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setUsageHelpAutoWidth(true);
    commandLine.setParameterExceptionHandler(Main::explainUsage);
    commandLine.setExecutionExceptionHandler((e, command, parsed) -> explain(e, command));
    return commandLine;
  }

  private static Path path(String text) {
    if (text.isEmpty()) {
      throw new TypeConversionException("a path is expected, found \"\"");
    }
    return Path.of(text);
  }

  private static String name(Class<?> command) {
    return command.getAnnotation(Command.class).name();
  }

  /** A rank gets the command line that the user typed, so that plain mpjrun works as well. */
  private static int runAsRank(RankContext context) throws Exception {
    String[] args = context.arguments().toArray(String[]::new);
    List<CommandLine> parsed;
    try {
      parsed = commandLine(args).parseArgs(args).asCommandLineList();
    } catch (ParameterException e) {
      throw LdaException.usage(String.join("\n", UsageMessage.lines(e)));
    }
    if (parsed.get(parsed.size() - 1).getCommand() instanceof SpmdCommand command) {
      return command.runAsRank(context);
    }
    throw LdaException.usage(
        "only "
            + String.join(", ", commandsOnRanks())
            + " run on ranks; start any other command without mpjrun: bin/mpj-lda COMMAND");
  }

  /** Names of the commands whose work is done by ranks; {@code bin/mpj-lda} knows them as well. */
  static List<String> commandsOnRanks() {
    return COMMANDS.stream().filter(SpmdCommand.class::isAssignableFrom).map(Main::name).toList();
  }

  private static int explainUsage(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    UsageMessage.lines(e)
        .forEach(line -> command.getErr().println("mpj-lda: " + SafeText.lines(line)));
    command.getErr().println(UsageMessage.advice(command.getCommandSpec(), args.length == 1));
    return ExitCode.USAGE;
  }

  /** Whether the user typed the command's name and nothing else. */
  private static boolean isAlone(CommandLine command) {
    CommandLine program = command.getCommandSpec().root().commandLine();
    return program.getParseResult().originalArgs().size() == 1;
  }

  private static int explain(Exception e, CommandLine command) {
    boolean verbose =
        command.getCommandSpec().findOption("-v") != null
            && command.getParseResult() != null
            && command.getParseResult().hasMatchedOption("-v");
    String message =
        e instanceof LdaException ? e.getMessage() : "unexpected " + e + " (see with -v)";
    for (String line : String.valueOf(message).split("\n", -1)) {
      command.getErr().println("mpj-lda: " + SafeText.lines(line));
    }
    if (verbose) {
      e.printStackTrace(command.getErr());
    }
    if (e instanceof LdaException failure
        && failure.exitCode() == ExitCode.USAGE
        && isAlone(command)) {
      command.getErr().println(UsageMessage.advice(command.getCommandSpec(), true));
    }
    return e instanceof LdaException failure ? failure.exitCode() : ExitCode.FAILED;
  }
}
