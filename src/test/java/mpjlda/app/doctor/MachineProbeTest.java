package mpjlda.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineProbeTest {
  /** As Linux 6 prints it. */
  private static final String LIMITS =
      """
      Limit                     Soft Limit           Hard Limit           Units
      Max cpu time              unlimited            unlimited            seconds
      Max open files            1024                 1048576              files
      Max address space         unlimited            unlimited            bytes
      Max resident set          123456               unlimited            bytes
      """;

  @TempDir private Path folder;

  @Test
  void readsTheSoftLimit() throws IOException {
    Files.createDirectories(folder.resolve("self"));
    Files.writeString(folder.resolve("self/limits"), LIMITS);
    MachineProbe probe = new MachineProbe(Map.of(), Map.of(), folder);
    assertThat(probe.limit("Max open files")).hasValue(1024);
    assertThat(probe.limit("Max resident set")).hasValue(123456);
    assertThat(probe.limit("Max address space")).isEmpty();
    assertThat(probe.limit("Max hovercraft")).isEmpty();
  }

  @Test
  void readsMemoryAndHostName() throws IOException {
    Files.createDirectories(folder.resolve("sys/kernel"));
    Files.writeString(folder.resolve("sys/kernel/hostname"), "node7\n");
    Files.writeString(
        folder.resolve("meminfo"), "MemTotal:       16384 kB\nMemFree:         1024 kB\n");
    MachineProbe probe = new MachineProbe(Map.of("HOSTNAME", "other"), Map.of(), folder);
    assertThat(probe.memory("MemTotal")).hasValue(16L << 20);
    assertThat(probe.hostName()).isEqualTo("node7");
  }

  @Test
  void aSystemWithoutProcHasNoLimitsAndTheEnvironmentsName() {
    MachineProbe probe =
        new MachineProbe(Map.of("HOSTNAME", "other"), Map.of(), folder.resolve("none"));
    assertThat(probe.limit("Max open files")).isEmpty();
    assertThat(probe.memory("MemTotal")).isEmpty();
    assertThat(probe.hostName()).isEqualTo("other");
  }

  @Test
  void theLaunchersMpjExpressGoesBeforeTheEnvironments() throws IOException {
    Path whole = Files.createDirectories(folder.resolve("whole/lib")).getParent();
    Files.createFile(whole.resolve("lib/mpj.jar"));
    Files.createFile(whole.resolve("lib/log4j-1.2.jar"));
    Path thin = Files.createDirectories(folder.resolve("thin/lib")).getParent();
    Files.createFile(thin.resolve("lib/mpj.jar"));
    Map<String, String> variables = Map.of("MPJ_HOME", thin.toString());

    Machine.MpjExpress fromLauncher =
        new MachineProbe(variables, Map.of("mpjlda.mpj.home", whole.toString()), folder)
            .mpjExpress();
    assertThat(fromLauncher.home()).contains(whole);
    assertThat(fromLauncher.mpjJar()).isTrue();
    assertThat(fromLauncher.log4jJar()).isTrue();

    Machine.MpjExpress fromEnvironment =
        new MachineProbe(variables, Map.of("mpjlda.mpj.home", ""), folder).mpjExpress();
    assertThat(fromEnvironment.home()).contains(thin);
    assertThat(fromEnvironment.mpjJar()).isTrue();
    assertThat(fromEnvironment.log4jJar()).isFalse();

    assertThat(new MachineProbe(Map.of(), Map.of(), folder).mpjExpress().home()).isEmpty();
  }

  @Test
  void findsTheFirstExecutableInPath() throws IOException {
    Path first = Files.createDirectory(folder.resolve("first"));
    Path second = Files.createDirectory(folder.resolve("second"));
    Files.writeString(first.resolve("ssh"), "not executable");
    Path program = Files.writeString(second.resolve("ssh"), "executable");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    MachineProbe probe =
        new MachineProbe(Map.of("PATH", first + ":" + second), Map.of(), folder.resolve("none"));
    assertThat(probe.inPath("ssh")).contains(program);
    assertThat(probe.inPath("qrsh")).isEmpty();
  }

  @Test
  void aMissingTemporaryFolderFails() {
    Path missing = folder.resolve("missing");
    Machine.TemporaryFolder found =
        new MachineProbe(Map.of(), Map.of("java.io.tmpdir", missing.toString()), folder)
            .temporaryFolder();
    assertThat(found.folder()).isEqualTo(missing);
    assertThat(found.failure().orElseThrow()).contains("no file can be written");
  }

  @Test
  void aGoodTemporaryFolderIsLeftAsItWas() throws IOException {
    Machine.TemporaryFolder found =
        new MachineProbe(Map.of(), Map.of("java.io.tmpdir", folder.toString()), folder)
            .temporaryFolder();
    assertThat(found.failure()).isEmpty();
    assertThat(found.free()).isPositive();
    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void theJarsTimeIsTheBuilds() throws IOException {
    Instant built = Instant.parse("2026-11-21T01:02:03Z");
    Path jar = Files.createFile(folder.resolve("mpj-lda.jar"));
    Files.setLastModifiedTime(jar, FileTime.from(built));
    assertThat(
            new MachineProbe(Map.of(), Map.of("mpjlda.jar", jar.toString()), folder)
                .clock()
                .built())
        .contains(built);
    assertThat(new MachineProbe(Map.of(), Map.of(), folder).clock().built()).isEmpty();
  }

  @Test
  void looksAtThisVeryMachine() {
    Machine machine = MachineProbe.look();
    assertThat(machine.java().feature()).isEqualTo(Runtime.version().feature());
    assertThat(machine.network().portsTried()).isEqualTo(100);
    assertThat(machine.network().loopbackFailure()).isEmpty();
    assertThat(machine.resources().processors()).isPositive();
    assertThat(machine.resources().physicalMemory())
        .isGreaterThanOrEqualTo(machine.resources().usableMemory());
    assertThat(new Doctor(machine).examine()).hasSize(13);
  }
}
