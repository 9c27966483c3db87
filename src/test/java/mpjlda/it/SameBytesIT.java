package mpjlda.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same corpus, options and seed give the same lambda.npy, byte for byte, whatever runs it. */
class SameBytesIT {
  @TempDir private Path folder;

  private Path train(Path javaHome, int ranks, int threads, String javaOptions) {
    String name =
        String.join("-", javaHome.getFileName().toString(), "" + ranks, "" + threads, javaOptions)
            .replaceAll("[^A-Za-z0-9-]", "_");
    Path output = folder.resolve(name);
    Program.Result result =
        new Program()
            .withJava(javaHome)
            .run(
                "train",
                "-np",
                "" + ranks,
                "--threads",
                "" + threads,
                "--java-options",
                javaOptions,
                "--corpus",
                Program.SAMPLE.toString(),
                "-k",
                "13",
                "--iterations",
                "12",
                "--tolerance",
                "0",
                "-q",
                "--output",
                output.toString());
    assertThat(result.exitCode()).as(name + "\n" + result).isZero();
    return output;
  }

  @Test
  void ranksThreadsJdksAndVectorWidthsDoNotChangeAByte() throws IOException {
    List<Path> models = new ArrayList<>();
    for (Path javaHome : Program.javaHomes()) {
      for (int ranks : new int[] {1, 2, 3, 5}) {
        for (int threads : new int[] {1, 2}) {
          models.add(train(javaHome, ranks, threads, ""));
        }
      }
      for (int avx : new int[] {2, 3}) {
        models.add(train(javaHome, 1, 2, "-XX:UseAVX=" + avx));
      }
      models.add(train(javaHome, 2, 1, "-Xint"));
      models.add(train(javaHome, 2, 1, "-XX:TieredStopAtLevel=1"));
    }
    byte[] expected = Files.readAllBytes(models.get(0).resolve("lambda.npy"));
    for (Path model : models) {
      assertThat(Files.readAllBytes(model.resolve("lambda.npy")))
          .as("%s against %s", model.getFileName(), models.get(0).getFileName())
          .isEqualTo(expected);
      assertThat(Files.readString(model.resolve("topics.tsv")))
          .isEqualTo(Files.readString(models.get(0).resolve("topics.tsv")));
    }
    assertThat(models).hasSizeGreaterThanOrEqualTo(13);
  }
}
