package mpjlda.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Real corpora, where they lie beside the project; skipped with a message where they do not. */
class CorporaIT {
  @TempDir private Path folder;

  private JsonNode train(String corpus, String... more) throws IOException {
    Path path = Program.SHARED.resolve(corpus);
    assumeThat(path).as("the shared corpora are not beside the project").exists();
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "train",
                "--json",
                "-np",
                "2",
                "--corpus",
                path.toString(),
                "--output",
                folder.resolve("model").toString()));
    arguments.addAll(List.of(more));
    Program.Result result = new Program().run(arguments.toArray(String[]::new));
    assertThat(result.exitCode()).as(result.toString()).isZero();
    return new ObjectMapper().readTree(result.out());
  }

  private List<JsonNode> metrics() throws IOException {
    List<JsonNode> all = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("model/metrics.jsonl"))) {
      all.add(new ObjectMapper().readTree(line));
    }
    return all;
  }

  @Test
  void kosLandsWhereAnIndependentProgramDoes() throws IOException {
    JsonNode model =
        train("kos/docword.kos.txt", "-k", "50", "--iterations", "60", "--tolerance", "0");
    assertThat(model.get("D").asInt()).isEqualTo(3430);
    assertThat(model.get("V").asInt()).isEqualTo(6902);
    assertThat(model.get("tokens").asInt()).isEqualTo(467_664);
    // Three seeds there gave -3.605e6, -3.599e6 and -3.603e6, and 25 sweeps a document at the end.
    assertThat(model.get("bound").asDouble()).isCloseTo(-3.602e6, within(0.005 * 3.602e6));
    JsonNode last = metrics().get(59);
    assertThat(last.get("estep_iterations").asDouble()).isCloseTo(25, within(1.5));
  }

  @Test
  void theFirst114SongsWithAHundredWordsTrain() throws IOException {
    JsonNode model =
        train("musixmatch/mxm_dataset_train.txt", "-k", "20", "--max-vocabulary", "100");
    assertThat(model.get("D").asInt()).isEqualTo(114);
    assertThat(model.get("V").asInt()).isEqualTo(100);
    assertThat(model.get("bound_per_token").asDouble()).isBetween(-6.0, -3.0);
  }

  @Test
  @EnabledIfSystemProperty(named = "mpjlda.full", matches = "true")
  void theSongsOfTheTestFileTrain() throws IOException {
    JsonNode model = train("musixmatch/mxm_dataset_test.txt", "-k", "50", "--iterations", "3");
    assertThat(model.get("D").asInt()).isEqualTo(8259);
    assertThat(model.get("V").asInt()).isEqualTo(5000);
    List<JsonNode> metrics = metrics();
    assertThat(metrics.get(2).get("bound").asDouble())
        .isGreaterThan(metrics.get(0).get("bound").asDouble());
  }

  @Test
  void apTrains() throws IOException {
    JsonNode model = train("ap/ap.dat", "-k", "30", "--iterations", "5");
    assertThat(model.get("D").asInt()).isEqualTo(2246);
    assertThat(model.get("V").asInt()).isEqualTo(10_473);
    assertThat(model.get("tokens").asInt()).isEqualTo(435_838);
  }
}
