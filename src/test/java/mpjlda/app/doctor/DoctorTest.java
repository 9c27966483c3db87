package mpjlda.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import mpjlda.app.doctor.Check.Status;
import org.junit.jupiter.api.Test;

/** Each check, on a good machine and on one where the fact behind it is bad. */
class DoctorTest {
  private static final long GIB = 1L << 30;

  private Machine.JavaRuntime java =
      new Machine.JavaRuntime(17, "17.0.9", "Some vendor", "Some VM", true);
  private Machine.MpjExpress mpj =
      new Machine.MpjExpress(Optional.of(Path.of("/opt/mpj")), true, true);
  private Machine.Network network = network(Optional.empty(), 100, "192.0.2.7");
  private Machine.Resources resources =
      resources(8 * GIB, OptionalLong.empty(), OptionalLong.empty());
  private Machine.TemporaryFolder temporary =
      new Machine.TemporaryFolder(Path.of("/tmp"), Optional.empty(), GIB);
  private Machine.Clock clock =
      new Machine.Clock(
          Instant.parse("2027-05-01T12:00:00Z"),
          Optional.of(Instant.parse("2027-04-01T12:00:00Z")));

  @Test
  void nothingToSayAboutAGoodMachine() {
    assertThat(new Doctor(machine()).examine())
        .hasSize(13)
        .allSatisfy(
            check -> {
              assertThat(check.status()).as(check.name()).isEqualTo(Status.OK);
              assertThat(check.advice()).as(check.name()).isEmpty();
              assertThat(check.found()).as(check.name()).isNotBlank();
            });
  }

  @Test
  void java16IsTooOldAnd26Untried() {
    java = new Machine.JavaRuntime(16, "16.0.2", "V", "VM", true);
    assertFinding("JDK", Status.FAIL, "16.0.2", "JAVA_HOME");
    java = new Machine.JavaRuntime(25, "25", "V", "VM", true);
    assertThat(finding("JDK").status()).isEqualTo(Status.OK);
    java = new Machine.JavaRuntime(26, "26", "V", "VM", true);
    assertFinding("JDK", Status.WARN, "26", "17 to 25");
  }

  @Test
  void withoutTheVectorModuleTrainingIsSlow() {
    java = new Machine.JavaRuntime(17, "17", "V", "VM", false);
    assertFinding("vector unit", Status.WARN, "jdk.incubator.vector", "slower");
  }

  @Test
  void mpjExpressMustBeKnownAndWhole() {
    mpj = new Machine.MpjExpress(Optional.empty(), false, false);
    assertFinding("MPJ Express", Status.FAIL, "MPJ_HOME is not set", "libmpj-java");
    mpj = new Machine.MpjExpress(Optional.of(Path.of("/opt/mpj")), false, true);
    assertFinding("MPJ Express", Status.FAIL, "no lib/mpj.jar in /opt/mpj", "MPJ_HOME");
    mpj = new Machine.MpjExpress(Optional.of(Path.of("/opt/mpj")), true, false);
    assertFinding("MPJ Express", Status.FAIL, "log4j", "MPJ_HOME");
  }

  @Test
  void ranksOfOneMachineNeedTheLoopbackNetwork() {
    network = network(Optional.of("connection refused"), 100, "192.0.2.7");
    assertFinding("loopback network", Status.FAIL, "connection refused", "firewall");
  }

  @Test
  void fewFreePortsWarnAndHardlyAnyFail() {
    network = network(Optional.empty(), 50, "192.0.2.7");
    assertThat(finding("ports").status()).isEqualTo(Status.OK);
    network = network(Optional.empty(), 49, "192.0.2.7");
    assertFinding("ports", Status.WARN, "49 of 100", "25000 to 40000");
    network = network(Optional.empty(), 4, "192.0.2.7");
    assertFinding("ports", Status.FAIL, "4 of 100", "25000 to 40000");
  }

  @Test
  void hostNameMustResolveAndALoopbackAddressIsNoted() {
    network = new Machine.Network(Optional.empty(), 1, 1, "lonely", List.of(), Optional.empty());
    assertFinding("host name", Status.FAIL, "lonely does not resolve", "/etc/hosts");
    network = network(Optional.empty(), 100, "127.0.1.1");
    assertFinding("host name", Status.OK, "127.0.1.1: a loopback address", "");
  }

