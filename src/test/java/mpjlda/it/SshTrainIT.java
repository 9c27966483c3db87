package mpjlda.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import mpjlda.cluster.console.StableMessages;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code train --hostfile} over real ssh to three hosts, which can be cut off, refuse and crash.
 */
class SshTrainIT {
  private static final List<String> NODES = List.of("node1", "node2", "node3");
  private static final String[] LENGTH = {"-k", "6", "--iterations", "200"};

  @TempDir private static Path shared;

  private static NamespaceHosts hosts;
  private static byte[] expected = {};

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws Exception {
    hosts = NamespaceHosts.start();
    List<String> quiet = new ArrayList<>(List.of(LENGTH));
    quiet.add("-q");
    RunningTraining local = RunningTraining.start(shared, quiet.toArray(String[]::new));
    assertThat(local.exitCode()).as(local.err()).isZero();
    expected = Files.readAllBytes(shared.resolve("model/lambda.npy"));
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
  void fiveRanksAndPathsOfAnyLettersGiveTheBytesOfOneRank() throws Exception {
    Path odd = Files.createDirectories(folder.resolve("it's a \"folder\" for $HOME & `co`; *"));
    Path corpus = Files.copy(Program.SAMPLE, odd.resolve("the songs.txt"));
    RunningTraining run =
        startOn(odd, List.of("node1 slots=2", "node2:2", "node3"), "--corpus", corpus.toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).contains("5 ranks on node1 (0-1), node2 (2-3), node3 (4)");
    assertThat(lambda(odd)).isEqualTo(expected);
    assertNothingLeft(odd);
  }

  @Test
  void aHostWhoseLinkGoesDownIsLeftOut() throws Exception {
    RunningTraining run =
        startOn(folder, NODES, "--checkpoint-every", "5", "--heartbeat-timeout", "4s");
    run.awaitIteration(8);
    hosts.cut("node2");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err())
        .containsPattern("rank 1 on node2 .*(silent|connection)")
        .contains("left out: node2: ", "2 ranks on node1, node3", StableMessages.RESUMED);
    assertThat(lambda(folder)).isEqualTo(expected);
    assertNothingLeft(folder);
  }

