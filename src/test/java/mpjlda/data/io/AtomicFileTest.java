package mpjlda.data.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import mpjlda.core.errors.ExitCode;
import mpjlda.core.errors.LdaException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir Path folder;
  private Path target;

  @BeforeEach
  void oldContent() throws IOException {
    target = folder.resolve("model.json");
    Files.writeString(target, "old");
  }

  @Test
  void replacesTheFileAndLeavesNothingBeside() throws IOException {
    AtomicFile.writeText(target, "new");

    assertThat(target).hasContent("new");
    assertThat(namesIn(folder)).containsExactly("model.json");
  }

  @Test
  void keepsTheOldFileWhileTheNewOneIsWritten() {
    AtomicFile.writeStream(
        target,
        out -> {
          out.write(new byte[1 << 20]);
          assertThat(target).hasContent("old");
        });

    assertThat(target).hasSize(1 << 20);
  }

  @Test
  void fullDiskIsToldAndLeavesTheOldFile() throws IOException {
    LdaException failure =
        catchThrowableOfType(
            LdaException.class,
            () ->
                AtomicFile.writeStream(
                    target,
                    out -> {
                      out.write(new byte[1 << 17]);
                      throw new IOException("No space left on device");
                    }));

    assertThat(failure.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(failure)
        .hasMessageContaining(target.toString())
        .hasMessageContaining("No space left on device")
        .hasMessageContaining("run the same command again");
    assertThat(target).hasContent("old");
    assertThat(namesIn(folder)).containsExactly("model.json");
  }

  @Test
  void aFailureThatIsNoIoExceptionCleansUpToo() throws IOException {
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    target,
                    out -> {
                      throw new IllegalStateException("bug");
                    }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(target).hasContent("old");
    assertThat(namesIn(folder)).containsExactly("model.json");
  }

  @Test
  void leftoversOfAKilledProcessAreOverwritten() throws IOException {
    Files.writeString(folder.resolve(".model.json.tmp"), "a much longer half-written file");

    AtomicFile.writeText(target, "new");

    assertThat(target).hasContent("new");
    assertThat(namesIn(folder)).containsExactly("model.json");
  }

  @Test
  void missingFolderIsNamed() {
    Path missing = folder.resolve("nowhere").resolve("file");

    assertThatThrownBy(() -> AtomicFile.writeText(missing, "x"))
        .isInstanceOf(LdaException.class)
        .hasMessageContaining(missing.toString())
        .hasMessageContaining("no such file or folder");
  }

  @Test
  void aFolderInTheWayIsNamed() throws IOException {
    Path inTheWay = Files.createDirectories(folder.resolve("taken/inside")).getParent();

    assertThatThrownBy(() -> AtomicFile.writeText(inTheWay, "x"))
        .isInstanceOf(LdaException.class)
        .hasMessageContaining(inTheWay.toString());
    assertThat(namesIn(folder)).containsExactly("model.json", "taken");
  }

  @Test
  void aFileWhereAFolderIsNeededIsNamed() {
    assertThatThrownBy(() -> AtomicFile.createFolders(target.resolve("below")))
        .isInstanceOf(LdaException.class)
        .hasMessageContaining(target.toString());
  }

  @Test
  void removeIsQuietAboutWhatIsNotThere() {
    AtomicFile.remove(target);
    AtomicFile.remove(target);

    assertThat(target).doesNotExist();
  }

  private static List<String> namesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
