package mpjlda.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ranks that find a class archive next to the jar. */
@Timeout(120)
class ClassArchiveIT {
  @TempDir private Path folder;

  /** As when the JDK was changed, or the jar was built by hand. */
  @Test
  void anArchiveThatFitsNotIsPassedOverInSilence() throws Exception {
    Path jar = Files.copy(Program.JAR, folder.resolve("mpj-lda.jar"));
    Files.write(
        folder.resolve("mpj-lda-" + System.getProperty("java.version") + ".jsa"), new byte[5000]);
    Program.Result result =
        new Program()
            .withJar(jar)
            .run(
                "train",
                "--corpus",
                Program.SAMPLE.toString(),
                "-k",
                "2",
                "--iterations",
                "1",
                "--output",
                folder.resolve("model").toString(),
                "-q");
    assertThat(result.exitCode()).as(result.toString()).isZero();
    assertThat(result.err()).isEmpty();
  }
}
