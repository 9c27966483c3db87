package mpjlda.cluster.launch.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import mpjlda.core.errors.LdaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RankLogTest {
  private final List<String> warnings = new ArrayList<>();

  @TempDir Path folder;

  @Test
  void linesAreAppendedEachWithItsTimeAndAreThereAtOnce() throws IOException {
    Path file = folder.resolve("deep/logs/rank-0012.log");
    RankLog.open(file.getParent(), 12, warnings::add).close();
    Files.writeString(file, "before\n");

    RankLog log = RankLog.open(file.getParent(), 12, warnings::add);
    log.write("one\ntwo");

    String time = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}[+-]\\d\\d:\\d\\d";
    assertThat(Files.readString(file)).matches("before\n" + time + " one\n" + time + " two\n");
    assertThat(log.file()).isEqualTo(file);
    log.close();
    log.write("after the end");
    assertThat(Files.readString(file)).doesNotContain("after");
    assertThat(warnings).isEmpty();
  }

  /** Who may write into the folder could have this user's files overwritten. */
  @Test
  void aLinkIsNotFollowed() throws IOException {
    Path other = Files.writeString(folder.resolve("other"), "precious");
    Files.createSymbolicLink(folder.resolve("rank-0000.log"), other);

    assertThatThrownBy(() -> RankLog.open(folder, 0, warnings::add))
        .isInstanceOf(LdaException.class)
        .hasMessageContaining("rank-0000.log: found a link");
    assertThat(other).hasContent("precious");
  }

  @Test
  void folderThatCannotBeIsAFailure() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertThatThrownBy(() -> RankLog.open(file, 0, warnings::add))
        .isInstanceOfSatisfying(LdaException.class, e -> assertThat(e.exitCode()).isEqualTo(70))
        .hasMessageContaining("--rank-logs");
  }

  @Test
  void noFolderNoLog() {
    RankLog log = RankLog.open(null, 0, warnings::add);
    log.write("anything");

    assertThat(log.file()).isNull();
  }
}
