package mpjlda.cluster.launch.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PosixChecksumTest {
  @TempDir Path folder;

  @Test
  void agreesWithCksum() throws Exception {
    Path file = folder.resolve("file");
    for (int length : new int[] {0, 1, 9, 255, 256, 65_535, 65_537, 200_001}) {
      byte[] bytes = new byte[length];
      for (int i = 0; i < length; i++) {
        bytes[i] = (byte) (i * 31 + (i >> 7));
      }
      Files.write(file, bytes);

      assertThat(PosixChecksum.of(file)).as("length " + length).isEqualTo(cksum(file));
    }
  }

  private static String cksum(Path file) throws Exception {
    Process process = new ProcessBuilder("cksum").redirectInput(file.toFile()).start();
    return new String(process.getInputStream().readAllBytes()).strip();
  }
}
