package mpjlda.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code doctor --hostfile} on hosts of which each has another fault. */
class DoctorHostsIT {
  private static final List<String> NODES = List.of("node1", "node2", "node3");

  private static NamespaceHosts hosts;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws Exception {
    hosts = NamespaceHosts.start();
  }

  @AfterAll
  static void stop() throws Exception {
    if (hosts != null) {
      hosts.close();
    }
  }

  @AfterEach
  void restore() throws Exception {
    hosts.restore();
  }

  @Test
  void goodHostsAreGood() throws Exception {
    Program.Result result = doctor("--path", Program.SAMPLE.toString());
    assertThat(result.exitCode()).as(result.toString()).isZero();
    assertThat(result.out().lines())
        .as(result.toString())
        .anyMatch(line -> line.matches("node1 +1 +\\S+ +same .*"))
        .anyMatch(line -> line.equals("3 of 3 hosts can be used"))
        .allMatch(line -> line.length() <= 100);
    for (String node : NODES) {
      assertThat(hosts.processes(node, "mpjlda.app.cli.Main")).isEmpty();
    }
  }

  @Test
  void eachFaultIsToldWithItsHost() throws Exception {
    Path corpus = Program.SAMPLE;
    hosts.refuse("node1");
    hosts.hide("node2", corpus.getParent());
    // Nothing gets from node3 to node2, as behind a firewall.
    Process route =
        hosts
            .on("node3", List.of("ip", "route", "add", "unreachable", hosts.address("node2")))
            .start();
    assertThat(route.waitFor()).isZero();
    try {
      Program.Result result = doctor("--path", corpus.toString());
      assertThat(result.exitCode()).as(result.toString()).isEqualTo(69);
      assertThat(result.out())
          .as(result.toString())
          .contains("FAIL node1: not usable: ssh", "Connection refused")
          .contains("FAIL node2: path: " + corpus)
          .contains("FAIL node3: connection: cannot connect to node2 (")
          .contains("0 of 3 hosts can be used");
    } finally {
      hosts
          .on("node3", List.of("ip", "route", "delete", "unreachable", hosts.address("node2")))
          .start()
          .waitFor();
      hosts.show("node2", corpus.getParent());
    }
  }

  @Test
  void jsonTellsTheSame() throws Exception {
    hosts.refuse("node3");
    Program.Result result = doctor("--json", "--ports", "26100-26101");
    assertThat(result.exitCode()).as(result.toString()).isEqualTo(69);
    JsonNode reports = new ObjectMapper().readTree(result.out());
    assertThat(reports.size()).isEqualTo(3);
    assertThat(reports.get(0).get("facts").get("hostName").asText()).isEqualTo("node1");
    assertThat(reports.get(0).get("facts").get("port").asInt()).isEqualTo(26_100);
    assertThat(reports.get(1).get("usable").asBoolean()).isTrue();
    // One clock for all hosts here.
    assertThat(Math.abs(reports.get(1).get("clock_ms").asDouble()))
        .isLessThanOrEqualTo(reports.get(1).get("clock_uncertainty_ms").asDouble() + 1);
    assertThat(reports.get(2).get("usable").asBoolean()).isFalse();
    assertThat(reports.get(2).get("problems").get(0).get("name").asText()).isEqualTo("not usable");
  }

  private Program.Result doctor(String... more) throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "doctor",
                "--hostfile",
                hosts.hostfile(folder, NODES).toString(),
                "--rsh",
                hosts.rsh()));
    arguments.addAll(List.of(more));
    return new Program().run(arguments.toArray(String[]::new));
  }
}
