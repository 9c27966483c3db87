package mpjlda.app.doctor;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Facts about a machine that matter to a run, without judgement. */
public record Machine(
    JavaRuntime java,
    MpjExpress mpj,
    Network network,
    Resources resources,
    TemporaryFolder temporaryFolder,
    Clock clock) {

  /**
   * The Java that runs this program.
   *
   * @param feature the version's first number, such as 17
   * @param vectorModule whether jdk.incubator.vector is in the runtime
   */
  public record JavaRuntime(
      int feature, String version, String vendor, String vm, boolean vectorModule) {}

  /**
   * The MPJ Express that ranks would use.
   *
   * @param home empty if neither the launcher nor MPJ_HOME names a folder
   * @param mpjJar whether lib/mpj.jar is there
   * @param log4jJar whether a lib/log4j*.jar is there; mpj.jar does not work without
   */
  public record MpjExpress(Optional<Path> home, boolean mpjJar, boolean log4jJar) {}

  /**
   * Names, ports and programs that ranks need to find each other.
   *
   * @param loopbackFailure why a connection of this process to itself failed; empty if it worked
   * @param portsTried how many ports of MPJ Express's range were tried
   * @param portsFree how many of them could be bound
   * @param addresses of the host name; empty if it does not
   * @param ssh the ssh client in PATH
   */
  public record Network(
      Optional<String> loopbackFailure,
      int portsTried,
      int portsFree,
      String hostName,
      List<InetAddress> addresses,
      Optional<Path> ssh) {}

  /**
   * Processors, memory and limits. Memory is in bytes.
   *
   * @param physicalMemory of the machine
   * @param usableMemory that the JVM may have: less than the physical memory in a limited container
   * @param addressSpaceLimit {@code ulimit -v}; empty if unlimited or unknown
   * @param openFilesLimit {@code ulimit -n}; empty if unlimited or unknown
   * @param freeMemory that is available now without swapping; empty if unknown
   * @param processesLimit {@code ulimit -u}, of the user; empty if unlimited or unknown
   * @param lockedMemoryLimit {@code ulimit -l}; empty if unlimited or unknown
   */
  public record Resources(
      int processors,
      long physicalMemory,
      long usableMemory,
      OptionalLong addressSpaceLimit,
      OptionalLong openFilesLimit,
      OptionalLong freeMemory,
      OptionalLong processesLimit,
      OptionalLong lockedMemoryLimit) {}

  /**
   * The folder of Java's temporary files.
   *
   * @param failure why a file could not be written and read there; empty if it could
   * @param free in bytes
   */
  public record TemporaryFolder(Path folder, Optional<String> failure, long free) {}

  /**
   * The clock, and a time that it must be after.
   *
   * @param now by the machine's clock
   * @param built when the program was built; a right clock is later
   */
  public record Clock(Instant now, Optional<Instant> built) {}
}
