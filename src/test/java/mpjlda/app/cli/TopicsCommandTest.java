package mpjlda.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
    return runAtWidth(100, arguments);
  }

  private CommandRun runAtWidth(int width, Object... arguments) {
    return CommandRun.of(new TopicsCommand(Map.of("COLUMNS", "" + width)), arguments);
  }

  @Test
  void largestShareFirstAndMostProbableWordsFirst() {
    CommandRun run = run(model, "--words", 3);

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines())
        .containsExactly(
            "topic   share  words",
            "    1   60.0%  naïve 恋 you",
            "    0   20.0%  love naïve 恋",
            "    2   20.0%  love naïve 恋");
  }

  @Test
  void aTerminalIsSafeFromTheWords() throws Exception {
    Path hostile =
        SmallModel.save(
            folder.resolve("hostile"),
            List.of("\u001b[2Jx", "\u202eevol", "恋", "\u009b1m"),
            Map.of());
    CommandRun run = run(hostile);
    assertThat(run.out())
        .contains("\\u001b[2Jx \\u202eevol")
        .doesNotContain("\u001b", "\u202e", "\u009b");
    assertThat(run(hostile, "--against", model).out())
        .contains("\\u202eevol")
        .doesNotContain("\u001b", "\u202e", "\u009b");
    // The files keep the words, and programs get them.
    assertThat(Files.readString(hostile.resolve("vocab.txt"))).contains("\u001b[2Jx\n\u202eevol");
    JsonNode json = new ObjectMapper().readTree(run(hostile, "--json").out());
    assertThat(json.findValuesAsText("word")).contains("\u001b[2Jx", "\u202eevol");
  }

  @Test
  void linesFitTheWidth() {
    String[] lines = runAtWidth(40, model, "--sort", "number").out().split("\n");
    assertThat(lines[1]).isEqualTo("    0   20.0%  love naïve 恋 you");

    // Room for 7 characters: two lines a topic.
    CommandRun narrow = runAtWidth(40, model, "--similar", "--sort", "number");
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
    CommandRun run = run(model, "--words", 0, "--sort", "size");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.message().lines())
        .containsExactly(
            "--words must be >= 1, found 0", "--sort must be share or number, found \"size\"");
  }

  @Test
  void whatIsNoModelIsBadInput() {
    CommandRun run = run(folder);

    assertThat(run.exitCode()).isEqualTo(65);
    assertThat(run.message()).contains("it has no model.json");
  }

  @Test
  void byLiftAndByRelevance() {
    // Shares 0.2, 0.6, 0.2: p(love) = 0.4/2 + 0.6/16 = 0.2375, lifts in topic 1: love 0.26,
    // naïve 0.3125/0.2875 = 1.09, the others 0.3125/0.2375 = 1.32.
    assertThat(run(model, "--words", 2, "--by", "lift").out().lines().skip(1).findFirst())
        .hasValue("    1   60.0%  恋 you");
    assertThat(run(model, "--words", 2, "--relevance-weight", 1).out().lines().skip(1).findFirst())
        .hasValue("    1   60.0%  naïve 恋");
    assertThat(run(model, "--words", 2, "--by", "relevance").out().lines().skip(1).findFirst())
        .hasValue("    1   60.0%  恋 you");
  }

  @Test
  void topDocumentsStandBelowTheirTopic() throws Exception {
    Path corpus = Files.writeString(folder.resolve("made.ldac"), "1 0:9\n2 2:5 3:4\n");
    Files.writeString(folder.resolve("made.vocab"), String.join("\n", SmallModel.WORDS) + "\n");

    CommandRun text = run(model, "--documents", 1, "--corpus", corpus, "--sort", "number");
    assertThat(text.exitCode()).as(text.message()).isZero();
    assertThat(text.out().lines().skip(4).findFirst().orElseThrow())
        .matches("       document 1, 9\\d\\.\\d% of 9 tokens:  恋 you");
    JsonNode topics =
        new ObjectMapper()
            .readTree(
                run(model, "--documents", 1, "--corpus", corpus, "--sort", "number", "--json")
                    .out());
    assertThat(topics.at("/topics/0/documents/0/document").intValue()).isZero();
    assertThat(topics.at("/topics/1/documents/0/proportion").doubleValue()).isGreaterThan(0.9);
    assertThat(topics.get("unknown_tokens").intValue()).isZero();
  }

  @Test
  void againstItselfEveryTopicHasAPartnerAtNoDistance() throws Exception {
    CommandRun text = run(model, "--against", model, "--words", 2);
    assertThat(text.out().lines())
        .startsWith("topic  other  distance  words, and those of the other")
        .contains("    1      1     0.000  naïve 恋", "                        naïve 恋")
        .endsWith("mean distance 0.000; 4 words in common");
    JsonNode json = new ObjectMapper().readTree(run(model, "--against", model, "--json").out());
    assertThat(json.get("pairs")).hasSize(3);
    assertThat(json.get("unmatched")).isEmpty();
  }

  @Test
  void optionsThatDoNotGoTogether() {
    CommandRun run =
        run(
            model,
            "--by",
            "size",
            "--relevance-weight",
            2,
            "--documents",
            0,
            "--against",
            model,
            "--similar");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.message().lines())
        .containsExactly(
            "--by must be probability, relevance or lift, found \"size\"",
            "--relevance-weight must be from 0 to 1, found 2",
            "--documents must be >= 1, found 0",
            "--against goes without --similar and --documents");
    assertThat(run(model, "--by", "lift", "--relevance-weight", 1).message())
        .isEqualTo("--relevance-weight is for --by relevance");
    assertThat(run(model, "--documents", 3).message())
        .isEqualTo("--documents needs --corpus PATH, the documents to choose from");
  }
}
