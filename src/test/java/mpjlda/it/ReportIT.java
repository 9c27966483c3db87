package mpjlda.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import mpjlda.core.inference.TopicModel;
import mpjlda.core.math.KeyedRandom;
import mpjlda.core.matrix.BlockedDoubleMatrix;
import mpjlda.core.matrix.RowLayout;
import mpjlda.data.modelio.ModelInfo;
import mpjlda.data.modelio.ModelInfos;
import mpjlda.data.modelio.ModelWriter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The page of {@code report} in a real browser, as a user meets it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReportIT {
  private static final int ENTER = 13;
  private static final int END = 35;
  private static final int RIGHT = 39;
  private static final int DOWN = 40;

  private Path folder;
  private Path sample;
  private Chromium browser;

  @BeforeAll
  void startBrowserAndMakeAPage(@TempDir Path shared) throws Exception {
    folder = shared;
    assumeTrue(
        Chromium.find().isPresent(), "no Chromium here: apt-get install chromium, for these tests");
    String model = folder.resolve("model").toString();
    run(
        "train",
        "-q",
        "-np",
        "2",
        "--corpus",
        Program.SAMPLE.toString(),
        "-k",
        "6",
        "--output",
        model);
    addHeldOutAndARestart(folder.resolve("model/metrics.jsonl"));
    Files.writeString(
        folder.resolve("tune.csv"), "topics,alpha,score\n5,0.1,7.5\n10,0.1,7.2\n10,0.2,7.1\n");
    sample = folder.resolve("sample.html");
    run(
        "report",
        model,
        "--output",
        sample.toString(),
        "--corpus",
        Program.SAMPLE.toString(),
        "--tune",
        folder.toString());
    browser = new Chromium(Chromium.find().orElseThrow());
  }

  /** As a run writes them that scores held-out documents every other time and was restarted. */
  private static void addHeldOutAndARestart(Path metrics) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    StringBuilder changed = new StringBuilder();
    for (String line : Files.readAllLines(metrics)) {
      ObjectNode entry = (ObjectNode) mapper.readTree(line);
      int iteration = entry.get("iteration").intValue();
      entry.put("restarts", iteration > 4 ? 1 : 0);
      if (iteration % 2 == 0) {
        entry.put("held_out_perplexity", 100 + 50.0 / iteration);
      } else {
        entry.remove("held_out_perplexity");
      }
      changed.append(entry).append('\n');
    }
    Files.writeString(metrics, changed.append("{\"iteration\":99,\"bou"));
  }

  @AfterAll
  void stopBrowser() throws Exception {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void desktop() {
    browser.size(1280, 900);
    browser.media("light");
  }

  private static Program.Result run(String... arguments) {
    Program.Result result = new Program().run(arguments);
    assertThat(result.exitCode()).as(result.toString()).isZero();
    return result;
  }

  private void assertQuiet(Path page) {
    assertThat(browser.complaints()).isEmpty();
    assertThat(browser.requests(page)).isEmpty();
  }

  @Test
  void allPartsAreThereWithoutAComplaintOrARequest() {
    browser.open(sample, "");

    assertThat(browser.text("h1")).isEqualTo("model");
    assertThat(browser.texts("#overview dd")).startsWith("6", "256", "400");
    assertThat(browser.texts("#words .word")).hasSize(30);
    assertThat(browser.texts("#table tbody tr")).hasSize(6);
    assertThat(browser.texts("#charts figcaption"))
        .containsExactly(
            "Bound per token",
            "Held-out perplexity",
            "Sweeps over a document",
            "Time of an iteration");
    assertThat(browser.texts("#charts .restart title"))
        .containsExactly("restart before iteration 5");
    assertThat(browser.texts("#charts .checkpoint")).isNotEmpty();
    assertThat(browser.text("#ranks")).contains("rank 0", "rank 1", "E-step");
    assertThat(browser.texts("#tune-charts figcaption"))
        .containsExactly("score against topics", "score against alpha");
    assertThat(browser.text("#options")).contains("estep_tolerance");
    assertQuiet(sample);

    browser.open(sample, "#training");
    assertThat(
            browser
                .evaluate(
                    "Math.abs(document.getElementById('training').getBoundingClientRect().top)")
                .doubleValue())
        .as("distance of the part that the address names from the top of the window")
        .isLessThan(40);
  }

  @Test
  void clickingATopicShowsItsWordsAndDocuments() {
    browser.open(sample, "");
    List<String> before = browser.texts("#words .word");

    browser.click("[data-topic='3'] circle");

    assertThat(browser.text("#words-title")).startsWith("Topic 3 ·");
    assertThat(browser.texts("#words .word")).hasSize(30).isNotEqualTo(before);
    assertThat(browser.texts("#documents li")).hasSize(5);
    assertThat(browser.texts("#near button")).hasSize(5);
    assertThat(chosen()).isEqualTo("3");
    // The page's words against those that the program prints.
    Program.Result topics =
        run(
            "topics",
            folder.resolve("model").toString(),
            "--by",
            "relevance",
            "--words",
            "30",
            "--sort",
            "number");
    assertThat(topics.out().lines().skip(4).findFirst().orElseThrow())
        .endsWith("  " + String.join(" ", browser.texts("#words .word")));
    assertQuiet(sample);
  }

  @Test
  void theSliderGoesFromDistinctiveToProbable() {
    browser.open(sample, "#topic=0");
    slide("1");
    assertThat(browser.text("#weight-value")).isEqualTo("1.00");
    assertThat(browser.texts("#words .word").subList(0, 10)).isEqualTo(printed("probability"));
    slide("0");
    assertThat(browser.texts("#words .word").subList(0, 10)).isEqualTo(printed("lift"));
    assertThat(browser.texts("#words .word").subList(0, 10)).isNotEqualTo(printed("probability"));
    assertQuiet(sample);
  }

  private void slide(String value) {
    browser.evaluate(
        "(() => { const slider = document.getElementById('weight'); slider.value = '"
            + value
            + "'; slider.dispatchEvent(new Event('input')); })()");
  }

  private List<String> printed(String by) {
    Program.Result topics =
        run("topics", folder.resolve("model").toString(), "--by", by, "--sort", "number");
    String line = topics.out().lines().skip(1).findFirst().orElseThrow();
    return List.of(line.substring(line.indexOf('%') + 1).strip().split(" "));
  }

  @Test
  void aWordIsFoundWithTheTopicsThatItIsStrongIn() {
    browser.open(sample, "");
    browser.click("#search");
    browser.type("LOV");
    assertThat(browser.texts("#matches li span:first-child")).startsWith("love");
    assertThat(browser.evaluate("document.activeElement.getAttribute('aria-expanded')").textValue())
        .isEqualTo("true");
    browser.press("ArrowDown", DOWN);
    browser.press("Enter", ENTER);

    assertThat(browser.text("#word-result")).startsWith("love").contains("strong in");
    String topic =
        browser.evaluate("document.querySelector('#word-result .chip').dataset.topic").textValue();
    assertThat(browser.texts("#map .lit text")).contains(topic);
    browser.click("#word-result .chip");
    assertThat(chosen()).isEqualTo(topic);
    assertThat(browser.texts("#words .word")).contains("love");
    browser.click("#search");
    browser.evaluate("document.getElementById('search').value = ''");
    browser.type("no such word");
    assertThat(browser.text("#matches")).contains("No such word");
    assertQuiet(sample);
  }

  @Test
  void theKeyboardAloneReachesEveryTopic() {
    browser.open(sample, "");
    browser.evaluate("document.querySelector('#map [tabindex=\"0\"]').focus()");
    List<String> seen = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      browser.press("ArrowRight", RIGHT);
      seen.add(chosen());
    }
    assertThat(seen).containsExactlyInAnyOrder("0", "1", "2", "3", "4", "5");
    browser.press("End", END);
    assertThat(chosen()).isEqualTo(browser.texts("#table tbody tr:last-child td button").get(0));
    // One stop on the way of the tabulator key, not one for each topic.
    assertThat(browser.texts("#map [tabindex='0']")).hasSize(1);
    assertThat(
            browser
                .evaluate(
                    "Array.from(document.querySelectorAll('button, input, select')).filter(node =>"
                        + " !(node.textContent.trim() || node.getAttribute('aria-label') ||"
                        + " (node.labels && node.labels.length))).length")
                .intValue())
        .as("controls without a name")
        .isZero();
    assertQuiet(sample);
  }

  private String chosen() {
    return browser
        .evaluate("document.querySelector('#map [aria-selected=true]')?.dataset.topic ?? ''")
        .textValue();
  }

  @Test
  void nothingIsWiderThanAPhoneAndThePrintedPageIsWhole() {
    browser.size(360, 740);
    browser.open(sample, "#topic=2");

    assertThat(browser.evaluate("document.documentElement.scrollWidth").intValue())
        .isLessThanOrEqualTo(360);
    assertThat(new String(browser.pdf(), 0, 5, StandardCharsets.ISO_8859_1)).isEqualTo("%PDF-");
    assertQuiet(sample);
  }

  @Test
  void wordsThatLookLikeMarkupStayWords() throws IOException {
    List<String> words =
        List.of(
            "</script><script>document.title='broken'</script>",
            "<img src=x onerror=document.title='broken'>",
            "&lt;b&gt;",
            "\"quoted\"",
            "it's",
            "<!--",
            "{{style}}",
            "${x}",
            "\\u003c",
            "语言",
            "😀",
            "\u2028");
    Path model = folder.resolve("<b>&'\"{{data}}");
    save(model, words, 3);
    Path page = folder.resolve("escaped.html");
    run("report", model.toString(), "--output", page.toString());
    browser.open(page, "#topic=1");

    assertThat(browser.texts("#words .word")).containsExactlyInAnyOrderElementsOf(words);
    assertThat(browser.texts("h1")).containsExactly("<b>&'\"{{data}}");
    assertThat(browser.evaluate("document.title").textValue()).startsWith("<b>&'\"{{data}}");
    assertThat(browser.evaluate("document.querySelectorAll('img, b, script').length").intValue())
        .as("nothing but the page's own two scripts")
        .isEqualTo(2);
    assertQuiet(page);
  }

  @Test
  void oneTopicAndTwoTopics() throws IOException {
    for (int topics = 1; topics <= 2; topics++) {
      Path model = folder.resolve("k" + topics);
      save(model, List.of("a", "b", "c"), topics);
      Path page = model.resolve("report.html");
      run("report", model.toString());
      browser.open(page, "");
      browser.click("[data-topic='0'] circle");
      assertThat(browser.text("#words-title")).startsWith("Topic 0");
      assertThat(browser.texts("#words .word")).hasSize(3);
      assertThat(browser.texts("#near button")).hasSize(topics - 1);
      assertQuiet(page);
    }
  }

  /** 400 MB of lambda: only with the long tests. */
  @Test
  @EnabledIfSystemProperty(named = "mpjlda.full", matches = "true")
  void fiveHundredTopicsAndAHundredThousandWords() throws IOException {
    Path model = folder.resolve("large");
    List<String> words =
        IntStream.range(0, 100_000).mapToObj(w -> "word" + Integer.toString(w, 36)).toList();
    save(model, words, 500);
    Path page = folder.resolve("large.html");
    long start = System.nanoTime();
    run("report", model.toString(), "--output", page.toString());
    double seconds = (System.nanoTime() - start) / 1e9;
    double milliseconds = browser.open(page, "");
    System.out.printf(
        "report of K = 500, V = 100,000: written in %.1f s, %.1f MB, open after %.0f ms%n",
        seconds, Files.size(page) / 1e6, milliseconds);

    assertThat(Files.size(page)).isLessThanOrEqualTo(10_000_000);
    browser.click("#search");
    browser.type("word2");
    assertThat(browser.texts("#matches li")).hasSize(10);
    browser.press("Enter", ENTER);
    browser.click("#word-result .chip");
    assertThat(browser.texts("#words .word")).hasSize(30);
    assertQuiet(page);
    if (!System.getProperty("mpjlda.screenshots", "").isEmpty()) {
      browser.screenshot(Path.of(System.getProperty("mpjlda.screenshots"), "large.png"));
    }
  }

  /** With -Dmpjlda.screenshots=FOLDER the pictures of the documentation are made anew. */
  @Test
  @EnabledIfSystemProperty(named = "mpjlda.screenshots", matches = ".+")
  void pictures() throws IOException {
    Path target = Path.of(System.getProperty("mpjlda.screenshots"));
    Path page = Path.of(System.getProperty("mpjlda.screenshots.page", sample.toString()));
    String topic = System.getProperty("mpjlda.screenshots.topic", "5");
    for (String scheme : List.of("light", "dark")) {
      browser.media(scheme);
      browser.size(1200, 1400);
      browser.open(page, "#topic=" + topic);
      browser.screenshot(target.resolve("report-" + scheme + ".png"));
    }
    browser.media("light");
    browser.size(390, 1500);
    browser.open(page, "#topic=" + topic);
    browser.screenshot(target.resolve("report-narrow.png"));
    browser.size(1200, 1150);
    browser.open(page, "#topic=" + topic);
    browser.evaluate("document.getElementById('training').scrollIntoView({behavior: 'instant'})");
    browser.screenshot(target.resolve("report-training.png"));
    Files.write(target.resolve("report.pdf"), browser.pdf());
  }

  /**
   * A model in which word frequencies fall as in a text and each topic has its own words besides;
   * 100 tokens a word.
   */
  private static void save(Path directory, List<String> words, int topics) {
    BlockedDoubleMatrix lambda = new BlockedDoubleMatrix(RowLayout.of(words.size(), topics));
    KeyedRandom random = new KeyedRandom(20261121, "synthetic model");
    double tokens = 0;
    for (int w = 0; w < words.size(); w++) {
      double frequency = 20.0 * words.size() / (w + 10);
      for (int k = 0; k < topics; k++) {
        random.seek(w, k);
        double u = random.nextDouble();
        // Most of a word's uses lie in few topics.
        double count = (w + k) % Math.max(topics / 10, 1) == 0 ? frequency * u * u * u : 0;
        lambda.set(w, k, 0.01 + count);
        tokens += count;
      }
    }
    ModelInfo info =
        ModelInfos.of(topics, words, 0.01)
            .corpus(1000, (long) tokens)
            .options(Map.of("corpus", "<made up>"))
            .bound(-8 * tokens)
            .build();
    double[] alpha = new double[topics];
    Arrays.fill(alpha, 0.1);
    ModelWriter.save(directory, info, new TopicModel(lambda, alpha, info.eta(), words));
  }
}
