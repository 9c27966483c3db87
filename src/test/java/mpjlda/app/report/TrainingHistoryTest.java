package mpjlda.app.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingHistoryTest {
  @TempDir Path folder;

  private JsonNode page() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ScriptJson json = new ScriptJson(out);
    TrainingHistory history = TrainingHistory.read(folder);
    json.object(() -> history.write(json));
    json.flush();
    return new ObjectMapper().readTree(out.toByteArray());
  }

  @Test
  void missingMembersAreGapsAndMembersThatNoLineHasAreLeftOut() throws IOException {
    Files.writeString(
        folder.resolve("metrics.jsonl"),
        "{\"iteration\":1,\"bound_per_token\":-8.123456789,\"later\":[1]}\n"
            + "{\"iteration\":2,\"bound_per_token\":null,\"held_out_perplexity\":1500.5}\n"
            + "{\"iteration\":3,\"bound_per");
    Files.writeString(
        folder.resolve("timing.json"),
        "{\"wall_seconds\":2.5,\"phase_seconds\":{\"E-step\":{\"by_rank\":[1,0.5]},\"odd\":{}}}");

    JsonNode training = page().get("training");

    assertThat(training.get("iteration").toString()).isEqualTo("[1.0,2.0]");
    assertThat(training.get("bound_per_token").toString()).isEqualTo("[-8.123456789,null]");
    assertThat(training.get("held_out_perplexity").toString()).isEqualTo("[null,1500.5]");
    assertThat(training.has("seconds")).isFalse();
    assertThat(page().get("timing").toString())
        .isEqualTo(
            "{\"wall\":2.5,\"phases\":[\"E-step\",\"odd\"],\"seconds\":[[1,0.5],[]],\"memory\":[]}");
  }

  @Test
  void aModelWithoutAHistoryHasNone() throws IOException {
    assertThat(page().isEmpty()).isTrue();
  }

  @Test
  void aBrokenLineIsToldWithItsNumber() throws IOException {
    Files.writeString(folder.resolve("metrics.jsonl"), "{\"iteration\":1}\n{\"iter\n{}\n");
    assertThatThrownBy(this::page).hasMessageContaining("metrics.jsonl:2: broken JSON");
  }
}
