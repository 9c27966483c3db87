package mpjlda.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training run as a user sees it: what is printed, and what is in the model directory. */
class TrainIT {
  @TempDir private Path folder;

  private Program.Result train(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "train",
                "--corpus",
                Program.SAMPLE.toString(),
                "--output",
                folder.resolve("model").toString()));
    arguments.addAll(List.of(more));
    if (!arguments.contains("-k")) {
      arguments.addAll(List.of("-k", "6"));
    }
    return new Program().run(arguments.toArray(String[]::new));
  }

  private JsonNode json(String file) throws IOException {
    return new ObjectMapper().readTree(folder.resolve("model").resolve(file).toFile());
  }

  @Test
  void theSampleGivesTopicsThatAPersonRecognises() throws IOException {
    Program.Result result = train("-np", "2");
    assertThat(result.exitCode()).as(result.toString()).isZero();
    List<String> lines = result.out().lines().toList();
    assertThat(lines).hasSize(6);
    for (String theme :
        List.of(
            "sea ship", "love heart", "road highway", "dance party", "field farm", "snow winter")) {
      assertThat(lines)
          .as(result.out())
          .anySatisfy(line -> assertThat(line).contains(theme.split(" ", -1)));
    }
    assertThat(result.err())
        .contains(
            "MPJ Express 0.44",
            "400 documents",
            "256 words",
            "51,515 tokens",
            "0-1 on ",
            "; messages through shared memory\n")
        .contains("iteration 1/100", "documents/s", "E-step", "allreduce wait", "imbalance")
        .doesNotContain("[rank");
  }

  @Test
  void theModelDirectoryHasEveryFile() throws IOException {
    Program.Result result =
        train("-np", "2", "--threads", "2", "--iterations", "4", "--tolerance", "0");
    assertThat(result.exitCode()).as(result.toString()).isZero();
    JsonNode model = json("model.json");
    assertThat(model.get("format_version").asInt()).isEqualTo(1);
    assertThat(model.get("K").asInt()).isEqualTo(6);
    assertThat(model.get("V").asInt()).isEqualTo(256);
    assertThat(model.get("D").asInt()).isEqualTo(400);
    assertThat(model.get("tokens").asLong()).isEqualTo(51515);
    assertThat(model.get("iterations").asInt()).isEqualTo(4);
    assertThat(model.get("complete").asBoolean()).isTrue();
    assertThat(model.get("options").get("threads").asInt()).isEqualTo(2);
    assertThat(model.get("corpus_hash").asText()).hasSize(32);
    List<String> metrics = Files.readAllLines(folder.resolve("model/metrics.jsonl"));
    assertThat(metrics).hasSize(4);
    ObjectMapper mapper = new ObjectMapper();
    for (int t = 1; t <= 4; t++) {
      JsonNode entry = mapper.readTree(metrics.get(t - 1));
      assertThat(entry.get("iteration").asInt()).isEqualTo(t);
      for (String name :
          List.of(
              "bound",
              "bound_per_token",
              "estep_iterations",
              "seconds",
              "estep_seconds",
              "allreduce_seconds",
              "mstep_seconds",
              "checkpoint_seconds",
              "imbalance",
              "restarts")) {
        assertThat(entry.get(name).isNumber()).as(name).isTrue();
      }
      assertThat(entry.get("bound").asDouble() / 51515)
          .isEqualTo(entry.get("bound_per_token").asDouble());
    }
    assertThat(mapper.readTree(metrics.get(3)).get("bound")).isEqualTo(model.get("bound"));
    assertThat(Files.readAllLines(folder.resolve("model/vocab.txt"))).hasSize(256);
    assertThat(Files.size(folder.resolve("model/lambda.npy"))).isEqualTo(128 + 8 * 6 * 256);
    assertThat(Files.size(folder.resolve("model/alpha.npy"))).isEqualTo(128 + 8 * 6);
    assertThat(Files.readAllLines(folder.resolve("model/topics.tsv"))).hasSize(1 + 6 * 20);
    JsonNode timing = json("timing.json");
    assertThat(timing.get("ranks").asInt()).isEqualTo(2);
    assertThat(timing.get("phase_seconds").get("E-step").get("by_rank")).hasSize(2);
    assertThat(folder.resolve("model/logs/rank-0000.log")).isNotEmptyFile();
    assertThat(folder.resolve("model/logs/rank-0001.log")).isNotEmptyFile();
  }

  @Test
  void jsonIsAllOfStandardOutputAndQuietSaysNothingElse() throws IOException {
    Program.Result result = train("--json", "-q", "--iterations", "3");
    assertThat(result.exitCode()).as(result.toString()).isZero();
    assertThat(result.err()).isEmpty();
    JsonNode json = new ObjectMapper().readTree(result.out());
    assertThat(json.get("K").asInt()).isEqualTo(6);
    assertThat(json.get("topics")).hasSize(6);
    assertThat(json.get("topics").get(0).get("words")).hasSize(10);
  }

  @Test
  void aDryRunPlansAndWritesNothing() {
    Program.Result result = train("-np", "4", "--dry-run");
    assertThat(result.exitCode()).as(result.toString()).isZero();
    assertThat(result.out()).contains("each of 4 ranks", "memory   a rank:", "51,515 tokens");
    assertThat(folder.resolve("model")).doesNotExist();
    // 256 words, 100,000 topics, three arrays: 586 MB a rank.
    assertThat(train("-np", "100", "--dry-run", "-k", "100000").out())
        .contains("memory   too little here: A rank needs ", "fewer topics (about ");
  }

  @Test
  void aFinishedModelIsNotTrainedAgainAndNotOverwrittenByAnother() throws IOException {
    assertThat(train("-q", "--iterations", "5").exitCode()).isZero();
    byte[] lambda = Files.readAllBytes(folder.resolve("model/lambda.npy"));
    Program.Result again = train("--iterations", "5", "-np", "2");
    assertThat(again.exitCode()).as(again.toString()).isZero();
    assertThat(again.err()).contains("holds this model already");
    assertThat(again.out()).contains("topic");
    Program.Result other = train("--iterations", "5", "--seed", "2");
    assertThat(other.exitCode()).as(other.toString()).isEqualTo(2);
    assertThat(other.err()).contains("seed: 1 there, 2 asked for", "--resume never");
    assertThat(folder.resolve("model/lambda.npy")).hasBinaryContent(lambda);
    Program.Result anew = train("--iterations", "5", "--seed", "2", "--resume", "never", "-q");
    assertThat(anew.exitCode()).as(anew.toString()).isZero();
    assertThat(Files.readAllBytes(folder.resolve("model/lambda.npy"))).isNotEqualTo(lambda);
  }

  @Test
  void anMpjHomeAsMpjExpressReleasesItWorks() throws IOException {
    Path lib = Files.createDirectories(folder.resolve("own mpj/lib"));
    Files.copy(Program.MPJ_HOME.resolve("lib/mpj.jar"), lib.resolve("mpj.jar"));
    Files.copy(Program.MPJ_HOME.resolve("lib/log4j-1.2.jar"), lib.resolve("log4j-1.2.11.jar"));
    Path conf = Files.createDirectories(folder.resolve("own mpj/conf"));
    Files.copy(Program.MPJ_HOME.resolve("conf/mpjexpress.conf"), conf.resolve("mpjexpress.conf"));
    ProcessBuilder builder =
        new Program()
            .builder(
                "train",
                "-np",
                "2",
                "-q",
                "--corpus",
                Program.SAMPLE.toString(),
                "-k",
                "2",
                "--iterations",
                "2",
                "--output",
                folder.resolve("model").toString());
    builder
        .command()
        .replaceAll(
            argument ->
                argument.startsWith("-Dmpjlda.mpj.home=")
                    ? "-Dmpjlda.mpj.home=" + lib.getParent()
                    : argument);
    Program.Result result = Program.run(builder);
    assertThat(result.exitCode()).as(result.toString()).isZero();
  }

  @Test
  void anInitialLambdaIsWhereTrainingStarts() throws IOException {
    assertThat(train("-q", "--iterations", "2", "--tolerance", "0").exitCode()).isZero();
    Path two = folder.resolve("two");
    Files.move(folder.resolve("model"), two);
    assertThat(train("-q", "--iterations", "5", "--tolerance", "0").exitCode()).isZero();
    byte[] five = Files.readAllBytes(folder.resolve("model/lambda.npy"));
    Files.move(folder.resolve("model"), folder.resolve("five"));
    Program.Result result =
        train(
            "-q",
            "-np",
            "2",
            "--iterations",
            "3",
            "--tolerance",
            "0",
            "--initial-lambda",
            two.resolve("lambda.npy").toString());
    assertThat(result.exitCode()).as(result.toString()).isZero();
    assertThat(folder.resolve("model/lambda.npy")).hasBinaryContent(five);
  }

  @Test
  void thePeakOfMemoryStaysWithinTheArraysAndAFixedRest() throws IOException {
    Path made = folder.resolve("made");
    Program.Result generated =
        new Program()
            .run(
                "generate",
                "--documents",
                "300",
                "-k",
                "5",
                "--vocabulary",
                "20000",
                "--mean-length",
                "200",
                "--format",
                "ldac",
                "--output",
                made.toString());
    assertThat(generated.exitCode()).as(generated.toString()).isZero();
    Path corpus;
    try (Stream<Path> files = Files.list(made)) {
      corpus = files.filter(file -> file.toString().endsWith(".ldac")).findFirst().orElseThrow();
    }
    int topics = 300;
    Program.Result result =
        new Program()
            .run(
                "train",
                "-np",
                "2",
                "--corpus",
                corpus.toString(),
                "-k",
                "" + topics,
                "--iterations",
                "3",
                "--estep-iterations",
                "5",
                "--output",
                folder.resolve("model").toString());
    assertThat(result.exitCode()).as(result.toString()).isZero();
    long arrays = 3L * 8 * 20_000 * topics;
    for (JsonNode peak : json("timing.json").get("peak_memory_bytes")) {
      assertThat(peak.asLong()).isLessThanOrEqualTo(arrays + (150L << 20));
    }
  }
}
