package mpjlda.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import mpjlda.launch.Mpjrun;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plain {@code mpjrun … -jar target/mpj-lda.jar train …}. */
class MpjrunTrainIT {
  @TempDir private Path folder;

  private List<String> train(String corpus, String output) {
    return List.of(
        "-jar",
        Program.JAR.toString(),
        "train",
        "--corpus",
        corpus,
        "-k",
        "5",
        "--iterations",
        "6",
        "--tolerance",
        "0",
        "--output",
        folder.resolve(output).toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"multicore", "niodev"})
  void givesTheBytesOfOurOwnLauncher(String device) throws Exception {
    String sample = Program.SAMPLE.toString();
    String output;
    try (Mpjrun mpjrun = new Mpjrun(folder)) {
      output = mpjrun.run(device, 3, train(sample, "by mpjrun"));
    }
    assertThat(output).contains("iteration 6/6", "ranks    3 with", "topic ");
    List<String> own = train(sample, "by us");
    Program.Result result = new Program().run(own.subList(2, own.size()).toArray(String[]::new));
    assertThat(result.exitCode()).as(result.toString()).isZero();
    assertThat(folder.resolve("by mpjrun/lambda.npy"))
        .hasSameBinaryContentAs(folder.resolve("by us/lambda.npy"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"multicore", "niodev"})
  void badInputEndsAllRanksWithItsMessage(String device) throws Exception {
    Path corpus = folder.resolve("bad.txt");
    Files.writeString(corpus, "%a,b\nT1,1,1:1\nT2,2,7:1\n");
    String output;
    try (Mpjrun mpjrun = new Mpjrun(folder)) {
      output = mpjrun.run(device, 3, train(corpus.toString(), "model"));
    }
    assertThat(output).containsOnlyOnce(corpus + ":3: ");
    assertThat(folder.resolve("model/model.json")).doesNotExist();
  }
}