  @Test
  void sshIsMissedForSeveralHostsOnly() {
    network = new Machine.Network(Optional.empty(), 1, 1, "h", List.of(), Optional.empty());
    assertFinding("ssh", Status.WARN, "no ssh client", "openssh-client");
  }

  @Test
  void littleMemoryWarnsAndTooLittleFailsAndAContainersLimitIsTold() {
    resources = resources(GIB / 2, OptionalLong.empty(), OptionalLong.empty());
    assertFinding("memory", Status.WARN, "512 MiB by the container's limit, of 16.0 GiB", "");
    resources = resources(GIB / 8, OptionalLong.empty(), OptionalLong.empty());
    assertFinding("memory", Status.FAIL, "128 MiB", "Too little");
  }

  @Test
  void limitedAddressSpaceStopsAJvm() {
    resources = resources(8 * GIB, OptionalLong.of(4 * GIB), OptionalLong.empty());
    assertFinding("address space", Status.WARN, "4.0 GiB (ulimit -v)", "h_vmem");
    resources = resources(8 * GIB, OptionalLong.of(GIB), OptionalLong.empty());
    assertFinding("address space", Status.FAIL, "1.0 GiB", "h_vmem");
    resources = resources(8 * GIB, OptionalLong.of(64 * GIB), OptionalLong.empty());
    assertThat(finding("address space").status()).isEqualTo(Status.OK);
  }

  @Test
  void fewOpenFilesWarnAndHardlyAnyFail() {
    resources = resources(8 * GIB, OptionalLong.empty(), OptionalLong.of(1024));
    assertThat(finding("open files").status()).isEqualTo(Status.OK);
    resources = resources(8 * GIB, OptionalLong.empty(), OptionalLong.of(256));
    assertFinding("open files", Status.WARN, "256", "ulimit -n");
    resources = resources(8 * GIB, OptionalLong.empty(), OptionalLong.of(32));
    assertFinding("open files", Status.FAIL, "32", "ulimit -n");
  }

  @Test
  void temporaryFolderMustBeWritableAndNotFull() {
    temporary = new Machine.TemporaryFolder(Path.of("/full"), Optional.of("read-only"), 0);
    assertFinding("temporary folder", Status.FAIL, "/full: read-only", "java.io.tmpdir");
    temporary = new Machine.TemporaryFolder(Path.of("/full"), Optional.empty(), 1 << 20);
    assertFinding("temporary folder", Status.WARN, "1 MiB free", "room");
  }

  @Test
  void aClockBeforeTheProgramWasBuiltIsWrong() {
    Optional<Instant> built = Optional.of(Instant.parse("2027-05-01T12:00:00Z"));
    clock = new Machine.Clock(Instant.parse("2027-05-01T11:59:30Z"), built);
    assertThat(finding("clock").status()).as("half a minute is slack").isEqualTo(Status.OK);
    clock = new Machine.Clock(Instant.parse("2027-05-01T11:00:00Z"), built);
    assertFinding("clock", Status.WARN, "built later, at 2027-05-01T12:00:00Z", "timedatectl");
    clock = new Machine.Clock(Instant.parse("1970-01-01T00:00:00Z"), Optional.empty());
    assertFinding("clock", Status.WARN, "1970", "timedatectl");
  }

  private void assertFinding(String name, Status status, String found, String advice) {
    Check check = finding(name);
    assertThat(check.status()).as(check.toString()).isEqualTo(status);
    assertThat(check.found()).contains(found);
    assertThat(check.advice()).contains(advice);
    assertThat(check.advice().isEmpty()).as(check.toString()).isEqualTo(status == Status.OK);
  }

  private Check finding(String name) {
    return new Doctor(machine())
        .examine().stream().filter(check -> check.name().equals(name)).findFirst().orElseThrow();
  }

  private Machine machine() {
    return new Machine(java, mpj, network, resources, temporary, clock);
  }

  private static Machine.Network network(Optional<String> failure, int free, String address) {
    try {
      return new Machine.Network(
          failure,
          100,
          free,
          "here",
          List.of(InetAddress.getByName(address)),
          Optional.of(Path.of("/usr/bin/ssh")));
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private static Machine.Resources resources(
      long usable, OptionalLong addressSpace, OptionalLong openFiles) {
    return new Machine.Resources(
        4,
        16 * GIB,
        usable,
        addressSpace,
        openFiles,
        OptionalLong.of(usable),
        OptionalLong.empty(),
        OptionalLong.empty());
  }
}
