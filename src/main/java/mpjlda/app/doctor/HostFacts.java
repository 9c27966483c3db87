package mpjlda.app.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.OptionalLong;

/**
 * Facts that a host reports of itself, in a form that fits a line of text.
 *
 * @param memory in bytes, that a process may have
 * @param freeMemory in bytes, that is available now; {@link #UNKNOWN} where it is not reported
 * @param openFiles limit of a process; {@link #UNKNOWN} if unlimited or not reported, as the next
 *     two
 * @param processes limit of the user
 * @param lockedMemory limit of a process, in bytes
 * @param portsFree of {@code portsTried} in MPJ Express's range
 * @param port on which it listens now; 0 if none of those that it may use is free
 * @param checks findings that need attention
 */
record HostFacts(
    String hostName,
    String javaVersion,
    int processors,
    long memory,
    long freeMemory,
    long openFiles,
    long processes,
    long lockedMemory,
    int portsFree,
    int portsTried,
    int port,
    List<Check> checks) {
  static final long UNKNOWN = -1;

  public HostFacts {
    checks = List.copyOf(checks);
  }

  /** Leaves out what does not matter on a host where others start ranks. */
  static HostFacts of(Machine machine, int port) {
    Machine.Resources resources = machine.resources();
    return new HostFacts(
        machine.network().hostName(),
        machine.java().version(),
        resources.processors(),
        resources.usableMemory(),
        orUnknown(resources.freeMemory()),
        orUnknown(resources.openFilesLimit()),
        orUnknown(resources.processesLimit()),
        orUnknown(resources.lockedMemoryLimit()),
        machine.network().portsFree(),
        machine.network().portsTried(),
        port,
        new Doctor(machine)
            .examine().stream()
                .filter(check -> check.status() != Check.Status.OK && !check.name().equals("ssh"))
                .toList());
  }

  private static long orUnknown(OptionalLong value) {
    return value.orElse(UNKNOWN);
  }

  String encode() {
    try {
      return new ObjectMapper().writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Decodes the text of {@link #encode}.
   *
   * @throws IllegalArgumentException if it is anything else
   */
  static HostFacts parse(String text) {
    try {
      return new ObjectMapper().readValue(text, HostFacts.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not the facts of a host: " + e.getOriginalMessage(), e);
    }
  }
}
