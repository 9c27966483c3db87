package mpjlda.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import mpjlda.oracle.ToyCorpora;
import mpjlda.oracle.ToyFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same corpus, options and seed give the same lambda.npy, byte for byte, whatever runs it. */
class SameBytesIT {
  private static final long SEED = Long.getLong("tests.seed", 20261122);

  @TempDir private Path folder;

  private Path train(
      Path javaHome, int ranks, int threads, String javaOptions, String... moreOptions) {
    String name =
        String.join("-", javaHome.getFileName().toString(), "" + ranks, "" + threads, javaOptions)
            .concat(String.join("-", moreOptions))
            .replaceAll("[^A-Za-z0-9-]", "_");
    Path output = folder.resolve(name);
    List<String> arguments =
        new ArrayList<>(
            List.of("train", "-np", "" + ranks, "--threads", "" + threads, "--java-options"));
    // More than a vector's lanes where topics are skipped, else none would be.
    String topics = List.of(moreOptions).contains("--skip-topics") ? "40" : "13";
    arguments.addAll(List.of(javaOptions, "--corpus", Program.SAMPLE.toString(), "-k", topics));
    arguments.addAll(List.of("--iterations", "12", "--tolerance", "0", "-q"));
    arguments.addAll(List.of("--output", output.toString()));
    arguments.addAll(List.of(moreOptions));
    Program.Result result = new Program().withJava(javaHome).run(arguments.toArray(String[]::new));
    assertThat(result.exitCode()).as(name + "\n" + result).isZero();
    return output;
  }

  @Test
  void ranksThreadsJdksAndVectorWidthsDoNotChangeAByte() throws IOException {
    boolean full = Boolean.getBoolean("mpjlda.full");
    List<Path> homes = Program.javaHomes();
    List<Path> models = new ArrayList<>();
    for (Path javaHome : homes) {
      boolean newest = javaHome.equals(homes.get(homes.size() - 1));
      for (int ranks : full || newest ? new int[] {1, 2, 3, 5} : new int[] {3}) {
        for (int threads : full ? new int[] {1, 2} : new int[] {1 + ranks % 2}) {
          models.add(train(javaHome, ranks, threads, ""));
        }
      }
      models.add(train(javaHome, 1, 2, "-XX:UseAVX=2"));
      models.add(train(javaHome, 2, 1, "-XX:TieredStopAtLevel=1"));
      if (full) {
        models.add(train(javaHome, 1, 2, "-XX:UseAVX=3"));
        models.add(train(javaHome, 2, 1, "-Xint"));
      }
    }
    assertThat(models).hasSizeGreaterThanOrEqualTo(6);
    assertSameBytes(models);
  }

  private static String[] withKernel(String precision, String kernel) {
    return (precision + " --kernel " + kernel).split(" ");
  }

  /**
   * Not with UseAVX=0, which takes the fused multiply-add away: it is computed in software then.
   */
  @Test
  void kernelsDoNotChangeAByte() throws IOException {
    boolean full = Boolean.getBoolean("mpjlda.full");
    List<Path> homes = Program.javaHomes();
    for (String options :
        List.of("--precision double", "--precision single", "--precision single --skip-topics")) {
      String[] scalar = withKernel(options, "scalar");
      String[] vector = withKernel(options, "vector");
      List<Path> models = new ArrayList<>();
      models.add(train(homes.get(0), 1, 1, "", scalar));
      for (Path javaHome : homes) {
        models.add(train(javaHome, full ? 3 : 1, 2, "", vector));
        if (full) {
          models.add(train(javaHome, 1, 1, "-XX:UseAVX=1", vector));
        }
        if (full || javaHome.equals(homes.get(homes.size() - 1))) {
          models.add(train(javaHome, 1, 1, "-XX:UseAVX=2", vector));
        }
      }
      assertSameBytes(models);
    }
  }

  /**
   * Nine of ten words of a fixed vocabulary occur in no document, held-out documents have many of
   * them, and the run goes on from a checkpoint on other ranks.
   */
  @Test
  void wordsThatNeverOccurDoNotChangeANumber() throws IOException {
    int words = 4000;
    Path corpus = folder.resolve("corpus.ldac");
    Path heldOut = folder.resolve("held-out.ldac");
    Path vocabulary = folder.resolve("words.txt");
    ToyFiles.ldac(corpus, ToyCorpora.withUnseenWords(SEED));
    ToyFiles.ldac(heldOut, ToyCorpora.moderate(SEED + 1));
    ToyFiles.write(vocabulary, String.join("\n", ToyFiles.words(words)) + "\n");
    String[] options = {
      "--corpus",
      "" + corpus,
      "--vocab",
      "" + vocabulary,
      "--held-out",
      "" + heldOut,
      "--evaluate-every",
      "4",
      "-k",
      "6",
      "--tolerance",
      "0",
      "--alpha",
      "auto",
      "--eta",
      "auto"
    };
    Path one = folder.resolve("one");
    Path several = folder.resolve("several");
    train(one, "1", "18", options);
    List<String> broken = new ArrayList<>(List.of(options));
    broken.addAll(List.of("--checkpoint-every", "1", "--max-restarts", "0"));
    broken.addAll(List.of("--fail-rank", "1@13"));
    Program.Result failed = run(several, "2", "18", broken.toArray(String[]::new));
    assertThat(failed.exitCode()).as(failed.toString()).isEqualTo(70);
    train(several, "3", "18", options);
    assertThat(several.resolve("lambda.npy"))
        .as("seed %d", SEED)
        .hasBinaryContent(Files.readAllBytes(one.resolve("lambda.npy")));
    assertThat(Files.size(one.resolve("lambda.npy"))).isEqualTo(128 + 8L * 6 * words);
    List<JsonNode> expected = metrics(one);
    List<JsonNode> found = metrics(several);
    assertThat(found).hasSameSizeAs(expected).hasSize(18);
    for (int t = 0; t < found.size(); t++) {
      for (String name : List.of("bound", "held_out_log_likelihood_per_token", "eta")) {
        assertThat(found.get(t).get(name))
            .as("seed %d, iteration %d, %s", SEED, t + 1, name)
            .isEqualTo(expected.get(t).get(name));
      }
    }
    assertThat(expected.get(3).get("held_out_log_likelihood_per_token").isNumber()).isTrue();
  }

  private static void train(Path output, String ranks, String iterations, String... options) {
    Program.Result result = run(output, ranks, iterations, options);
    assertThat(result.exitCode()).as(result.toString()).isZero();
  }

  private static Program.Result run(
      Path output, String ranks, String iterations, String... options) {
    List<String> arguments = new ArrayList<>(List.of("train", "-np", ranks, "-q"));
    arguments.addAll(List.of("--iterations", iterations, "--output", output.toString()));
    arguments.addAll(List.of(options));
    return new Program().run(arguments.toArray(String[]::new));
  }

  private static List<JsonNode> metrics(Path model) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    List<JsonNode> entries = new ArrayList<>();
    for (String line : Files.readAllLines(model.resolve("metrics.jsonl"))) {
      entries.add(mapper.readTree(line));
    }
    return entries;
  }

  private static void assertSameBytes(List<Path> models) throws IOException {
    byte[] expected = Files.readAllBytes(models.get(0).resolve("lambda.npy"));
    for (Path model : models) {
      assertThat(Files.readAllBytes(model.resolve("lambda.npy")))
          .as("%s against %s", model.getFileName(), models.get(0).getFileName())
          .isEqualTo(expected);
      assertThat(Files.readString(model.resolve("topics.tsv")))
          .isEqualTo(Files.readString(models.get(0).resolve("topics.tsv")));
    }
  }
}
