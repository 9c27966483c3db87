package mpjlda.cluster.hosts;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mpjlda.core.errors.LdaException;
import mpjlda.data.io.IoFailure;

/**
 * Hostfiles: one host a line with its slots. Each line may be in any of these forms:
 *
 * <pre>
 *   host                      one slot; again: one slot more (as PBS writes $PBS_NODEFILE)
 *   host slots=4              Open MPI; max_slots is ignored
 *   host:4                    MPICH
 *   host 4 queue processors   Grid Engine, $PE_HOSTFILE
 *   node[1-3,07-10],login     Slurm; slots behind it as above, or 2(x3),1 for each host
 * </pre>
 *
 * A {@code #} at the start of a line or behind a blank begins a comment.
 */
public final class Hostfile {
  private static final int MOST_BYTES = 1 << 24;

  private Hostfile() {}

  /**
   * Reads a hostfile.
   *
   * @return each host once, in the order of the first mention, with all its slots
   * @throws LdaException (65) with {@code file:line} if the file cannot be read, a line is in none
   *     of the forms, or there is no host
   */
  public static List<Host> read(Path file) {
    try {
      byte[] bytes;
      // Not the file's size: it may be a pipe, or a device without an end.
      try (InputStream in = Files.newInputStream(file)) {
        bytes = in.readNBytes(MOST_BYTES + 1);
      }
      if (bytes.length > MOST_BYTES) {
        throw LdaException.badInput(
            file + ": found more than " + MOST_BYTES + " bytes, expected a hostfile");
      }
      // Any byte is a character here: what is no name is refused with its line.
      return parse(
          file.toString(), new String(bytes, StandardCharsets.ISO_8859_1).lines().toList());
    } catch (IOException e) {
      throw IoFailure.reading(file, e);
    }
  }

  /**
   * As {@link #read}.
   *
   * @param source what the lines are from, for messages
   */
  public static List<Host> parse(String source, List<String> lines) {
    List<Host> hosts = new ArrayList<>();
    int number = 0;
    for (String line : lines) {
      number++;
      try {
        hosts.addAll(HostLine.parse(line));
        if (hosts.size() > HostNames.MOST) {
          throw new MalformedHostsException(line, "at most " + HostNames.MOST + " hosts in all");
        }
      } catch (MalformedHostsException e) {
        throw LdaException.badInput(source + ":" + number + ": " + e.getMessage());
      }
    }
    if (hosts.isEmpty()) {
      throw LdaException.badInput(
          source
              + ": found no host in "
              + lines.size()
              + " lines, expected one a line, such as \"node1 slots=4\"");
    }
    return merge(source, hosts);
  }

  /** Each host once, at its first place. */
  static List<Host> merge(String source, List<Host> hosts) {
    Map<String, Long> slots = new LinkedHashMap<>();
    hosts.forEach(host -> slots.merge(host.name(), (long) host.slots(), Long::sum));
    long sum = Host.slots(hosts);
    if (sum > Integer.MAX_VALUE) {
      throw LdaException.badInput(
          source + ": found " + sum + " slots, expected at most " + Integer.MAX_VALUE);
    }
    return slots.entrySet().stream()
        .map(entry -> new Host(entry.getKey(), entry.getValue().intValue()))
        .toList();
  }
}
