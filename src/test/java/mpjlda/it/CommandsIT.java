package mpjlda.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands beside train, from the jar, one after the other as README shows them. */
class CommandsIT {
  @TempDir private Path folder;

  private static Program.Result run(String... arguments) {
    Program.Result result = new Program().run(arguments);
    assertThat(result.exitCode()).as(result.toString()).isZero();
    return result;
  }

  @ParameterizedTest
  @CsvSource({"mxm", "uci", "ldac", "svmlight"})
  void aGeneratedCorpusIsReadBackTrainedAndShown(String format) throws IOException {
    assumeThat(format.equals("uci") || Boolean.getBoolean("mpjlda.full"))
        .as("a long test")
        .isTrue();
    String made = folder.resolve("made").toString();
    run(
        "generate",
        "--documents",
        "120",
        "-k",
        "4",
        "--vocabulary",
        "90",
        "--mean-length",
        "60",
        "--format",
        format,
        "--output",
        made);
    Path corpus;
    try (var files = Files.list(folder.resolve("made"))) {
      corpus =
          files
              .filter(file -> !file.getFileName().toString().matches("(vocab.*|.*npy|.*json)"))
              .findFirst()
              .orElseThrow();
    }
    assertThat(run("info", made).out()).isEqualTo(run("info", corpus.toString()).out());
    Program.Result info = run("info", corpus.toString());
    assertThat(info.out()).containsPattern("D +120\n").containsPattern("V +90\n").contains(format);
    String model = folder.resolve("model").toString();
    run("train", "-q", "-np", "2", "--corpus", corpus.toString(), "-k", "4", "--output", model);
    assertThat(run("info", model, "--verify").out()).contains("ok ").contains("lambda.npy");
    assertThat(run("topics", model, "--words", "5", "--similar").out().lines().count())
        .isGreaterThanOrEqualTo(4);
  }

  @Test
  void aTrainingRemarksOnTooManyTopicsAndSaysWhatIsNext() {
    String model = folder.resolve("model").toString();
    Program.Result result =
        run(
            "train",
            "--corpus",
            Program.SAMPLE.toString(),
            "-k",
            "401",
            "--iterations",
            "1",
            "--estep-iterations",
            "1",
            "--output",
            model);
    assertThat(result.err())
        .contains("remark   401 topics for 400 documents: ")
        .endsWith("next     mpj-lda topics " + model + "    mpj-lda report " + model + "\n");
  }

  @Test
  void infoOfADamagedModelSaysWhatIsWrong() throws IOException {
    String model = folder.resolve("model").toString();
    run(
        "train",
        "-q",
        "--corpus",
        Program.SAMPLE.toString(),
        "-k",
        "3",
        "--iterations",
        "2",
        "--output",
        model);
    Path lambda = folder.resolve("model/lambda.npy");
    byte[] bytes = Files.readAllBytes(lambda);
    bytes[5000] ^= 1;
    Files.write(lambda, bytes);
    Program.Result result = new Program().run("info", model, "--verify");
    assertThat(result.exitCode()).as(result.toString()).isEqualTo(65);
    assertThat(result.err()).contains("lambda.npy").doesNotContain("\tat ");
  }

  @Test
  void infoOfABadCorpusGivesFileAndLine() throws IOException {
    Path corpus = folder.resolve("docword.bad.txt");
    Files.writeString(corpus, "1\n2\n1\n1 5 1\n");
    Files.writeString(folder.resolve("vocab.bad.txt"), "a\nb\n");
    Program.Result result = new Program().run("info", corpus.toString());
    assertThat(result.exitCode()).as(result.toString()).isEqualTo(65);
    assertThat(result.err()).contains(corpus + ":4: ");
  }

  @Test
  void doctorFindsThisMachineFit() {
    Program.Result result = run("doctor");
    assertThat(result.out()).contains("JDK").contains("MPJ").doesNotContain("FAIL");
  }

  @Test
  void versionAndHelpAreForEveryCommand() {
    assertThat(run("--version").out()).startsWith("mpj-lda 0.");
    for (String command : new String[] {"train", "topics", "info", "generate", "doctor"}) {
      assertThat(run(command, "--help").out()).contains("mpj-lda " + command);
      assertThat(run(command, "--version").out()).startsWith("mpj-lda 0.");
    }
  }
}
