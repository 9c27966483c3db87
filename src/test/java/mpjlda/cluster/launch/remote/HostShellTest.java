package mpjlda.cluster.launch.remote;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HostShellTest {
  @Test
  void sshAsksNothingAndForwardsNothing() {
    assertThat(HostShell.SSH.on("node1").command())
        .containsExactly(
            "ssh",
            "-T",
            "-x",
            "-a",
            "-o",
            "LogLevel=ERROR",
            "-o",
            "BatchMode=yes",
            "-o",
            "ConnectTimeout=10",
            "-o",
            "ClearAllForwardings=yes",
            "node1",
            "/bin/sh");
  }

  @Test
  void gridEngineStartsWithinItsJob() {
    assertThat(HostShell.GRID_ENGINE.on("node1").command())
        .containsExactly("qrsh", "-inherit", "node1", "/bin/sh");
  }

  @Test
  void slurmStartsAStepThatSharesTheAllocation() {
    ProcessBuilder srun = HostShell.SLURM.on("node1");

    assertThat(srun.command())
        .containsExactly(
            "srun",
            "--quiet",
            "--nodes=1",
            "--ntasks=1",
            "--mem=0",
            "--cpu-bind=none",
            "--nodelist=node1",
            "/bin/sh");
    assertThat(srun.environment()).containsEntry("SLURM_OVERLAP", "1");
  }

  @Test
  void templateTakesTheHostWhereItSays() {
    assertThat(HostShell.of(" ssh  -q {host} ").on("n1").command())
        .containsExactly("ssh", "-q", "n1", "/bin/sh");
    assertThat(HostShell.of("kubectl exec -i pod-{host} --").on("n1").command())
        .containsExactly("kubectl", "exec", "-i", "pod-n1", "--", "/bin/sh");
    assertThat(HostShell.of("rsh").on("n1").command()).containsExactly("rsh", "n1", "/bin/sh");
  }
}
