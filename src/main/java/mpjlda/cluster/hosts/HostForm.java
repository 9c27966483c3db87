package mpjlda.cluster.hosts;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/** The forms in which hosts can be written for other programs. */
public enum HostForm {
  /** A line a slot, as PBS's {@code $PBS_NODEFILE}. */
  PLAIN,
  /** {@code host slots=4}. */
  OPENMPI,
  /** {@code host:4}. */
  MPICH,
  /** The machines file of MPJ Express: a line a host, which knows no slots. */
  MPJRUN,
  /** {@code node[1-3,7] 2(x3),1}, the list of nodes and their numbers of tasks. */
  SLURM;

  /** The hosts as lines, which {@link Hostfile} reads again. */
  public List<String> write(List<Host> hosts) {
    return switch (this) {
      case PLAIN -> aLineASlot(hosts);
      case OPENMPI -> lines(hosts, host -> host.name() + " slots=" + host.slots());
      case MPICH -> lines(hosts, host -> host.name() + ":" + host.slots());
      case MPJRUN -> lines(hosts, Host::name);
      case SLURM -> slurm(hosts);
    };
  }

  private static List<String> lines(List<Host> hosts, Function<Host, String> line) {
    return hosts.stream().map(line).toList();
  }

  private static List<String> aLineASlot(List<Host> hosts) {
    List<String> lines = new ArrayList<>();
    hosts.forEach(host -> lines.addAll(Collections.nCopies(host.slots(), host.name())));
    return lines;
  }

  private static List<String> slurm(List<Host> hosts) {
    return List.of(
        HostNames.compress(hosts.stream().map(Host::name).toList())
            + " "
            + TaskCounts.compress(hosts.stream().map(Host::slots).toList()));
  }
}
