package mpjlda.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A real lambda of more entries than an int counts: 16 GiB of memory and of disk. */
@EnabledIfSystemProperty(named = "mpjlda.full", matches = "true")
@Timeout(7200)
class BigMatrixIT {
  private static final long MIB = 1L << 20;
  private static final long HEAP_MIB = 17 * 1024;

  @TempDir private Path folder;

  /** Of /proc/meminfo: what programs can have without paging. */
  private static long availableMib() throws IOException {
    return Files.readAllLines(Path.of("/proc/meminfo")).stream()
        .filter(line -> line.startsWith("MemAvailable:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElse(0);
  }

  @Test
  void moreEntriesThanAnIntCountsGoThroughMemoryAndFiles() throws Exception {
    assumeThat(availableMib()).as("MiB of memory available").isGreaterThan(HEAP_MIB + 1500);
    // The checkpoint is written when lambda.npy is gone.
    assumeThat(Files.getFileStore(folder).getUsableSpace() / MIB)
        .as("MiB of disk in " + folder)
        .isGreaterThan(8 * BigMatrix.ENTRIES / MIB + 1000);
    Path said = folder.resolve("said");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx" + HEAP_MIB + "m",
                // Blocks go straight to where they stay.
                "-Xmn32m",
                "-XX:PretenureSizeThreshold=1m",
                "-cp",
                System.getProperty("java.class.path"),
                BigMatrix.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    try {
      assertThat(process.waitFor(30, TimeUnit.MINUTES)).as(Files.readString(said)).isTrue();
    } finally {
      process.destroyForcibly().waitFor();
    }
    String text = Files.readString(said);
    System.out.println(text);
    assertThat(process.exitValue()).as(text).isZero();
    assertThat(text).contains("all is well");
  }
}
