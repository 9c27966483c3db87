package mpjlda.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicsCommandTest {
  @TempDir Path folder;
  private Path model;

  @BeforeEach
  void save() {
    model = SmallModel.save(folder);
  }

  private CommandRun run(Object... arguments) {
    return CommandRun.of(new TopicsCommand(), arguments);
  }

  @Test
  void largestShareFirstAndMostProbableWordsFirst() {
    CommandRun run = run(model, "--words", 3, "--width", 100);

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines())
        .containsExactly(
            "topic   share  words",
            "    1   60.0%  naïve 恋 you",
            "    0   20.0%  love naïve 恋",
            "    2   20.0%  love naïve 恋");
  }

  @Test
  void linesFitTheWidth() {
    String[] lines = run(model, "--width", 40, "--sort", "number").out().split("\n");
    assertThat(lines[1]).isEqualTo("    0   20.0%  love naïve 恋 you");

    // Room for 7 characters: two lines a topic.
    CommandRun narrow = run(model, "--similar", "--width", 40, "--sort", "number");
    assertThat(narrow.out().lines())
        .startsWith(
            "topic   share  nearest  affinity  words",
            "    0   20.0%        2     1.000  love",
            "                                  naïve",
            "                                  恋 you")
        .allMatch(line -> line.codePointCount(0, line.length()) <= 40);
  }

  @Test
  void similarShowsTheClosestTopic() throws Exception {
    JsonNode topics =
        new ObjectMapper()
            .readTree(run(model, "--similar", "--sort", "number", "--json").out())
            .get("topics");

    assertThat(topics.get(0).get("nearest").intValue()).isEqualTo(2);
    assertThat(topics.get(2).get("nearest").intValue()).isEqualTo(0);
    assertThat(topics.get(2).get("affinity").doubleValue()).isCloseTo(1, within(1e-12));
    // sqrt(1/2 1/16) + sqrt(1/4 5/16) + 2 sqrt(1/8 5/16)
    assertThat(topics.get(1).get("affinity").doubleValue())
        .isCloseTo(Math.sqrt(2) / 8 + Math.sqrt(5) / 8 + 2 * Math.sqrt(10) / 16, within(1e-12));
  }

  @Test
  void jsonHasFullPrecision() throws Exception {
    JsonNode topics = new ObjectMapper().readTree(run(model, "--json").out()).get("topics");

    assertThat(topics.get(0).get("topic").intValue()).isEqualTo(1);
    assertThat(topics.get(0).get("share").doubleValue()).isEqualTo(0.6);
    assertThat(topics.get(0).has("nearest")).isFalse();
    JsonNode word = topics.get(0).get("words").get(1);
    assertThat(word.get("word").textValue()).isEqualTo("恋");
    assertThat(word.get("id").intValue()).isEqualTo(2);
    assertThat(word.get("probability").doubleValue()).isEqualTo(0.3125);
  }

  @Test
  void allWrongOptionsAreToldTogether() {
    CommandRun run = run(model, "--words", 0, "--sort", "size", "--width", 3);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.message().lines())
        .containsExactly(
            "--words must be 1 or more, found 0",
            "--sort must be share or number, found size",
            "--width must be 40 or more, found 3");
  }

  @Test
  void whatIsNoModelIsBadInput() {
    CommandRun run = run(folder);

    assertThat(run.exitCode()).isEqualTo(65);
    assertThat(run.message()).contains("it has no model.json");
  }
}
