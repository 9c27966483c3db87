package mpjlda.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import mpjlda.app.config.HostSettings;
import mpjlda.app.config.TypedSettings;
import mpjlda.cluster.hosts.Host;
import mpjlda.cluster.hosts.Placement;
import mpjlda.cluster.launch.remote.Cluster;
import mpjlda.cluster.launch.remote.HostShell;
import mpjlda.core.errors.LdaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostFinderTest {
  private static final Map<String, String> SLURM =
      Map.of(
          "SLURM_JOB_ID", "17",
          "SLURM_JOB_NODELIST", "n[1-2]",
          "SLURM_TASKS_PER_NODE", "3(x2)",
          "SLURM_NTASKS", "5");

  @TempDir Path folder;

  @Test
  void withoutHostsRanksAreSimplyStarted() {
    assertThat(parsed(Map.of()).choose()).isEmpty();
    assertThat(parsed(SLURM, "--launcher", "local").choose()).isEmpty();
  }

  @Test
  void batchJobsTellHostsAndRanks() throws Exception {
    HostFinder.Chosen slurm = parsed(SLURM).choose().orElseThrow();
    assertThat(slurm)
        .isEqualTo(
            new HostFinder.Chosen(
                "slurm", "Slurm job 17", List.of(new Host("n1", 3), new Host("n2", 3)), 5));
    assertThat(parsed(SLURM, "--launcher", "ssh").choose().orElseThrow().launcher())
        .isEqualTo("ssh");

    Path file =
        Files.writeString(folder.resolve("pe"), "n1 2 all.q@n1 <NULL>\nn2 1 all.q@n2 <NULL>\n");
    HostFinder.Chosen grid =
        parsed(Map.of("PE_HOSTFILE", file.toString(), "JOB_ID", "4")).choose().orElseThrow();
    assertThat(grid.launcher()).isEqualTo("sge");
    assertThat(grid.ranks()).isEqualTo(3);

    Path nodes = Files.writeString(folder.resolve("nodes"), "n1\nn1\nn2\n");
    HostFinder.Chosen pbs =
        parsed(Map.of("PBS_NODEFILE", nodes.toString(), "PBS_JOBID", "9.srv"))
            .choose()
            .orElseThrow();
    assertThat(pbs.launcher()).isEqualTo("pbs");
    assertThat(pbs.hosts()).containsExactly(new Host("n1", 2), new Host("n2", 1));
  }

  @Test
  void hostfileDecidesByItself() throws Exception {
    Path here = Files.writeString(folder.resolve("here"), "localhost slots=3\n");
    Path there = Files.writeString(folder.resolve("there"), "localhost\nn1 slots=2\n");

    assertThat(parsed(Map.of(), "--hostfile", here.toString()).choose().orElseThrow())
        .isEqualTo(
            new HostFinder.Chosen(
                "local", "hostfile " + here, List.of(new Host("localhost", 3)), 3));
    assertThat(parsed(Map.of(), "--hostfile", there.toString()).choose().orElseThrow().launcher())
        .isEqualTo("ssh");
    assertThat(parsed(SLURM, "--hostfile", there.toString()).choose().orElseThrow().launcher())
        .isEqualTo("slurm");
  }

  @Test
  void clusterIsAsTyped() throws Exception {
    Path file = Files.writeString(folder.resolve("hosts"), "n1:2\nn2:2\n");
    HostFinder options =
        parsed(
            Map.of(),
            "--hostfile",
            file.toString(),
            "--rsh",
            "rsh -x {host}",
            "--ports",
            "40000-40063",
            "--interface",
            "ib0",
            "--placement",
            "round-robin",
            "--min-ranks",
            "3");
    HostFinder.Chosen chosen = options.choose().orElseThrow();
    Cluster cluster = options.cluster(chosen, 4, Cluster.Data.NONE);

    assertThat(cluster.shell()).isEqualTo(HostShell.of("rsh -x {host}"));
    assertThat(cluster.order()).isEqualTo(Placement.Order.ROUND_ROBIN);
    assertThat(cluster.minRanks()).isEqualTo(3);
    assertThat(cluster.network().networkInterface()).contains("ib0");
    assertThat(cluster.network().firstPort()).isEqualTo(40000);
    assertThat(cluster.network().lastPort()).isEqualTo(40063);
    assertThat(HostFinder.describe(chosen, Placement.of(chosen.hosts(), 4, cluster.order())))
        .isEqualTo("launcher rsh (hostfile " + file + "): 4 ranks on n1 (0,2), n2 (1,3)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--launcher carrier-pigeon | must be one of auto, local, ssh, sge, slurm, pbs, found"
            + " \"carrier-pigeon\"",
        "--ports 70000-70001 | --ports must be ports from 1024 to 65535, such as 40000-40063",
        "--ports 2005-2004 | --ports must be ports from 1024 to 65535, such as 40000-40063",
        "--ports 1023-2000 | --ports must be ports from 1024 to 65535, such as 40000-40063",
        "--min-ranks 0 | --min-ranks must be >= 1, found 0",
        "--placement spiral | --placement must be block or round-robin, found \"spiral\"",
        "--rsh rsh --launcher slurm | --rsh and --launcher slurm exclude each other",
        "--hostfile f --launcher local | --hostfile and --launcher local exclude each other"
      })
  void impossibleValuesAreRefused(String arguments, String message) {
    assertThatThrownBy(() -> parsed(Map.of(), arguments.split(" ", -1)))
        .hasMessageContaining(message);
  }

  @Test
  void launcherWithoutItsJobIsAMistake() {
    assertThatThrownBy(() -> parsed(Map.of(), "--launcher", "sge").choose())
        .isInstanceOfSatisfying(LdaException.class, e -> assertThat(e.exitCode()).isEqualTo(2))
        .hasMessageContaining("--launcher sge works within such a job only");
    assertThatThrownBy(() -> parsed(Map.of(), "--launcher", "ssh").choose())
        .hasMessageContaining("--launcher ssh needs --hostfile");
  }

  private static HostFinder parsed(Map<String, String> environment, String... arguments) {
    return new HostFinder(TypedSettings.of(HostSettings.class, (Object[]) arguments), environment);
  }
}
