package mpjlda.cluster.launch.protocol;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import mpjlda.cluster.comm.SharedMemory;
import mpjlda.core.errors.LdaException;

/**
 * What started this process, and which rank it is.
 *
 * @param rank 0 where {@code mode} is NONE
 * @param size 1 where {@code mode} is NONE
 * @param network where this rank listens for the others; loopback unless SUPERVISED
 * @param host this rank's host as the user knows it
 * @param restarts how often the run has been started before
 * @param silenceMillis after which a supervisor that says nothing counts as gone; 0 where it is on
 *     this machine, or there is none
 * @param mpjArguments what MPJ Express's starter put in front; empty unless started by it
 * @param arguments the program's own
 */
public record RankEnvironment(
    Mode mode,
    int rank,
    int size,
    NetworkChoice network,
    String host,
    int restarts,
    long silenceMillis,
    List<String> mpjArguments,
    List<String> arguments) {
  /** The program that started this process. */
  public enum Mode {
    /** A user: it is no rank. */
    NONE,
    /** This program's supervisor. */
    SUPERVISED,
    /** MPJ Express's {@code mpjrun}, in a process of its own (device niodev). */
    MPJRUN_PROCESS,
    /** MPJ Express's {@code mpjrun}, as one thread of a process with all ranks (multicore). */
    MPJRUN_THREAD
  }

  public static final String RANK = "mpjlda.rank";
  public static final String SIZE = "mpjlda.size";
  public static final String NETWORK = "mpjlda.network";
  public static final String HOST = "mpjlda.host";
  public static final String ATTEMPT = "mpjlda.attempt";
  public static final String SILENCE = "mpjlda.silence";

  /** The memory for messages of ranks on one host: {@code off}, or a folder in memory. */
  static final String SHARED_MEMORY = "mpjlda.shared-memory";

  /** Marks the processes of one attempt, on whatever host. */
  public static final String RUN = "mpjlda.run";

  private static final Set<String> DEVICES = Set.of("niodev", "smpdev", "hybdev", "mxdev");
  private static final String COUNT_KEY = "#Number of Processes;";

  public RankEnvironment {
    mpjArguments = List.copyOf(mpjArguments);
    arguments = List.copyOf(arguments);
  }

  /**
   * Finds out from system properties and the first arguments.
   *
   * @param args of {@code main}
   * @throws LdaException with USAGE if MPJ Express was told to use another device than niodev or
   *     multicore
   */
  public static RankEnvironment detect(String[] args) {
    return detect(args, System.getProperties());
  }

  static RankEnvironment detect(String[] args, Properties properties) {
    if (startedByMpjrun(args)) {
      return mpjrun(Arrays.asList(args));
    }
    String rank = properties.getProperty(RANK);
    if (rank == null) {
      return new RankEnvironment(
          Mode.NONE,
          0,
          1,
          NetworkChoice.loopback(),
          HostName.local(),
          0,
          0,
          List.of(),
          Arrays.asList(args));
    }
    return new RankEnvironment(
        Mode.SUPERVISED,
        Integer.parseInt(rank),
        Integer.parseInt(properties.getProperty(SIZE, "1")),
        Optional.ofNullable(properties.getProperty(NETWORK))
            .map(NetworkChoice::parse)
            .orElseGet(NetworkChoice::loopback),
        properties.getProperty(HOST, "localhost"),
        Integer.parseInt(properties.getProperty(ATTEMPT, "0")),
        Long.parseLong(properties.getProperty(SILENCE, "0")),
        List.of(),
        Arrays.asList(args));
  }

  /**
   * Memory for messages to other ranks of this host: the system's own, unless a property names
   * another folder or says {@code off}. Ranks that are threads have none: they need none.
   */
  public SharedMemory sharedMemory(Properties properties) {
    String folder = properties.getProperty(SHARED_MEMORY, "");
    if (mode == Mode.MPJRUN_THREAD || folder.equals("off")) {
      return SharedMemory.none();
    }
    return folder.isEmpty() ? SharedMemory.ofHost() : SharedMemory.in(Path.of(folder));
  }

  /** {@code mpjrun} puts rank, size or configuration, and device in front of the arguments. */
  private static boolean startedByMpjrun(String[] args) {
    return args.length >= 3
        && args[0].matches("\\d{1,9}")
        && DEVICES.contains(args[2])
        && (args[1].contains(COUNT_KEY) || args[1].matches("\\d{1,9}"));
  }

  private static RankEnvironment mpjrun(List<String> args) {
    String device = args.get(2);
    Mode mode =
        switch (device) {
          case "niodev" -> Mode.MPJRUN_PROCESS;
          case "smpdev" -> Mode.MPJRUN_THREAD;
          default ->
              throw LdaException.usage(
                  "mpjrun -dev "
                      + device
                      + " is not supported. Use -dev niodev (one process per rank) or"
                      + " -dev multicore (one thread per rank).");
        };
    return new RankEnvironment(
        mode,
        Integer.parseInt(args.get(0)),
        size(args.get(1)),
        NetworkChoice.loopback(),
        HostName.local(),
        0,
        0,
        args.subList(0, 3),
        args.subList(3, args.size()));
  }

  private static int size(String configuration) {
    int at = configuration.indexOf(COUNT_KEY);
    String rest = at < 0 ? configuration : configuration.substring(at + COUNT_KEY.length());
    int end = rest.indexOf(';');
    return Integer.parseInt(end < 0 ? rest : rest.substring(0, end));
  }
}
