package mpjlda.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code mpj-lda bench}, and ranks that find a class archive beside the jar. */
class BenchIT {
  @TempDir private Path folder;

  @Test
  void measuresAllThreeAndPrintsThemForPrograms() throws Exception {
    Program.Result result =
        new Program().run("bench", "-np", "2", "--elements", "10", "--json", "-q");
    assertThat(result.exitCode()).as(result.toString()).isZero();
    JsonNode row = new ObjectMapper().readTree(result.out());
    assertThat(row.path("elements").asInt()).isEqualTo(10);
    for (String name : new String[] {"seconds", "mpj_seconds", "bare_seconds"}) {
      assertThat(row.path(name).asDouble()).as(result.out()).isPositive();
    }
    assertThat(row.path("transport").asText()).isEqualTo("shared memory");
  }

  /** With the switch off, and where there is no memory. */
  @ParameterizedTest
  @CsvSource({"off,MPJ Express", "/nowhere,MPJ Express (no shared memory: /nowhere"})
  void saysThatNoMemoryIsShared(String folder, String transport) {
    Program.Result result =
        new Program()
            .run(
                "bench",
                "-np",
                "2",
                "--elements",
                "10",
                "-q",
                "--java-options",
                "-Dmpjlda.shared-memory=" + folder);
    assertThat(result.exitCode()).as(result.toString()).isZero();
    assertThat(result.out()).contains("  " + transport);
  }

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
