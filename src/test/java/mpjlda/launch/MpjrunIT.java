package mpjlda.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same ranks under MPJ Express's own starter and daemon, which supervise nothing. */
@Timeout(120)
class MpjrunIT {
  private static final String HOST = HostName.local();

  private final String marker = UUID.randomUUID().toString();
  private final List<Process> started = new ArrayList<>();

  @TempDir Path folder;

  /** A copy of MPJ Express with ports of its own, for two of them on a machine clash. */
  @BeforeEach
  void copyMpj() throws IOException {
    Path home = folder.resolve("mpj-home");
    try (Stream<Path> files = Files.walk(Processes.MPJ_HOME)) {
      for (Path file : files.toList()) {
        Files.copy(file, home.resolve(Processes.MPJ_HOME.relativize(file)));
      }
    }
    Path conf = home.resolve("conf/mpjexpress.conf");
    String settings =
        Files.readString(conf)
            .replaceAll("(mpjexpress.mpjrun.port.1=)\\d+", "$1" + freePort())
            .replaceAll("(mpjexpress.mpjdaemon.port.2=)\\d+", "$1" + freePort());
    Files.writeString(conf, settings);
    Files.writeString(folder.resolve("machines"), "localhost\n");
  }

  @AfterEach
  void endAll() throws Exception {
    List<String> left = Processes.leftWith("-Drank.marker=" + marker);
    Processes.end(left);
    for (Process process : started) {
      process.destroyForcibly().waitFor();
    }
    assertThat(left).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"multicore, 1", "multicore, 3", "niodev, 1", "niodev, 3"})
  void messagesGoRound(String device, int ranks) throws Exception {
    String output = mpjrun(device, ranks, "ring", "3000000");

    long sum = 3_000_000L * 2_999_999 / 2 + 3_000_000L * ranks * (ranks + 1) / 2;
    assertThat(output).contains("ring " + ranks + " " + sum + "\n").doesNotContain("failed");
  }

  @ParameterizedTest
  @CsvSource({
    "multicore, throw, computing, java.lang.IllegalStateException: a defect",
    "multicore, thread, receive, java.lang.IllegalStateException: a defect",
    "niodev, throw, computing, java.lang.IllegalStateException: a defect",
    "niodev, thread, receive, java.lang.IllegalStateException: a defect",
    "niodev, memory, computing, out of memory",
  })
  void failureOfOneRankEndsAllAndIsTold(String device, String how, String place, String reason)
      throws Exception {
    String output = mpjrun(device, 3, "die", how, place, "1");

    assertThat(output)
        .contains("rank 1 on " + HOST + " failed in the E-step of iteration 12: " + reason);
    if (device.equals("niodev")) {
      assertThat(output)
          .contains("rank 0 ended because another rank's connection closed")
          .contains("rank 2 ended because another rank's connection closed");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "exit, receive",
    "halt, receive",
    "kill, receive",
    "term, receive",
    "kill, exchanging"
  })
  void silentDeathOfOneRankEndsAll(String how, String place) throws Exception {
    String output = mpjrun("niodev", 3, "die", how, place, "1");

    // A rank that was just sending may learn it from that first.
    assertThat(output)
        .containsPattern("rank 0 (ended because another rank's connection closed|on .* failed)")
        .contains("rank 2 ended because another rank's connection closed");
  }

  @ParameterizedTest
  @CsvSource({"multicore, -1", "niodev, -1", "multicore, 2", "niodev, 2"})
  void mistakeOfTheUserIsToldOnce(String device, String rank) throws Exception {
    String output = mpjrun(device, 3, "die", "usage", "computing", rank);

    assertThat(output).containsOnlyOnce("--topics must be at least 2, found 1");
  }

  private String mpjrun(String device, int ranks, String... program) throws Exception {
    List<String> arguments = new ArrayList<>();
    if (device.equals("niodev")) {
      int port = freePort();
      java("daemon", List.of("-cp", jar("daemon"), "runtime.daemon.MPJDaemon", "" + port));
      awaitPort(port);
      arguments.addAll(List.of("-machinesfile", "machines", "-dport", "" + port));
    }
    String classPath =
        RankFixture.classPathWithoutMpj().stream()
            .map(entry -> entry.toAbsolutePath().toString())
            .collect(Collectors.joining(":"));
    List<String> command = new ArrayList<>(List.of("-jar", jar("starter"), "-np", "" + ranks));
    command.addAll(List.of("-dev", device));
    command.addAll(arguments);
    command.addAll(
        List.of(
            "-Xmx64m", "-XX:MaxDirectMemorySize=1g", "-Drank.marker=" + marker, "-cp", classPath));
    command.add(RankFixture.class.getName());
    command.addAll(List.of(program));
    Process mpjrun = java("mpjrun", command);
    boolean ended = mpjrun.waitFor(60, TimeUnit.SECONDS);
    String output = Files.readString(folder.resolve("mpjrun.out"));
    assertThat(ended).as(output).isTrue();
    return output;
  }

  private Process java(String name, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // The library keeps and deletes files of its users there.
    command.add("-Duser.home=" + folder);
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("MPJ_HOME", folder.resolve("mpj-home").toString());
    Process process =
        builder
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(name + ".out").toFile())
            .start();
    started.add(process);
    return process;
  }

  private String jar(String name) {
    return folder.resolve("mpj-home/lib/" + name + ".jar").toString();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void awaitPort(int port) throws InterruptedException {
    for (int i = 0; i < 400; i++) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
        return;
      } catch (IOException e) {
        Thread.sleep(25);
      }
    }
    throw new AssertionError("the daemon does not listen on port " + port);
  }
}
