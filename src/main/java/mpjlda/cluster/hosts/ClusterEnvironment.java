package mpjlda.cluster.hosts;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mpjlda.core.console.SafeText;
import mpjlda.core.errors.LdaException;

/**
 * What a batch system's environment says of the job that this process is in.
 *
 * @param kind which batch system
 * @param job its number or name
 * @param hosts the job's, with the slots that were granted
 * @param ranks how many to start if the user does not say
 */
public record ClusterEnvironment(Kind kind, String job, List<Host> hosts, int ranks) {
  /** A batch system. */
  public enum Kind {
    GRID_ENGINE("Grid Engine"),
    SLURM("Slurm"),
    PBS("PBS");

    private final String shownAs;

    Kind(String shownAs) {
      this.shownAs = shownAs;
    }

    @Override
    public String toString() {
      return shownAs;
    }
  }

  public ClusterEnvironment {
    hosts = List.copyOf(hosts);
  }

  /**
   * Looks for a parallel job of Grid Engine ({@code JOB_ID}, {@code PE_HOSTFILE}), Slurm ({@code
   * SLURM_JOB_ID}, {@code SLURM_JOB_NODELIST}, {@code SLURM_TASKS_PER_NODE}, {@code SLURM_NTASKS})
   * or PBS ({@code PBS_JOBID}, {@code PBS_NODEFILE}).
   *
   * @param variables as {@link System#getenv()}
   * @return empty outside of such a job
   * @throws LdaException (65) if a variable or the file that it names is not in the expected form
   */
  public static Optional<ClusterEnvironment> detect(Map<String, String> variables) {
    Optional<String> peHostfile = value(variables, "PE_HOSTFILE");
    Optional<String> gridJob = value(variables, "JOB_ID");
    if (peHostfile.isPresent() && gridJob.isPresent()) {
      return Optional.of(fromFile(Kind.GRID_ENGINE, gridJob.get(), peHostfile.get()));
    }
    Optional<String> nodes = value(variables, "SLURM_JOB_NODELIST");
    Optional<String> slurmJob = value(variables, "SLURM_JOB_ID");
    if (nodes.isPresent() && slurmJob.isPresent()) {
      return Optional.of(slurm(variables, slurmJob.get(), nodes.get()));
    }
    return value(variables, "PBS_NODEFILE")
        .map(file -> fromFile(Kind.PBS, value(variables, "PBS_JOBID").orElse("?"), file));
  }

  private static ClusterEnvironment fromFile(Kind kind, String job, String file) {
    List<Host> hosts = Hostfile.read(Path.of(file));
    return new ClusterEnvironment(kind, job, hosts, (int) Host.slots(hosts));
  }

  private static ClusterEnvironment slurm(
      Map<String, String> variables, String job, String nodeList) {
    List<Host> hosts = slurmHosts(variables, nodeList);
    // Without --ntasks the tasks of a node are its CPUs, and SLURM_NTASKS is not set.
    int ranks =
        value(variables, "SLURM_NTASKS")
            .map(text -> positive("SLURM_NTASKS", text))
            .orElse((int) Host.slots(hosts));
    return new ClusterEnvironment(Kind.SLURM, job, hosts, ranks);
  }

  private static List<Host> slurmHosts(Map<String, String> variables, String nodeList) {
    String name = "SLURM_JOB_NODELIST";
    try {
      List<String> names = HostNames.expand(nodeList);
      name = "SLURM_TASKS_PER_NODE";
      List<Integer> tasks = TaskCounts.expand(value(variables, name).orElse("1"), names.size());
      List<Host> hosts = new ArrayList<>();
      for (int i = 0; i < names.size(); i++) {
        hosts.add(new Host(names.get(i), tasks.get(i)));
      }
      return Hostfile.merge(name, hosts);
    } catch (MalformedHostsException e) {
      throw LdaException.badInput("environment variable " + name + ": " + e.getMessage());
    }
  }

  private static int positive(String name, String text) {
    if (!text.matches("0*[1-9]\\d{0,8}")) {
      throw LdaException.badInput(
          "environment variable "
              + name
              + ": found \""
              + SafeText.quoted(text)
              + "\", expected a number from 1");
    }
    return Integer.parseInt(text);
  }

  private static Optional<String> value(Map<String, String> variables, String name) {
    return Optional.ofNullable(variables.get(name)).filter(text -> !text.isBlank());
  }
}