  @Test
  @EnabledIfSystemProperty(named = "mpjlda.full", matches = "true")
  void aHostThatCrashesIsLeftOut() throws Exception {
    RunningTraining run = startOn(folder, NODES, "--checkpoint-every", "5");
    run.awaitIteration(8);
    hosts.crash("node3");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).contains("left out: node3: ", "2 ranks on node1, node2");
    assertThat(lambda(folder)).isEqualTo(expected);
  }

  @Test
  void aHostThatRefusesIsNamedBeforeAnythingStarts() throws Exception {
    hosts.refuse("node2");
    RunningTraining run = startOn(folder, NODES);
    assertThat(run.exitCode()).as(run.err()).isEqualTo(69);
    assertThat(run.err()).contains("node2: ", "Connection refused").doesNotContain("node1: ");
    assertNothingLeft(folder);
  }

  @Test
  void killingTheLauncherLeavesNoRankOnAnyHost() throws Exception {
    RunningTraining run = startOn(folder, NODES, "--iterations", "1000000");
    run.awaitIteration(3);
    for (String node : NODES) {
      assertThat(hosts.processes(node, folder.toString())).hasSize(1);
    }
    run.launcher().destroyForcibly();
    assertNothingLeft(folder);
  }

  @Test
  @EnabledIfSystemProperty(named = "mpjlda.full", matches = "true")
  void aSignalStopsAllHostsWithACheckpoint() throws Exception {
    RunningTraining run = startOn(folder, NODES, "--iterations", "1000000");
    run.awaitIteration(3);
    run.signal("TERM");
    assertThat(run.exitCode()).as(run.err()).isEqualTo(75);
    assertNothingLeft(folder);
  }

  @Test
  @EnabledIfSystemProperty(named = "mpjlda.full", matches = "true")
  void whereTheProgramIsMissingItIsCopied() throws Exception {
    Path target = Program.JAR.getParent();
    List<Path> before = copies();
    hosts.hide("node2", target);
    try {
      RunningTraining run = startOn(folder, NODES);
      run.awaitIteration(2);
      List<Path> made = new ArrayList<>(copies());
      made.removeAll(before);
      List<ProcessHandle> there = hosts.processes("node2", folder.toString());
      assertThat(there).hasSize(1);
      assertThat(there.get(0).info().commandLine().orElse("")).doesNotContain(Program.JAR + ":");
      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(lambda(folder)).isEqualTo(expected);
      for (Path copy : made) {
        assertThat(Files.getPosixFilePermissions(copy)).hasSize(3);
        removeTree(copy);
      }
    } finally {
      hosts.show("node2", target);
    }
  }

  /** Every host's user has another login shell. */
  @Test
  @EnabledIfSystemProperty(named = "mpjlda.full", matches = "true")
  void theLoginShellDoesNotMatter() throws Exception {
    List<String> shells =
        Stream.of("tcsh", "fish", "zsh", "dash")
            .filter(SshTrainIT::hasShell)
            .limit(NODES.size())
            .toList();
    Assumptions.assumeTrue(
        shells.size() == NODES.size(), "needs tcsh, fish and zsh: hosts.sh shells; hosts.sh stop");
    trainsWithLoginShells(shells);
  }

  /** What it prints comes before, and on the same line as, what a rank says first. */
  @Test
  @EnabledIfSystemProperty(named = "mpjlda.full", matches = "true")
  void aLoginThatGreetsDoesNotMatter() throws Exception {
    RunningTraining run = trainsWithLoginShells(List.of("talks", "talks", "talks"));
    assertThat(run.err()).contains("[rank 2 node3] Welcome to the cluster!");
  }

  private RunningTraining trainsWithLoginShells(List<String> shells) throws Exception {
    List<String> config = new ArrayList<>();
    for (int i = 0; i < shells.size(); i++) {
      config.add("Host " + NODES.get(i));
      config.add("  User shell-" + shells.get(i));
    }
    Path file = hosts.sshConfig(folder, config);
    RunningTraining run =
        RunningTraining.start(
            folder,
            with(
                LENGTH,
                "--hostfile",
                hosts.hostfile(folder, NODES).toString(),
                "--rsh",
                "ssh -o LogLevel=ERROR -F " + file + " {host}"));
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(lambda(folder)).isEqualTo(expected);
    return run;
  }

  /** The hosts have two networks; ssh takes the other one. */
  @ParameterizedTest
  @ValueSource(strings = {"eth1", "198.18.0.0/24"})
  @EnabledIfSystemProperty(named = "mpjlda.full", matches = "true")
  void theRanksMeetOnTheNetworkAskedFor(String network) throws Exception {
    RunningTraining run = startOn(folder, NODES, "--interface", network, "--iterations", "1000000");
    run.awaitIteration(2);
    String own = hosts.address("node1").replaceFirst("\\.\\d+$", ".");
    for (String node : NODES) {
      assertThat(connections(node))
          .isNotEmpty()
          .allMatch(line -> line.contains(" 198.18.0."))
          .noneMatch(line -> line.contains(" " + own));
    }
    run.signal("TERM");
    assertThat(run.exitCode()).as(run.err()).isEqualTo(75);
  }

  /** The TCP connections of a host's Java processes, with both ends. */
  private static List<String> connections(String node) throws Exception {
    Process process = hosts.on(node, List.of("ss", "-tnpH", "state", "established")).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(text).isZero();
    return text.lines()
        .filter(line -> line.contains("\"java\""))
        .map(line -> line.replace("[::ffff:", " ").replace("]", ""))
        .toList();
  }

  @Test
  @EnabledIfSystemProperty(named = "mpjlda.full", matches = "true")
  void aFrozenRankCostsARestart() throws Exception {
    RunningTraining run =
        startOn(folder, NODES, "--checkpoint-every", "5", "--heartbeat-timeout", "4s");
    run.awaitIteration(8);
    long rank = hosts.processes("node3", folder.toString()).get(0).pid();
    new ProcessBuilder("kill", "-STOP", "" + rank).start().waitFor();
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).containsPattern("rank 2 on node3 has been silent").contains("restart 1");
    assertThat(lambda(folder)).isEqualTo(expected);
    assertNothingLeft(folder);
  }

  @Test
  @EnabledIfSystemProperty(named = "mpjlda.full", matches = "true")
  void ownNamesAt127011DoNotMatter() throws Exception {
    hosts.names("debian");
    try {
      RunningTraining run = startOn(folder, NODES);
      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(lambda(folder)).isEqualTo(expected);
    } finally {
      hosts.names("plain");
    }
  }

  /** While the ranks meet somebody connects to their ports all the time, and talks nonsense. */
  @Test
  void aStrangerAtTheRanksPortsIsRefusedAndHindersNobody() throws Exception {
    RunningTraining run = startOn(folder, NODES, "--ports", "26000-26000", "--max-restarts", "0");
    List<Socket> open = new ArrayList<>();
    while (run.launcher().isAlive() && !run.err().contains("iteration 1/")) {
      for (String node : NODES) {
        Socket socket = new Socket();
        try {
          socket.connect(new InetSocketAddress(hosts.address(node), 26_000), 200);
          socket
              .getOutputStream()
              .write("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
          open.add(socket);
        } catch (IOException e) {
          socket.close();
        }
      }
      Await.letPass(Duration.ofMillis(2));
    }
    for (Socket socket : open) {
      socket.close();
    }
    assertThat(run.exitCode()).as(open.size() + "\n" + run.err()).isZero();
    if (!open.isEmpty()) {
      assertThat(run.err())
          .contains(
              "refuses connections from "
                  + hosts.outsideAddress()
                  + ": no rank of this run is there");
    }
    assertThat(lambda(folder)).isEqualTo(expected);
  }

  /** A firewall that lets in nothing but ssh and the ports of {@code --ports}; two networks. */
  @Test
  @EnabledIfSystemProperty(named = "mpjlda.full", matches = "true")
  void onlyThePortsAreNeededThroughAFirewall() throws Exception {
    Assumptions.assumeTrue(onNode("node1", "nft", "list", "ruleset"), "no nft here");
    try {
      for (String node : NODES) {
        assertThat(
                onNode(
                    node,
                    "nft",
                    "add table inet guard; add chain inet guard in "
                        + "{ type filter hook input priority 0; policy drop; }; "
                        + "add rule inet guard in iif lo accept; "
                        + "add rule inet guard in ct state established,related accept; "
                        + "add rule inet guard in tcp dport { 22, 26000-26001 } accept"))
            .isTrue();
      }
      RunningTraining run =
          startOn(folder, List.of("node1:2", "node2:2", "node3:2"), "--ports", "26000-26001");
      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(lambda(folder)).isEqualTo(expected);
      Path shut = Files.createDirectory(folder.resolve("shut"));
      RunningTraining other = startOn(shut, NODES, "--ports", "27000", "--max-restarts", "0");
      assertThat(other.exitCode()).isEqualTo(70);
      assertThat(other.err())
          .containsPattern("rank [12], at .* cannot connect to rank [01] at .* port 27000");
      assertNothingLeft(shut);
    } finally {
      for (String node : NODES) {
        onNode(node, "nft", "delete", "table", "inet", "guard");
      }
    }
  }

  private static boolean onNode(String node, String... command) throws Exception {
    return hosts.on(node, List.of(command)).start().waitFor() == 0;
  }

  private RunningTraining startOn(Path place, List<String> hostLines, String... more)
      throws IOException {
    return RunningTraining.start(
        place,
        with(
            with(more, withoutGiven(more)),
            "--hostfile",
            hosts.hostfile(place, hostLines).toString(),
            "--rsh",
            hosts.rsh()));
  }

  /** The usual length, but for what the test gives itself. */
  private static String[] withoutGiven(String[] given) {
    List<String> usual = new ArrayList<>();
    for (int i = 0; i < LENGTH.length; i += 2) {
      if (!List.of(given).contains(LENGTH[i])) {
        usual.addAll(List.of(LENGTH[i], LENGTH[i + 1]));
      }
    }
    return usual.toArray(String[]::new);
  }

  private static String[] with(String[] some, String... more) {
    return Stream.concat(Stream.of(some), Stream.of(more)).toArray(String[]::new);
  }

  private static byte[] lambda(Path place) throws IOException {
    return Files.readAllBytes(place.resolve("model/lambda.npy"));
  }

  private static boolean hasShell(String shell) {
    try {
      return hosts.hasShell(shell);
    } catch (IOException e) {
      return false;
    }
  }

  private static void assertNothingLeft(Path place) throws Exception {
    for (String node : NODES) {
      Await.until(
          () -> hosts.processes(node, place.toString()).isEmpty(),
          () -> "left on " + node + ": " + hosts.processes(node, place.toString()));
    }
  }

  /** Of the program, on this machine's /tmp, which is that of the hosts too. */
  private static List<Path> copies() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/tmp"))) {
      return files
          .filter(file -> String.valueOf(file.getFileName()).startsWith("mpj-lda-0-"))
          .toList();
    }
  }

  private static void removeTree(Path tree) throws IOException {
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
  }
}
