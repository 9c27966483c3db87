package mpjlda.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import mpjlda.data.modelio.Npy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InfoCommandTest {
  @TempDir Path folder;
  private Path model;

  @BeforeEach
  void save() {
    model = SmallModel.save(folder);
  }

  private CommandRun run(Object... arguments) {
    return CommandRun.of(new InfoCommand(), arguments);
  }

  @Test
  void describesAModel() {
    CommandRun run = run(model);

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines())
        .contains(
            "kind             model",
            "K                3",
            "V                4",
            "bound            -40.5",
            "complete         true",
            "corpus_hash      c0ffee",
            "  tolerance  1.0E-5")
        .noneMatch(line -> line.startsWith("ok"));
  }

  @Test
  void valuesOfTheFileStayOnTheirLines() {
    Map<String, Object> options = Map.of("rsh", "a\ncomplete  false\u202e\u001b[2J");
    Path hostile = SmallModel.save(folder.resolve("hostile"), SmallModel.WORDS, options);
    assertThat(run(hostile).out().lines())
        .contains("  rsh  a\\ncomplete  false\\u202e\\u001b[2J")
        .doesNotContain("complete  false");
  }

  @Test
  void verifiesAModel() throws IOException {
    assertThat(run(model, "--verify").out().lines())
        .contains("ok  lambda.npy: float64 (3, 4), all finite and > 0")
        .contains("ok  topics.tsv: agrees with lambda.npy");

    Npy.writeVector(model.resolve("alpha.npy"), new double[] {0.1, 0.2, 0.4});
    CommandRun damaged = run(model, "--verify");
    assertThat(damaged.exitCode()).isEqualTo(65);
    assertThat(damaged.message()).contains("alpha.npy: not the file that this model was saved");
    // Without --verify the numbers are not read.
    assertThat(run(model).exitCode()).isZero();
  }

  @Test
  void saysWhatIsWrongWithAHalfWrittenModel() throws IOException {
    Files.delete(model.resolve("model.json"));

    assertThat(run(model).exitCode()).isEqualTo(65);
    assertThat(run(model).message()).contains("has lambda.npy but no model.json");
  }

  @Test
  void describesAnArray() throws Exception {
    Path file = folder.resolve("a.npy");
    Npy.writeVector(file, new double[] {2, -1.5, Double.NaN, 7});

    JsonNode json = new ObjectMapper().readTree(run(file, "--json").out());

    assertThat(json.get("kind").textValue()).isEqualTo("numpy array");
    assertThat(json.get("shape").toString()).isEqualTo("[4]");
    assertThat(json.get("dtype").textValue()).isEqualTo("float64");
    assertThat(json.get("min").doubleValue()).isEqualTo(-1.5);
    assertThat(json.get("max").doubleValue()).isEqualTo(7);
    assertThat(json.get("not_finite").intValue()).isEqualTo(1);
  }

  @Test
  void whatIsNotThereIsBadInput() {
    CommandRun run = run(folder.resolve("nothing"));

    assertThat(run.exitCode()).isEqualTo(65);
    assertThat(run.message()).contains("nothing: there is no such file or folder");
  }
}
