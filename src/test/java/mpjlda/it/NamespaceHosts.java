package mpjlda.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The hosts of {@code src/test/scripts/hosts.sh}: node1, node2, node3 and login, each with its own
 * address, host name, processes and sshd, and the file system of this machine. Tests that ask for
 * them are skipped where there can be none, and without {@code bin/test --with-clusters}.
 */
public final class NamespaceHosts implements AutoCloseable {
  private static final Path SCRIPT = Path.of("src/test/scripts/hosts.sh").toAbsolutePath();
  private static final int NOT_POSSIBLE = 77;

  private final Path sshConfig;

  private NamespaceHosts(Path sshConfig) {
    this.sshConfig = sshConfig;
  }

  /** Starts them; they stay until {@link #close}. */
  public static NamespaceHosts start() throws IOException {
    assumeClustersAreAskedFor();
    Output output = call("start");
    Assumptions.assumeTrue(output.exitCode() != NOT_POSSIBLE, output.text());
    assertThat(output.exitCode()).as(output.text()).isZero();
    return started();
  }

  /** Skips a test that installs packages and makes users, unless the person who runs it agreed. */
  static void assumeClustersAreAskedFor() {
    Assumptions.assumeTrue(
        Boolean.getBoolean("mpjlda.clusters"),
        "skipped: installs Debian packages and adds a user; run bin/test --with-clusters");
  }

  /** Those that a script has started, which also ends them. */
  static NamespaceHosts started() throws IOException {
    return new NamespaceHosts(Path.of(script("config")));
  }

  /**
   * For a script that uses hosts: the bed of this tree and this process, as two classes of tests
   * may run at a time.
   */
  static ProcessBuilder withBed(ProcessBuilder builder) {
    String fork = System.getProperty("mpjlda.fork", "f0");
    int number = Math.floorMod(SCRIPT.hashCode(), 10_000);
    builder.environment().putIfAbsent("HOSTS_BED", fork + number);
    return builder;
  }

  /** Ends all processes on them. */
  @Override
  public void close() throws IOException {
    script("stop");
  }

  /** Brings back what a test has cut, refused or crashed. */
  public void restore() throws IOException {
    script("start");
  }

  /** For {@code --rsh}. */
  public String rsh() {
    return rsh("root");
  }

  /**
   * For {@code --rsh}.
   *
   * @param user root, or shell-dash and the like for another login shell
   */
  public String rsh(String user) {
    return "ssh -o LogLevel=ERROR -F " + sshConfig + " -l " + user + " {host}";
  }

  /** Writes a hostfile. */
  public Path hostfile(Path folder, List<String> lines) throws IOException {
    return Files.write(folder.resolve("hosts"), lines, StandardCharsets.UTF_8);
  }

  /** Writes a configuration for {@code ssh -F}: these lines before those of the hosts. */
  public Path sshConfig(Path folder, List<String> first) throws IOException {
    List<String> lines = new ArrayList<>(first);
    lines.add("Host *");
    lines.add("  Include " + sshConfig);
    return Files.write(folder.resolve("ssh_config"), lines, StandardCharsets.UTF_8);
  }

  public String address(String host) throws IOException {
    return script("address", host);
  }

  /** This machine, as the hosts see it. */
  public String outsideAddress() throws IOException {
    return address("outside");
  }

  public void cut(String host) throws IOException {
    script("cut", host);
  }

  public void mend(String host) throws IOException {
    script("mend", host);
  }

  public void refuse(String host) throws IOException {
    script("refuse", host);
  }

  public void crash(String host) throws IOException {
    script("crash", host);
  }

  /** Covers a file or folder, on that host only. */
  public void hide(String host, Path path) throws IOException {
    script("hide", host, path.toString());
  }

  public void show(String host, Path path) throws IOException {
    script("show", host, path.toString());
  }

  /**
   * What own host names resolve to.
   *
   * @param style plain: the host's address; debian: 127.0.1.1
   */
  public void names(String style) throws IOException {
    script("names", style);
  }

  /** Whether the hosts have a user with that login shell. */
  public boolean hasShell(String shell) throws IOException {
    return call("run", "node1", "grep", "-q", "^shell-" + shell + ":", "/etc/passwd").exitCode()
        == 0;
  }

  /** A command that runs there, without ssh. */
  public ProcessBuilder on(String host, List<String> command) {
    List<String> whole = new ArrayList<>(List.of(SCRIPT.toString(), "run", host));
    whole.addAll(command);
    return withBed(new ProcessBuilder(whole));
  }

  /**
   * The processes of a host.
   *
   * @param marker what their command lines contain
   */
  public List<ProcessHandle> processes(String host, String marker) throws IOException {
    Path namespace = pidNamespace(Long.parseLong(script("pid", host)));
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      return all.filter(process -> namespace.equals(pidNamespace(process.pid())))
          .filter(process -> commandLine(process.pid()).contains(marker))
          .toList();
    }
  }

  private static Path pidNamespace(long process) {
    try {
      return Files.readSymbolicLink(Path.of("/proc/" + process + "/ns/pid"));
    } catch (IOException e) {
      return Path.of("gone");
    }
  }

  /** With blanks in between; empty for a process that has gone. */
  static String commandLine(long process) {
    try {
      return Files.readString(Path.of("/proc/" + process + "/cmdline")).replace('\0', ' ');
    } catch (IOException e) {
      return "";
    }
  }

  private record Output(int exitCode, String text) {}

  private static String script(String... arguments) throws IOException {
    Output output = call(arguments);
    assertThat(output.exitCode()).as(output.text()).isZero();
    return output.text().strip();
  }

  private static Output call(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(SCRIPT.toString()));
    command.addAll(List.of(arguments));
    Process process = withBed(new ProcessBuilder(command)).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      return new Output(process.waitFor(), text);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
