package mpjlda.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostsCommandTest {
  @TempDir private Path folder;
  private Path hosts = Path.of("");

  @BeforeEach
  void write() throws IOException {
    hosts = Files.writeString(folder.resolve("hosts"), "a slots=3\nlong-name:2\n");
  }

  private static CommandRun run(Map<String, String> environment, Object... arguments) {
    return CommandRun.of(new HostsCommand(environment), arguments);
  }

  private static CommandRun run(Object... arguments) {
    return run(Map.of(), arguments);
  }

  @Test
  void hostsSlotsAndRanks() {
    assertThat(run(hosts, "-np", 4).out().lines())
        .containsExactly(
            "2 hosts, 5 slots, 4 ranks (" + hosts + ")",
            "host         slots  ranks",
            "a                3  0-2",
            "long-name        2  3");
    assertThat(run(hosts, "-np", 4, "--placement", "round-robin").out().lines())
        .endsWith("a                3  0,2", "long-name        2  1,3");
    assertThat(run(hosts, "-np", 1).out().lines()).last().asString().endsWith("2  -");
  }

  @Test
  void theFileByItsNameInOtherCommands() {
    assertThat(run("--hostfile", hosts).out()).isEqualTo(run(hosts).out()).contains("5 slots");
    assertThat(run("--hostfile", hosts, hosts).message())
        .contains("FILE and --hostfile exclude each other");
  }

  @Test
  void conversions() {
    assertThat(run(hosts, "--to", "mpich").out()).isEqualTo("a:3\nlong-name:2\n");
    assertThat(run(hosts, "--to", "mpjrun").out()).isEqualTo("a\nlong-name\n");
    // Slots become ranks, plain keeps their order.
    assertThat(run(hosts, "--to", "openmpi", "-np", 1).out()).isEqualTo("a slots=1\n");
    assertThat(run(hosts, "--to", "plain", "-np", 3, "--placement", "round-robin").out())
        .isEqualTo("a\nlong-name\na\n");
  }

  @Test
  void withoutFileTheJobsHosts() {
    Map<String, String> job =
        Map.of(
            "SLURM_JOB_ID", "7",
            "SLURM_JOB_NODELIST", "n[1-2]",
            "SLURM_TASKS_PER_NODE", "2(x2)",
            "SLURM_NTASKS", "3");
    assertThat(run(job).out().lines())
        .containsExactly(
            "2 hosts, 4 slots, 3 ranks (Slurm job 7)",
            "host    slots  ranks",
            "n1          2  0-1",
            "n2          2  2");
  }

  @Test
  void withoutFileAndJobThisMachine() {
    assertThat(run("--to", "mpjrun").out()).isEqualTo("localhost\n");
  }

  @Test
  void json() throws IOException {
    JsonNode result = new ObjectMapper().readTree(run(hosts, "--json", "-np", 7).out());
    assertThat(result.get("slots").intValue()).isEqualTo(5);
    assertThat(result.get("ranks").intValue()).isEqualTo(7);
    assertThat(result.get("oversubscribed").booleanValue()).isTrue();
    JsonNode first = result.get("hosts").get(0);
    assertThat(first.get("name").textValue()).isEqualTo("a");
    assertThat(first.get("slots").intValue()).isEqualTo(3);
    assertThat(first.get("ranks").toString()).isEqualTo("[0,1,2,5,6]");
  }

  @Test
  void allWrongOptionsAreToldTogether() {
    CommandRun run = run(hosts, "-np", 0, "--placement", "spiral", "--to", "slurm", "--json");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.message().lines())
        .containsExactly(
            "--ranks must be from 1 to 100000, found 0",
            "--placement must be block or round-robin, found \"spiral\"",
            "--to and --json exclude each other");
  }

  @Test
  void aBadHostfileIsBadInput() throws IOException {
    Files.writeString(hosts, "a\nb two\n");
    CommandRun run = run(hosts);
    assertThat(run.exitCode()).isEqualTo(65);
    assertThat(run.message()).startsWith(hosts + ":2: found \"b two\"");
  }
}
