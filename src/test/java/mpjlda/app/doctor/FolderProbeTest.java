package mpjlda.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import mpjlda.app.doctor.Check.Status;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderProbeTest {
  @TempDir private Path folder;

  private static Check finding(List<Check> checks, String name) {
    return checks.stream()
        .filter(check -> check.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is not in " + checks));
  }

  @Test
  void anOrdinaryFolderIsFitAndLeftAsItWas() throws Exception {
    List<Check> checks = FolderProbe.look(folder);
    assertThat(checks).noneMatch(check -> check.status() == Status.FAIL);
    assertThat(checks)
        .extracting(Check::name)
        .contains("space", "who can write", "write", "replace", "sync", "sync folder", "lock");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void whatIsNoFolderIsNamed() throws Exception {
    assertThat(FolderProbe.look(folder.resolve("gone")))
        .singleElement()
        .satisfies(check -> assertThat(check.status()).isEqualTo(Status.FAIL))
        .satisfies(check -> assertThat(check.found()).contains("gone does not exist"));
    Path file = Files.writeString(folder.resolve("file"), "x");
    assertThat(FolderProbe.look(file).get(0).found()).contains("is no folder");
  }

  @Test
  void aFolderThatEverybodyMayWriteToIsDoubtful() throws Exception {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    Check writers = finding(FolderProbe.look(folder), "who can write");
    assertThat(writers.status()).isEqualTo(Status.WARN);
    assertThat(writers.advice()).contains("chmod o-w");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwx---"));
    assertThat(finding(FolderProbe.look(folder), "who can write").found()).contains("group");
  }

  @Test
  void aFolderThatTakesNoFilesIsUnfit() {
    Path proc = Path.of("/proc/self");
    Assumptions.assumeTrue(Files.isDirectory(proc), "needs /proc");
    Check write = finding(FolderProbe.look(proc), "write");
    assertThat(write.status()).isEqualTo(Status.FAIL);
  }

  @Test
  void readsWhatStatSays() {
    assertThat(FileSystemStat.parse("nfs 100 7")).contains(new FileSystemStat("nfs", 100, 7));
    assertThat(FileSystemStat.parse("stat: cannot read")).isEmpty();
    assertThat(FileSystemStat.parse("a b c")).isEmpty();
  }
}
