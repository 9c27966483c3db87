package mpjlda.launch;

import java.io.File;
import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import mpjlda.errors.LdaException;
import org.jspecify.annotations.Nullable;

/** The command line that starts a rank on this machine, and what must be there for it. */
final class RankCommand {
  /**
   * Before the user's own. The virtual machine's own words go to standard error, as standard output
   * is the line to the supervisor. Out of memory ends the process at once, whichever thread meets
   * it. MPJ Express copies every message through direct buffers that it never gives back.
   */
  private static final List<String> OPTIONS =
      List.of(
          "-XX:+ExitOnOutOfMemoryError",
          "-XX:+DisplayVMOutputToStderr",
          "-Xlog:disable",
          "-Xlog:all=warning:stderr",
          "-XX:MaxDirectMemorySize=1g");

  /**
   * A terminal and many batch systems send their signals to all processes of a run, but it is the
   * supervisor who decides what becomes of the ranks. A Java virtual machine leaves alone what it
   * finds ignored.
   */
  private static final List<String> SHIELD =
      List.of("/bin/sh", "-c", "trap '' HUP INT TERM USR1 USR2 XCPU; exec \"$@\"", "sh");

  /**
   * USR2 is the exception: HotSpot has its own use for it, does not leave it ignored, and in JDK 17
   * crashes when it comes from outside. This variable of HotSpot's makes it use another one (40, a
   * real-time signal).
   */
  private static final Map<String, String> VARIABLES = Map.of("_JAVA_SR_SIGNUM", "40");

  /** Gives a rank the Vector API; not every Java has it. */
  private static final String VECTOR_MODULE = "jdk.incubator.vector";

  private RankCommand() {}

  private static List<String> modules() {
    return ModuleFinder.ofSystem().find(VECTOR_MODULE).isPresent()
        ? List.of("--add-modules=" + VECTOR_MODULE)
        : List.of();
  }

  /**
   * Looks for what all ranks need.
   *
   * @throws LdaException with UNAVAILABLE
   */
  static void check(LaunchPlan plan) {
    Path java = plan.program().java();
    if (!Files.isExecutable(java)) {
      throw LdaException.unavailable(
          "No Java at " + java + ". Set JAVA_HOME to a JDK, version 17 or later.");
    }
    if (plan.size() > 1) {
      for (Path jar : mpjJars(plan.mpjHome())) {
        if (!Files.isReadable(jar)) {
          throw LdaException.unavailable(
              jar + " is missing. Set MPJ_HOME to a complete MPJ Express 0.44.");
        }
      }
    }
  }

  /**
   * @param restarts how often the run has been started before
   * @param bootstrap host:port; not used for a single rank
   */
  static ProcessBuilder of(LaunchPlan plan, int rank, int restarts, String bootstrap) {
    ProgramPlan program = plan.program();
    List<Path> classPath = new ArrayList<>(program.classPath());
    if (plan.size() > 1) {
      classPath.addAll(mpjJars(plan.mpjHome()));
    }
    List<String> command = new ArrayList<>(SHIELD);
    command.add(program.java().toString());
    command.addAll(OPTIONS);
    command.addAll(modules());
    if (plan.logDirectory() != null) {
      command.add(
          "-XX:ErrorFile=" + plan.logDirectory().resolve("rank-%04d-hs_err.log".formatted(rank)));
    }
    command.addAll(plan.ranks().get(rank).jvmOptions());
    Map.of(
            RankEnvironment.RANK, Integer.toString(rank),
            RankEnvironment.SIZE, Integer.toString(plan.size()),
            RankEnvironment.BOOTSTRAP, bootstrap,
            RankEnvironment.ATTEMPT, Integer.toString(restarts),
            RankEnvironment.HOST, plan.ranks().get(rank).host())
        .forEach((key, value) -> command.add("-D" + key + "=" + value));
    command.add("-cp");
    command.add(String.join(File.pathSeparator, classPath.stream().map(Path::toString).toList()));
    command.add(program.mainClass());
    command.addAll(program.arguments());
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(VARIABLES);
    if (plan.mpjHome() != null) {
      builder.environment().put("MPJ_HOME", plan.mpjHome().toString());
    }
    return builder;
  }

  private static List<Path> mpjJars(@Nullable Path mpjHome) {
    if (mpjHome == null) {
      throw LdaException.unavailable(
          "Several ranks need MPJ Express. Set MPJ_HOME to a complete MPJ Express 0.44.");
    }
    Path lib = mpjHome.resolve("lib");
    return List.of(lib.resolve("mpj.jar"), log4j(lib));
  }

  /**
   * What MPJ Express cannot do without; its own release has the version in the name, Debian not.
   */
  private static Path log4j(Path lib) {
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(lib, "log4j*.jar")) {
      for (Path jar : jars) {
        return jar;
      }
    } catch (IOException e) {
      // Told below: it is not there.
    }
    return lib.resolve("log4j-1.2.jar");
  }
}
