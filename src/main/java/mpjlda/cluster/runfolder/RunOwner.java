package mpjlda.cluster.runfolder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import mpjlda.core.errors.LdaException;
import mpjlda.data.io.AtomicFile;
import mpjlda.data.io.Json;
import mpjlda.data.io.JsonFields;

/**
 * The process that holds an output folder, as {@link RunLock} records it.
 *
 * @param started when the process was started; pids are used again, but not with the same start
 * @param locked whether it holds a lock of the operating system, too
 * @param token distinguishes two runs whatever else is the same
 */
public record RunOwner(long pid, String host, Instant started, boolean locked, String token) {
  /** The kernel's boot time, which starts are counted from, is corrected with the clock. */
  private static final long START_TOLERANCE_SECONDS = 10;

  /** This process. */
  public static RunOwner self(boolean locked) {
    ProcessHandle self = ProcessHandle.current();
    return new RunOwner(self.pid(), localHost(), start(self), locked, UUID.randomUUID().toString());
  }

  /** Reads an owner file; empty if there is none, or if it cannot be understood. */
  static Optional<RunOwner> read(Path file) {
    try {
      return Optional.of(from(JsonFields.parse(file.toString(), 1, Files.readString(file))));
    } catch (IOException | LdaException e) {
      return Optional.empty();
    }
  }

  /**
   * Reads the members of {@link #toMap}.
   *
   * @throws LdaException (65) if a member is missing or wrong
   */
  public static RunOwner from(JsonFields fields) {
    return new RunOwner(
        fields.count("pid"),
        fields.text("host"),
        fields.instant("started"),
        fields.truth("locked"),
        fields.text("token"));
  }

  void write(Path file) {
    AtomicFile.writeText(file, Json.pretty(toMap()));
  }

  /** The members of its JSON object. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("pid", pid);
    map.put("host", host);
    map.put("started", started);
    map.put("locked", locked);
    map.put("token", token);
    return map;
  }

  /** Whether the process is on this host. */
  public boolean isHere() {
    return host.equals(localHost());
  }

  boolean isThisProcess() {
    return isHere() && pid == ProcessHandle.current().pid() && isAliveHere();
  }

  /** Whether the process is running on this host; a later one with its pid is not it. */
  public boolean isAliveHere() {
    return ProcessHandle.of(pid).filter(process -> isSameStart(start(process))).isPresent();
  }

  private boolean isSameStart(Instant found) {
    long seconds = Math.abs(ChronoUnit.SECONDS.between(found, started));
    // A start that cannot be seen proves nothing, so the process may be the one.
    return seconds <= START_TOLERANCE_SECONDS || found.equals(Instant.EPOCH);
  }

  @Override
  public String toString() {
    return "process " + pid + " on " + host + ", started " + started;
  }

  private static Instant start(ProcessHandle process) {
    return process.info().startInstant().orElse(Instant.EPOCH).truncatedTo(ChronoUnit.SECONDS);
  }

  private static String localHost() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    } catch (IOException e) {
      return "localhost";
    }
  }
}
