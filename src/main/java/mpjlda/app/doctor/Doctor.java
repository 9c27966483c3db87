package mpjlda.app.doctor;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Judges whether runs would fail or be slow on a {@link Machine}. */
public final class Doctor {
  private static final int OLDEST_JAVA = 17;
  private static final int NEWEST_TRIED_JAVA = 25;
  private static final long MIB = 1L << 20;
  private static final long GIB = 1L << 30;
  private static final Instant FIRST_RELEASE = Instant.parse("2026-01-01T00:00:00Z");

  /** Clocks of file servers and hosts may differ by this much without anything being wrong. */
  private static final Duration CLOCK_SLACK = Duration.ofMinutes(1);

  private final Machine machine;

  public Doctor(Machine machine) {
    this.machine = machine;
  }

  /** All findings, always the same checks in the same order. */
  public List<Check> examine() {
    return List.of(
        java(),
        vectorModule(),
        mpjExpress(),
        loopback(),
        ports(),
        hostName(),
        ssh(),
        memory(),
        addressSpace(),
        openFiles(),
        processors(),
        temporaryFolder(),
        clock());
  }

  private Check java() {
    Machine.JavaRuntime java = machine.java();
    String found = java.version() + " (" + java.vendor() + ", " + java.vm() + ")";
    if (java.feature() < OLDEST_JAVA) {
      return Check.fail("JDK", found, "Set JAVA_HOME to a JDK 17 to 25.");
    }
    if (java.feature() > NEWEST_TRIED_JAVA) {
      return Check.warn(
          "JDK", found, "This version has not been tested; 17 to 25 are known to work.");
    }
    return Check.ok("JDK", found);
  }

  private Check vectorModule() {
    if (machine.java().vectorModule()) {
      return Check.ok("vector unit", "module jdk.incubator.vector present");
    }
    return Check.warn(
        "vector unit",
        "no module jdk.incubator.vector in this Java",
        "Results are the same, but training is several times slower. Use a full JDK, not a reduced"
            + " runtime image.");
  }

  private Check mpjExpress() {
    Machine.MpjExpress mpj = machine.mpj();
    String advice =
        "Unset MPJ_HOME and start a training by bin/mpj-lda, which assembles one from Debian's"
            + " libmpj-java; or set MPJ_HOME to a folder of MPJ Express 0.44.";
    if (mpj.home().isEmpty()) {
      return Check.fail("MPJ Express", "no folder is known (MPJ_HOME is not set)", advice);
    }
    String home = mpj.home().get().toString();
    if (!mpj.mpjJar()) {
      return Check.fail("MPJ Express", "no lib/mpj.jar in " + home, advice);
    }
    if (!mpj.log4jJar()) {
      return Check.fail("MPJ Express", "no lib/log4j*.jar next to mpj.jar in " + home, advice);
    }
    return Check.ok("MPJ Express", home);
  }

  private Check loopback() {
    return machine
        .network()
        .loopbackFailure()
        .map(
            reason ->
                Check.fail(
                    "loopback network",
                    reason,
                    "Ranks on one machine talk over 127.0.0.1: bring the interface lo up, and let"
                        + " the firewall pass it."))
        .orElseGet(() -> Check.ok("loopback network", "bind and connect work"));
  }

  private Check ports() {
    Machine.Network network = machine.network();
    String found = network.portsFree() + " of " + network.portsTried() + " ports tried are free";
    String advice =
        "MPJ Express binds two ports a rank in 25000 to 40000: end what holds them, or run"
            + " elsewhere.";
    if (network.portsFree() * 20 < network.portsTried()) {
      return Check.fail("ports", found, advice);
    }
    if (network.portsFree() * 2 < network.portsTried()) {
      return Check.warn("ports", found, advice);
    }
    return Check.ok("ports", found);
  }

