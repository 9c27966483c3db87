package mpjlda.app.doctor;

import com.sun.management.OperatingSystemMXBean;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.module.ModuleFinder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import mpjlda.data.io.IoFailure;

/** Examines the machine that this process runs on. Takes well under a second, changes nothing. */
public final class MachineProbe {
  private static final int FIRST_PORT = 25_000;
  private static final int LAST_PORT = 40_000;
  private static final int PORT_STEP = 150;
  private static final int TIMEOUT_MILLIS = 2_000;

  private final Map<String, String> variables;
  private final Map<String, String> properties;
  private final Path proc;

  /**
   * @param variables the environment's: MPJ_HOME, PATH, HOSTNAME are looked up
   * @param properties Java's: mpjlda.mpj.home, mpjlda.jar, java.io.tmpdir are looked up
   * @param proc where Linux's process file system is, normally {@code /proc}
   */
  MachineProbe(Map<String, String> variables, Map<String, String> properties, Path proc) {
    this.variables = Map.copyOf(variables);
    this.properties = Map.copyOf(properties);
    this.proc = proc;
  }

  /** Examines this machine. */
  public static Machine look() {
    Map<String, String> properties =
        Map.of(
            "mpjlda.mpj.home", System.getProperty("mpjlda.mpj.home", ""),
            "mpjlda.jar", System.getProperty("mpjlda.jar", ""),
            "java.io.tmpdir", System.getProperty("java.io.tmpdir", ""));
    return new MachineProbe(System.getenv(), properties, Path.of("/proc")).machine();
  }

  Machine machine() {
    return new Machine(
        javaRuntime(), mpjExpress(), network(), resources(), temporaryFolder(), clock());
  }

  private static Machine.JavaRuntime javaRuntime() {
    return new Machine.JavaRuntime(
        Runtime.version().feature(),
        System.getProperty("java.version", "unknown"),
        System.getProperty("java.vendor", "unknown"),
        System.getProperty("java.vm.name", "unknown"),
        ModuleFinder.ofSystem().find("jdk.incubator.vector").isPresent());
  }

  Machine.MpjExpress mpjExpress() {
    Optional<Path> home = path(properties, "mpjlda.mpj.home").or(() -> path(variables, "MPJ_HOME"));
    boolean jar = home.isPresent() && Files.isReadable(home.get().resolve("lib/mpj.jar"));
    boolean log4j = home.isPresent() && hasLog4j(home.get().resolve("lib"));
    return new Machine.MpjExpress(home, jar, log4j);
  }

  private static boolean hasLog4j(Path lib) {
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(lib, "log4j*.jar")) {
      return jars.iterator().hasNext();
    } catch (IOException e) {
      return false; // no such folder, or not ours to read: not there for a rank either
    }
  }

  private Machine.Network network() {
    int tried = 0;
    int free = 0;
    for (int port = FIRST_PORT; port < LAST_PORT; port += PORT_STEP) {
      tried++;
      free += isFree(port) ? 1 : 0;
    }
    String hostName = hostName();
    return new Machine.Network(
        loopbackFailure(), tried, free, hostName, addresses(hostName), inPath("ssh"));
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port)) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  private static Optional<String> loopbackFailure() {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket server = new ServerSocket(0, 1, loopback);
        Socket client = new Socket()) {
      server.setSoTimeout(TIMEOUT_MILLIS);
      client.connect(new InetSocketAddress(loopback, server.getLocalPort()), TIMEOUT_MILLIS);
      server.accept().close();
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(
          "connecting to " + loopback.getHostAddress() + " fails: " + IoFailure.reason(e));
    }
  }

  /** The kernel's name of this host: InetAddress.getLocalHost fails if it does not resolve. */
  String hostName() {
    try {
      return Files.readString(proc.resolve("sys/kernel/hostname")).strip();
    } catch (IOException e) {
      return Optional.ofNullable(variables.get("HOSTNAME")).orElse("localhost");
    }
  }

  private static List<InetAddress> addresses(String hostName) {
    try {
      return List.of(InetAddress.getAllByName(hostName));
    } catch (UnknownHostException e) {
      return List.of();
    }
  }

  Optional<Path> inPath(String program) {
    return Arrays.stream(variables.getOrDefault("PATH", "").split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, program))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }

  private Machine.Resources resources() {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    long usable = system.getTotalMemorySize();
    return new Machine.Resources(
        system.getAvailableProcessors(),
        memory("MemTotal").orElse(usable),
        usable,
        limit("Max address space"),
        limit("Max open files"),
        memory("MemAvailable"),
        limit("Max processes"),
        limit("Max locked memory"));
  }

  /** An entry of the machine's meminfo; the JVM's own figures are the container's. */
  OptionalLong memory(String what) {
    return lines("meminfo")
        .filter(line -> line.startsWith(what + ":"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
        .findFirst();
  }

  /** The soft limit of that name in /proc/self/limits; empty if unlimited. */
  OptionalLong limit(String name) {
    return lines("self/limits")
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(name.length()).strip().replaceFirst("\\s.*", ""))
        .filter(value -> value.matches("[0-9]+"))
        .mapToLong(Long::parseLong)
        .findFirst();
  }

  private Stream<String> lines(String file) {
    try {
      return Files.readAllLines(proc.resolve(file)).stream();
    } catch (IOException e) {
      return Stream.empty(); // not Linux: then there is no such limit to report
    }
  }

  Machine.TemporaryFolder temporaryFolder() {
    Path folder = path(properties, "java.io.tmpdir").orElse(Path.of("/tmp"));
    try {
      Path file = Files.createTempFile(folder, "mpj-lda-doctor", ".txt");
      try {
        Files.writeString(file, "written");
        boolean same = Files.readString(file).equals("written");
        Optional<String> failure =
            same ? Optional.empty() : Optional.of("a file came back changed");
        return new Machine.TemporaryFolder(
            folder, failure, Files.getFileStore(folder).getUsableSpace());
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      return new Machine.TemporaryFolder(
          folder, Optional.of("no file can be written there (" + IoFailure.reason(e) + ")"), 0);
    }
  }

  Machine.Clock clock() {
    Optional<Path> jar = path(properties, "mpjlda.jar");
    Optional<Instant> built = Optional.empty();
    if (jar.isPresent()) {
      try {
        built = Optional.of(Files.getLastModifiedTime(jar.get()).toInstant());
      } catch (IOException e) {
        built = Optional.empty(); // not started from a jar, as in tests
      }
    }
    return new Machine.Clock(Instant.now(), built);
  }

  private static Optional<Path> path(Map<String, String> values, String key) {
    String value = values.getOrDefault(key, "");
    try {
      return value.isEmpty() ? Optional.empty() : Optional.of(Path.of(value));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
