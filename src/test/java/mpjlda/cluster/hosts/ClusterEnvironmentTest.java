package mpjlda.cluster.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import mpjlda.cluster.hosts.ClusterEnvironment.Kind;
import mpjlda.core.errors.LdaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterEnvironmentTest {
  private static final List<Host> TWO = List.of(new Host("n1", 2), new Host("n2", 1));

  @TempDir private Path folder;

  private String file(String text) throws IOException {
    return Files.writeString(folder.resolve("hosts"), text).toString();
  }

  @Test
  void outsideOfAJobThereIsNothing() throws IOException {
    assertThat(ClusterEnvironment.detect(Map.of())).isEmpty();
    assertThat(ClusterEnvironment.detect(Map.of("PE_HOSTFILE", "", "JOB_ID", "3"))).isEmpty();
    // A job without a parallel environment, and other programs' JOB_ID.
    assertThat(ClusterEnvironment.detect(Map.of("JOB_ID", "3"))).isEmpty();
    // In a shell of salloc's parent, say.
    assertThat(ClusterEnvironment.detect(Map.of("SLURM_TASKS_PER_NODE", "2"))).isEmpty();
  }

  @Test
  void gridEngine() throws IOException {
    Map<String, String> variables =
        Map.of(
            "JOB_ID", "42",
            "NSLOTS", "3",
            "PE_HOSTFILE", file("n1 2 all.q@n1 UNDEFINED\nn2 1 all.q@n2 UNDEFINED\n"));
    assertThat(ClusterEnvironment.detect(variables))
        .contains(new ClusterEnvironment(Kind.GRID_ENGINE, "42", TWO, 3));
  }

  @Test
  void slurm() {
    Map<String, String> variables =
        Map.of(
            "SLURM_JOB_ID", "7",
            "SLURM_JOB_NODELIST", "node[01-03],x",
            "SLURM_TASKS_PER_NODE", "2(x3),1");
    assertThat(ClusterEnvironment.detect(variables))
        .contains(
            new ClusterEnvironment(
                Kind.SLURM,
                "7",
                List.of(
                    new Host("node01", 2),
                    new Host("node02", 2),
                    new Host("node03", 2),
                    new Host("x", 1)),
                7));
  }

  @Test
  void slurmsNumberOfTasksIsTheNumberOfRanks() {
    Map<String, String> variables =
        Map.of(
            "SLURM_JOB_ID", "7",
            "SLURM_JOB_NODELIST", "n[1-2]",
            "SLURM_TASKS_PER_NODE", "8(x2)",
            "SLURM_NTASKS", "3");
    assertThat(ClusterEnvironment.detect(variables).orElseThrow().ranks()).isEqualTo(3);
  }

  @Test
  void pbs() throws IOException {
    Map<String, String> variables =
        Map.of("PBS_JOBID", "9.server", "PBS_NODEFILE", file("n1\nn1\nn2\n"));
    assertThat(ClusterEnvironment.detect(variables))
        .contains(new ClusterEnvironment(Kind.PBS, "9.server", TWO, 3));
  }

  @Test
  void whatIsNotUnderstoodIsNamed() throws IOException {
    refused(
        "environment variable SLURM_TASKS_PER_NODE: found \"2(x2)\", expected as many",
        Map.of("SLURM_JOB_ID", "7", "SLURM_JOB_NODELIST", "n1", "SLURM_TASKS_PER_NODE", "2(x2)"));
    refused(
        "environment variable SLURM_JOB_NODELIST: found \"n[\"",
        Map.of("SLURM_JOB_ID", "7", "SLURM_JOB_NODELIST", "n["));
    refused(
        "environment variable SLURM_NTASKS: found \"0\"",
        Map.of("SLURM_JOB_ID", "7", "SLURM_JOB_NODELIST", "n", "SLURM_NTASKS", "0"));
    String hostfile = file("n1 two\n");
    refused(hostfile + ":1: found", Map.of("PBS_NODEFILE", hostfile));
  }

  private static void refused(String message, Map<String, String> variables) {
    assertThatThrownBy(() -> ClusterEnvironment.detect(variables))
        .isInstanceOfSatisfying(
            LdaException.class, failure -> assertThat(failure.exitCode()).isEqualTo(65))
        .hasMessageStartingWith(message);
  }
}
