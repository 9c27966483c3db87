package mpjlda.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of {@code mpjrun.md}, on three hosts with MPJ Express's own daemons. */
class MpjrunHostsIT {
  private static final List<String> NODES = List.of("node1", "node2", "node3");
  private static final int DAEMON_PORT = 40_055;

  @TempDir private static Path shared;

  private static NamespaceHosts hosts;

  @TempDir private Path folder;

  @BeforeAll
  static void boot() throws Exception {
    hosts = NamespaceHosts.start();
    Files.write(shared.resolve("machines"), NODES);
    onLogin(shared, "java", "-jar", jar("daemonmanager"), "-boot", "-m", "machines");
    for (String node : NODES) {
      awaitDaemon(node);
    }
  }

  @AfterAll
  static void stop() throws Exception {
    if (hosts != null) {
      hosts.close();
    }
  }

  @Test
  void threeRanksOnThreeHostsGiveTheBytesOfOne() throws Exception {
    String said = mpjrun("train", "--corpus", Program.SAMPLE.toString(), "--iterations", "6");

    assertThat(said)
        .contains("0 on node1, 1 on node2, 2 on node3", "iteration 6/6", "exit code 0\n");
    assertThat(folder.resolve("model/exit-code")).hasContent("0");
    Program.Result one =
        new Program()
            .run(
                "train",
                "--corpus",
                Program.SAMPLE.toString(),
                "--iterations",
                "6",
                "-k",
                "6",
                "--output",
                folder.resolve("one").toString());
    assertThat(one.exitCode()).as(one.toString()).isZero();
    assertThat(folder.resolve("model/lambda.npy"))
        .hasSameBinaryContentAs(folder.resolve("one/lambda.npy"));
  }

  @Test
  void badInputGivesItsExitCode() throws Exception {
    Path corpus = folder.resolve("bad.txt");
    Files.writeString(corpus, "%a,b\nT1,1,1:1\nT2,2,7:1\n");

    String said = mpjrun("train", "--corpus", corpus.toString());

    assertThat(said).containsOnlyOnce(corpus + ":3: ").containsOnlyOnce("exit code 65\n");
    assertThat(folder.resolve("model/exit-code")).hasContent("65");
  }

  @Test
  void theDeathOfARankEndsTheOthers() throws Exception {
    Process mpjrun =
        mpjrunProcess(
            "train",
            "--corpus",
            Program.SAMPLE.toString(),
            "--tolerance",
            "0",
            "--iterations",
            "1000000");
    Await.text(mpjrun, folder.resolve("out"), "iteration 3/");
    List<ProcessHandle> rank = hosts.processes("node2", folder.toString());
    assertThat(rank).hasSize(1);
    rank.get(0).destroyForcibly();

    Await.exitCode(mpjrun, this::said);
    // In the middle of an exchange it is the exchange that fails.
    assertThat(said())
        .containsPattern("rank 2 (ended because another rank's connection closed|on .* failed)")
        .contains("exit code 70\n");
    assertThat(folder.resolve("model/exit-code")).hasContent("70");
    for (String node : NODES) {
      assertThat(hosts.processes(node, folder.toString())).isEmpty();
    }
  }

  /** Runs {@code -k 6 --output model} in the test's folder and gives all that was said. */
  private String mpjrun(String... program) throws Exception {
    Process process = mpjrunProcess(program);
    // Whatever became of the run.
    assertThat(Await.exitCode(process, this::said)).as(said()).isZero();
    return said();
  }

  private Process mpjrunProcess(String... program) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Program.MPJ_HOME.resolve("bin/mpjrun").toString());
    command.addAll(List.of("-np", "3", "-dev", "niodev"));
    command.addAll(List.of("-machinesfile", shared.resolve("machines").toString()));
    command.addAll(List.of("-jar", Program.JAR.toString()));
    command.addAll(List.of(program));
    command.addAll(Program.unlessGiven(List.of(program)));
    command.addAll(List.of("-k", "6", "--output", folder.resolve("model").toString()));
    return start(folder, command);
  }

  private String said() throws IOException {
    return Files.readString(folder.resolve("out"), StandardCharsets.UTF_8);
  }

  private static void onLogin(Path folder, String... command) throws Exception {
    Process process = start(folder, List.of(command));
    Await.exitCode(process, () -> Files.readString(folder.resolve("out")));
  }

  private static Process start(Path folder, List<String> command) throws IOException {
    ProcessBuilder builder = hosts.on("login", command).directory(folder.toFile());
    builder.environment().put("MPJ_HOME", Program.MPJ_HOME.toString());
    builder.environment().put("JAVA_TOOL_OPTIONS", "-Duser.home=" + folder);
    return builder
        .redirectInput(Path.of("/dev/null").toFile())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("out").toFile())
        .start();
  }

  private static String jar(String name) {
    return Program.MPJ_HOME.resolve("lib/" + name + ".jar").toString();
  }

  private static void awaitDaemon(String node) throws Exception {
    InetSocketAddress daemon = new InetSocketAddress(hosts.address(node), DAEMON_PORT);
    Await.connection(
            daemon, () -> "no daemon on " + node + "\n" + Files.readString(shared.resolve("out")))
        .close();
  }
}
