package mpjlda.cluster.launch.remote;

import java.io.File;
import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import mpjlda.cluster.launch.protocol.RankEnvironment;
import mpjlda.core.errors.LdaException;
import org.jspecify.annotations.Nullable;

/** The command line that starts a rank, and what must be on this machine for it. */
public final class RankCommand {
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
          "-XX:MaxDirectMemorySize=1g",
          // At the start compilers compete with ranks for the cores: what runs a little only need
          // not be compiled. But vectors are slow until they are compiled for good, which begins
          // ten times sooner than usual: both factors count for them.
          "-XX:CompileThresholdScaling=3",
          "-XX:CompileCommand=quiet",
          "-XX:CompileCommand=CompileThresholdScaling,mpjlda.core.kernel.vector.*::*,0.033");

  /**
   * USR2 is the exception: HotSpot has its own use for it, does not leave it ignored, and in JDK 17
   * crashes when it comes from outside. This variable of HotSpot's makes it use another one (40, a
   * real-time signal). Java reads names of files by the locale, which on other hosts may be any.
   */
  private static final Map<String, String> VARIABLES =
      Map.of("_JAVA_SR_SIGNUM", "40", "LC_ALL", "C.UTF-8");

  /**
   * Puts arrays at the cache's lines, where vectors are loaded faster. Java's own archive of
   * classes does not fit then: where there is no other, the start takes half a second longer, which
   * a test on the own machine would feel and a cluster's job does not.
   */
  private static final String ALIGNED = "-XX:ObjectAlignmentInBytes=64";

  /** Gives a rank the Vector API; not every Java has it. */
  private static final String VECTOR_MODULE = "jdk.incubator.vector";

  private RankCommand() {}

  private static List<String> modules() {
    return ModuleFinder.ofSystem().find(VECTOR_MODULE).isPresent()
        ? List.of("--add-modules=" + VECTOR_MODULE)
        : List.of();
  }

  /**
   * The class archive that bin/archive-classes makes next to the jar for its JDK. The virtual
   * machine detects it, and continues without the archive, if it is that of another jar or build.
   */
  private static List<String> archive(LaunchPlan plan, HostSite site) {
    if (!site.here()) {
      return List.of(ALIGNED);
    }
    Path jar = plan.program().classPath().get(0).toAbsolutePath();
    Path archive = jar.resolveSibling("mpj-lda-" + System.getProperty("java.version") + ".jsa");
    return site.java().equals(plan.program().java()) && isNewer(archive, jar)
        ? List.of(
            ALIGNED,
            "-XX:SharedArchiveFile=" + archive,
            "-Xlog:cds=off:stderr",
            "-Xlog:cds+dynamic=off:stderr")
        : List.of();
  }

  private static boolean isNewer(Path archive, Path jar) {
    try {
      return Files.getLastModifiedTime(archive).compareTo(Files.getLastModifiedTime(jar)) > 0;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Looks for what all ranks need.
   *
   * @throws LdaException with UNAVAILABLE
   */
  public static void check(LaunchPlan plan) {
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
   * @param allocation the ranks and where they go
   * @param run marks the processes of this attempt
   * @param restarts how often the run has been started before
   */
  static HostCommand of(HostAllocator.Allocation allocation, int rank, String run, int restarts) {
    LaunchPlan plan = allocation.plan();
    HostSite site = allocation.siteOf(rank);
    List<String> command = new ArrayList<>();
    command.add(site.java().toString());
    command.addAll(OPTIONS);
    command.addAll(modules());
    command.addAll(archive(plan, site));
    if (plan.logDirectory() != null) {
      command.add(
          "-XX:ErrorFile=" + plan.logDirectory().resolve("rank-%04d-hs_err.log".formatted(rank)));
    }
    command.add("-XX:MaxRAMPercentage=" + shareOfMemory(plan, rank));
    command.addAll(plan.ranks().get(rank).jvmOptions());
    properties(allocation, rank, restarts)
        .forEach((key, value) -> command.add("-D" + key + "=" + value));
    command.add("-D" + RankEnvironment.RUN + "=" + run);
    command.add("-cp");
    command.add(classPath(plan, site));
    command.add(plan.program().mainClass());
    command.addAll(plan.program().arguments());
    Map<String, String> environment = new HashMap<>(VARIABLES);
    if (site.mpjHome() != null) {
      environment.put("MPJ_HOME", site.mpjHome().toString());
    }
    return new HostCommand(environment, Path.of("").toAbsolutePath(), command);
  }

  private static Map<String, String> properties(
      HostAllocator.Allocation allocation, int rank, int restarts) {
    LaunchPlan plan = allocation.plan();
    HostSite site = allocation.siteOf(rank);
    // A supervisor on the same machine cannot be cut off: its end is seen at once.
    long silence = site.here() ? 0 : plan.supervision().heartbeatTimeout().toMillis();
    return Map.of(
        RankEnvironment.RANK, Integer.toString(rank),
        RankEnvironment.SIZE, Integer.toString(plan.size()),
        RankEnvironment.NETWORK, allocation.network(rank).encode(),
        RankEnvironment.ATTEMPT, Integer.toString(restarts),
        RankEnvironment.SILENCE, Long.toString(silence),
        RankEnvironment.HOST, plan.ranks().get(rank).host());
  }

  /** In percent. */
  private static double shareOfMemory(LaunchPlan plan, int rank) {
    String host = plan.ranks().get(rank).host();
    long there = plan.ranks().stream().filter(other -> other.host().equals(host)).count();
    return HeapShare.percent(there);
  }

  private static String classPath(LaunchPlan plan, HostSite site) {
    List<Path> classPath = new ArrayList<>(site.classPath());
    // One rank needs no MPJ Express, but the archive is of all.
    if (plan.size() > 1 || (site.here() && plan.mpjHome() != null)) {
      Path home = site.mpjHome();
      // The same files there as here, in that host's folder.
      for (Path jar : mpjJars(plan.mpjHome())) {
        classPath.add(home == null ? jar : home.resolve("lib").resolve(jar.getFileName()));
      }
    }
    return String.join(File.pathSeparator, classPath.stream().map(Path::toString).toList());
  }

  static List<Path> mpjJars(@Nullable Path mpjHome) {
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
