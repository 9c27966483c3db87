package mpjlda.cluster.launch.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import mpjlda.it.Await;

/**
 * MPJ Express's own starter and daemon, on a copy with ports of its own, for two of them on a
 * machine clash.
 */
public final class Mpjrun implements AutoCloseable {

  private final Path folder;
  private final String marker = "-Drank.marker=" + UUID.randomUUID();
  private final List<Process> started = new ArrayList<>();

  /**
   * @param folder for its home, machines file and output
   */
  public Mpjrun(Path folder) throws IOException {
    this.folder = folder;
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

  /** Ends what is left, and fails if that was a rank. */
  @Override
  public void close() throws IOException {
    try {
      List<String> left = Processes.leftWith(marker);
      Processes.end(left);
      for (Process process : started) {
        process.destroyForcibly().waitFor();
      }
      assertThat(left).isEmpty();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Runs to the end.
   *
   * @param device niodev or multicore
   * @param program JVM options, then a main class or -jar, then its arguments
   * @return all that mpjrun printed
   */
  public String run(String device, int ranks, List<String> program)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("-jar", jar("starter"), "-np", "" + ranks));
    command.addAll(List.of("-dev", device));
    if (device.equals("niodev")) {
      int port = freePort();
      java("daemon", List.of("-cp", jar("daemon"), "runtime.daemon.MPJDaemon", "" + port));
      awaitPort(port);
      command.addAll(List.of("-machinesfile", "machines", "-dport", "" + port));
    }
    command.addAll(List.of("-XX:MaxDirectMemorySize=1g", marker));
    command.addAll(program);
    Process mpjrun = java("mpjrun", command);
    Path output = folder.resolve("mpjrun.out");
    Await.exitCode(mpjrun, () -> Files.readString(output));
    return Files.readString(output);
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

  private static void awaitPort(int port) throws IOException {
    Await.connection(port).close();
  }
}
