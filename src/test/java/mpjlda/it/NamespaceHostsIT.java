package mpjlda.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the tests over several hosts rest on: that the hosts are apart, and can be broken. */
class NamespaceHostsIT {
  private static NamespaceHosts hosts;

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
  void eachHasItsOwnNameAddressAndProcesses() throws Exception {
    for (String host : List.of("node1", "node2", "node3", "login")) {
      String said = ssh(host, "hostname; hostname -I; ps -e -o comm=");
      assertThat(said.lines().toList()).contains(host, "sshd");
      assertThat(said).contains("\n" + hosts.address(host) + " 198.18.0.");
      assertThat(said).doesNotContain("java");
    }
  }

  @Test
  void theyKnowOneAnother() throws Exception {
    String said = ssh("node1", "getent hosts node3; getent hosts node1");
    assertThat(said).contains(hosts.address("node3"), hosts.address("node1"));
    hosts.names("debian");
    try {
      assertThat(ssh("node1", "getent hosts node3; getent hosts node1"))
          .contains(hosts.address("node3"), "127.0.1.1")
          .doesNotContain(hosts.address("node1"));
    } finally {
      hosts.names("plain");
    }
  }

  @Test
  void aHostCanBeCutRefusedAndCrashed() throws Exception {
    hosts.cut("node1");
    hosts.refuse("node2");
    hosts.crash("node3");
    assertThat(ssh("node1", "hostname")).isEqualTo("255");
    assertThat(ssh("node2", "hostname")).isEqualTo("255");
    assertThat(ssh("node3", "hostname")).isEqualTo("255");
    hosts.restore();
    for (String host : List.of("node1", "node2", "node3")) {
      assertThat(ssh(host, "hostname")).isEqualTo(host + "\n0");
    }
  }

  @Test
  void aFolderCanBeHiddenOnOneHost() throws Exception {
    Path folder = Path.of("src/samples").toAbsolutePath();
    hosts.hide("node2", folder);
    try {
      assertThat(ssh("node2", "ls '" + folder + "'")).isEqualTo("0");
      assertThat(ssh("node1", "ls '" + folder + "'")).contains("songs.txt");
      assertThat(folder.resolve("songs.txt")).exists();
    } finally {
      hosts.show("node2", folder);
    }
    assertThat(ssh("node2", "ls '" + folder + "'")).contains("songs.txt");
  }

  /** What the command printed, then its exit code. */
  private static String ssh(String host, String command) throws Exception {
    List<String> ssh = new ArrayList<>();
    for (String word : hosts.rsh().split(" ")) {
      ssh.add(word.replace("{host}", host));
    }
    ssh.addAll(1, List.of("-o", "ConnectTimeout=1"));
    ssh.add(command);
    Process process = new ProcessBuilder(ssh).start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return out + process.waitFor();
  }
}
