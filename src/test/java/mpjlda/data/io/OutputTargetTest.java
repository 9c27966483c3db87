package mpjlda.data.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import mpjlda.core.errors.ExitCode;
import mpjlda.core.errors.LdaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that a user gives to outputs, and what is left of a command that fails. */
class OutputTargetTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"/dev/null", "/dev/full", "/dev/stdout", "/proc/self/fd/1", "/dev/fd/2"})
  void whatIsNoPlainFileIsNotWritten(String name) {
    assertRefused(Path.of(name));
  }

  @Test
  void linksToDevicesAndPipesAndFoldersAreNotWritten() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("null"), Path.of("/dev/null"));
    Path out = Files.createSymbolicLink(folder.resolve("out"), Path.of("/dev/stdout"));
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Path circle = folder.resolve("circle");
    Files.createSymbolicLink(circle, circle);

    Stream.of(link, out, pipe, circle, Files.createDirectory(folder.resolve("folder")))
        .forEach(OutputTargetTest::assertRefused);
    assertThat(link).isSymbolicLink();
    assertThat(names())
        .as("nothing is left")
        .containsExactly("circle", "folder", "null", "out", "pipe");
  }

  private static void assertRefused(Path target) {
    assertThatThrownBy(() -> AtomicFile.writeText(target, "new"))
        .isInstanceOfSatisfying(
            LdaException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
        .hasMessageContaining("cannot write " + target)
        .hasMessageContaining("expected a plain file or a free name");
  }

  @Test
  void linksToFilesAreFollowed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("file"));
    Path free = Files.createSymbolicLink(folder.resolve("free"), Path.of("new"));

    AtomicFile.writeText(link, "new");
    AtomicFile.writeText(free, "new");

    assertThat(link).isSymbolicLink();
    assertThat(file).hasContent("new");
    assertThat(folder.resolve("new")).hasContent("new");
  }

  @Test
  void aSecondWriterIsRefusedAndLeavesTheFirstAlone() throws IOException {
    Path target = folder.resolve("file");
    AtomicFile.writeStream(
        target,
        out -> {
          out.write("first".getBytes(StandardCharsets.UTF_8));
          assertThatThrownBy(() -> AtomicFile.writeText(target, "second"))
              .isInstanceOfSatisfying(
                  LdaException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
              .hasMessageContaining("another process is writing it");
        });

    assertThat(target).hasContent("first");
    assertThat(names()).containsExactly("file");
  }

  @Test
  void aLinkUnderTheTemporaryNameIsNotWritten() throws IOException {
    Path other = Files.writeString(folder.resolve("other"), "precious");
    Files.createSymbolicLink(folder.resolve(".file.tmp"), other);

    assertThatThrownBy(() -> AtomicFile.writeText(folder.resolve("file"), "new"))
        .isInstanceOf(LdaException.class)
        .hasMessageContaining("not a plain file");
    assertThat(other).hasContent("precious");
  }

  @Test
  void whatAProcessIsWritingIsNotRemoved() throws IOException {
    Path file = folder.resolve(".file.tmp");
    try (FileChannel held = ExclusiveFile.open(file)) {
      assertThat(held.isOpen()).isTrue();
      ExclusiveFile.removeUnused(file);
      assertThat(file).exists();
    }
    ExclusiveFile.removeUnused(file);
    assertThat(file).doesNotExist();
  }

  @Test
  void aCommandThatFailsLeavesNoneOfItsFiles() throws IOException {
    Path output = folder.resolve("a/b");
    try (NewFiles files = new NewFiles(output, List.of("half", "whole"))) {
      assertThat(files).isNotNull();
      AtomicFile.writeText(output.resolve("half"), "x");
    }
    assertThat(names()).isEmpty();

    Files.createDirectories(output);
    Files.writeString(output.resolve("mine"), "x");
    try (NewFiles files = new NewFiles(output, List.of("half", "whole"))) {
      assertThat(files).isNotNull();
      assertThatThrownBy(() -> new NewFiles(output, List.of("half", "whole")))
          .hasMessageContaining("another process");
      AtomicFile.writeText(output.resolve("half"), "x");
      AtomicFile.writeText(output.resolve("of another program"), "x");
    }
    assertThat(output.toFile().list()).containsExactlyInAnyOrder("mine", "of another program");
    Files.delete(output.resolve("of another program"));

    try (NewFiles files = new NewFiles(output, List.of("half", "whole"))) {
      AtomicFile.writeText(output.resolve("whole"), "x");
      files.complete();
    }
    assertThat(output.toFile().list()).containsExactlyInAnyOrder("mine", "whole");
  }

  private List<String> names() throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(e -> e.getFileName().toString()).sorted().toList();
    }
  }
}