  private Check hostName() {
    Machine.Network network = machine.network();
    if (network.addresses().isEmpty()) {
      return Check.fail(
          "host name",
          network.hostName() + " does not resolve",
          "Add the line \"127.0.1.1 " + network.hostName() + "\" to /etc/hosts.");
    }
    String found =
        network.addresses().stream()
            .map(InetAddress::getHostAddress)
            .collect(Collectors.joining(", ", network.hostName() + " is ", ""));
    if (network.addresses().stream().allMatch(InetAddress::isLoopbackAddress)) {
      // Debian's installer sets this up. It harms only runs over several hosts, whose addresses
      // come from the hostfile.
      return Check.ok("host name", found + ": a loopback address, fine for runs on one machine");
    }
    return Check.ok("host name", found);
  }

  private Check ssh() {
    return machine
        .network()
        .ssh()
        .map(path -> Check.ok("ssh", path.toString()))
        .orElseGet(
            () ->
                Check.warn(
                    "ssh",
                    "no ssh client in PATH",
                    "Needed only for runs over several hosts: apt-get install openssh-client"));
  }

  private Check memory() {
    Machine.Resources resources = machine.resources();
    long usable = resources.usableMemory();
    String found = size(resources.physicalMemory());
    if (usable < resources.physicalMemory()) {
      found = size(usable) + " by the container's limit, of " + found;
    }
    String advice = "bin/mpj-lda train --dry-run prints what a run needs for each rank.";
    if (usable < 256 * MIB) {
      return Check.fail("memory", found, "Too little for a rank. " + advice);
    }
    return usable < GIB ? Check.warn("memory", found, advice) : Check.ok("memory", found);
  }

  /** A JVM reserves far more addresses than it uses memory, and does not start without them. */
  private Check addressSpace() {
    Machine.Resources resources = machine.resources();
    if (resources.addressSpaceLimit().isEmpty()) {
      return Check.ok("address space", "unlimited");
    }
    long limit = resources.addressSpaceLimit().getAsLong();
    String found = size(limit) + " (ulimit -v)";
    String advice = "Raise it with ulimit -v unlimited, or ask the scheduler for more h_vmem.";
    if (limit < 2 * GIB) {
      return Check.fail("address space", found, advice);
    }
    return limit < resources.usableMemory()
        ? Check.warn("address space", found, advice)
        : Check.ok("address space", found);
  }

  private Check openFiles() {
    if (machine.resources().openFilesLimit().isEmpty()) {
      return Check.ok("open files", "unlimited");
    }
    long limit = machine.resources().openFilesLimit().getAsLong();
    String found = limit + " (ulimit -n)";
    String advice = "A rank holds two connections to every other rank: raise it with ulimit -n.";
    if (limit < 64) {
      return Check.fail("open files", found, advice);
    }
    return limit < 1024 ? Check.warn("open files", found, advice) : Check.ok("open files", found);
  }

  private Check processors() {
    return Check.ok(
        "processors",
        machine.resources().processors() + ": more ranks times threads than that gain nothing");
  }

  private Check temporaryFolder() {
    Machine.TemporaryFolder temporary = machine.temporaryFolder();
    if (temporary.failure().isPresent()) {
      return Check.fail(
          "temporary folder",
          temporary.folder() + ": " + temporary.failure().get(),
          "Make it writable, or name another with JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=FOLDER.");
    }
    String found = temporary.folder() + ", " + size(temporary.free()) + " free";
    return temporary.free() < 64 * MIB
        ? Check.warn("temporary folder", found, "Make room: the JVM and MPJ Express write there.")
        : Check.ok("temporary folder", found);
  }

  private Check clock() {
    Machine.Clock clock = machine.clock();
    Instant earliest = clock.built().orElse(FIRST_RELEASE).minus(CLOCK_SLACK);
    if (clock.now().isBefore(earliest)) {
      return Check.warn(
          "clock",
          clock.now() + ", but the program was built later, at " + earliest.plus(CLOCK_SLACK),
          "Set the clock (timedatectl set-ntp true): time limits and logs of several hosts depend"
              + " on it.");
    }
    return Check.ok("clock", clock.now().truncatedTo(ChronoUnit.SECONDS).toString());
  }

  static String size(long bytes) {
    return bytes < GIB
        ? bytes / MIB + " MiB"
        : String.format(Locale.ROOT, "%.1f GiB", (double) bytes / GIB);
  }
}
