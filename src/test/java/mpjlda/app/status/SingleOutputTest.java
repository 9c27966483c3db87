package mpjlda.app.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The state of what infer, import and tune leave, as {@code status} finds it. */
class SingleOutputTest {
  @TempDir private Path folder;

  @Test
  void anInferenceThatWritesOneThatDiedAndOneThatIsComplete() throws IOException {
    Path output = folder.resolve("theta.npy");
    assertThat(SingleOutput.of(output, Instant.now())).isEmpty();
    Path part = Files.writeString(folder.resolve(".theta.npy.part-0001.tmp"), "x");
    Files.writeString(folder.resolve(".other.npy.part-0000.tmp"), "x");
    Instant written = Files.getLastModifiedTime(part).toInstant();

    assertThat(SingleOutput.of(output, written.plusSeconds(2)).orElseThrow().line())
        .isEqualTo("state       running: temporary files next to it, last changed 2.0 s ago");
    assertThat(SingleOutput.of(output, written.plusSeconds(600)).orElseThrow().state())
        .isEqualTo("died");
    Files.move(part, output);
    assertThat(SingleOutput.of(output, written).orElseThrow().state()).isEqualTo("complete");
  }

  @Test
  void theFileOfAnImportThatWasChangedLastCounts() throws IOException {
    Path temporary = Files.createDirectory(folder.resolve(".songs.store.tmp"));
    Path data = Files.writeString(temporary.resolve("documents.bin"), "x");
    Instant later = Files.getLastModifiedTime(temporary).toInstant().plusSeconds(500);
    Files.setLastModifiedTime(data, FileTime.from(later));
    assertThat(SingleOutput.of(folder.resolve("songs.store"), later.plusSeconds(3)))
        .hasValueSatisfying(found -> assertThat(found.state()).isEqualTo("running"));
  }

  @Test
  void aRunsFolderIsNone() {
    assertThat(SingleOutput.of(folder, Instant.now())).isEmpty();
  }

  @Test
  void theTrialsOfASearchAreCounted() throws IOException {
    Path trials = Files.createDirectory(folder.resolve("trials"));
    Files.writeString(trials.resolve("a.json"), "");
    Files.writeString(trials.resolve("b.json"), "");
    Files.writeString(trials.resolve(".c.json.tmp"), "");

    StatusReport report = StatusReport.of(folder);

    assertThat(report.trials()).hasValue(2);
    assertThat(StatusText.lines(report))
        .contains("trials      2 finished")
        .noneMatch(line -> line.startsWith("iteration") || line.startsWith("checkpoint"))
        .first()
        .isEqualTo("state       died; the same command continues");
  }
}
