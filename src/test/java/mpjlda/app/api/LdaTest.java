package mpjlda.app.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import mpjlda.core.errors.ExitCode;
import mpjlda.core.errors.LdaException;
import mpjlda.data.modelio.ModelDirectory;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LdaTest {
  private static final List<String> WORDS = List.of("sea", "ship", "farm", "hay", "road");
  private static final int[][] IDS = {{0, 1}, {2, 3}, {0, 1, 4}, {}, {2, 3, 4}, {1, 0}};
  private static final int[][] COUNTS = {{3, 2}, {4, 1}, {1, 5, 1}, {}, {2, 2, 1}, {1, 2}};
  private static final Lda FIVE_PASSES = Lda.topics(2).batch().iterations(5).tolerance(0);

  @TempDir Path folder;
  private final LdaCorpus corpus = LdaCorpus.ofCounts(WORDS, IDS, COUNTS);
  private LdaCorpus file = corpus;

  @BeforeEach
  void writeTheSameCorpus() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int d = 0; d < IDS.length; d++) {
      text.append(IDS[d].length);
      for (int i = 0; i < IDS[d].length; i++) {
        text.append(' ').append(IDS[d][i]).append(':').append(COUNTS[d][i]);
      }
      text.append('\n');
    }
    Path vocabulary = Files.write(folder.resolve("words.txt"), WORDS);
    file = LdaCorpus.read(Files.writeString(folder.resolve("corpus.ldac"), text), vocabulary);
  }

  private byte[] lambda(LdaModel model) {
    Path directory = folder.resolve("saved");
    model.save(directory);
    try {
      return Files.readAllBytes(directory.resolve(ModelDirectory.LAMBDA));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"batch", "online", "cvb0"})
  void memoryAndFilesAndThreadsGiveTheSameModel(String algorithm) {
    Lda lda =
        switch (algorithm) {
          case "online" -> FIVE_PASSES.online(2);
          case "cvb0" -> FIVE_PASSES.cvb0().learnAlpha().learnEta();
          default -> FIVE_PASSES.batch();
        };
    byte[] lambda = lambda(lda.fit(corpus));
    assertThat(lambda(lda.fit(file))).isEqualTo(lambda);
    assertThat(lambda(lda.threads(3).fit(file))).isEqualTo(lambda);
    Lda once = lda.iterations(1);
    assertThat(lambda(once.seed(2).fit(file))).isNotEqualTo(lambda(once.fit(file)));
  }

  @Test
  void anOptionDoesNotChangeTheObjectThatItIsSetOn() {
    byte[] before = lambda(FIVE_PASSES.fit(corpus));
    Lda unused = FIVE_PASSES.alpha(5).eta(3).seed(9).iterations(1).cvb0();
    assertThat(unused).isNotSameAs(FIVE_PASSES);
    assertThat(lambda(FIVE_PASSES.fit(corpus))).isEqualTo(before);
  }

  @Test
  void aSavedModelIsSoundAndComesBackAsItWas() {
    LdaModel model = FIVE_PASSES.alpha(0.5).eta(0.25).fit(file);
    Path directory = folder.resolve("model");
    model.save(directory);
    assertThat(ModelDirectory.verify(directory)).isNotEmpty();
    LdaModel loaded = LdaModel.load(directory);
    assertThat(loaded.topics()).isEqualTo(2);
    assertThat(loaded.vocabulary()).isEqualTo(WORDS);
    assertThat(loaded.alpha()).containsExactly(0.5, 0.5);
    assertThat(loaded.eta()).isEqualTo(0.25);
    assertThat(loaded.iterations()).isEqualTo(5);
    assertThat(loaded.bound()).isEqualTo(model.bound()).isNegative();
    assertThat(loaded.topWords(3)).isEqualTo(model.topWords(3)).hasSize(2);
    for (Document document : model.documents(corpus)) {
      assertThat(loaded.infer(document)).isEqualTo(model.infer(document));
    }
  }

  @Test
  void continuingStartsFromTheModelAndItsPriors() {
    LdaModel model = FIVE_PASSES.alpha(0.5).eta(0.25).fit(corpus);
    LdaModel next = Lda.continuing(model).batch().iterations(1).fit(corpus);
    assertThat(next.alpha()).containsExactly(0.5, 0.5);
    assertThat(next.eta()).isEqualTo(0.25);
    // The bound belongs to the lambda that an iteration starts from: it rises by iterations.
    assertThat(next.bound()).isGreaterThan(model.bound());
    assertThat(lambda(next))
        .isEqualTo(lambda(FIVE_PASSES.iterations(6).alpha(0.5).eta(0.25).fit(corpus)));
  }

  @Test
  void proportionsAndProbabilitiesSumToOne() {
    LdaModel model = FIVE_PASSES.fit(corpus);
    double[][] theta = model.infer(corpus, 3);
    assertThat(theta).hasDimensions(6, 2);
    for (double[] row : theta) {
      assertThat(Arrays.stream(row).sum()).isCloseTo(1, within(1e-12));
    }
    assertThat(theta[3]).as("of an empty document").containsExactly(0.5, 0.5);
    assertThat(Arrays.stream(model.wordProbabilities(1)).sum()).isCloseTo(1, within(1e-12));
    Topic topic = model.topWords(2).get(1);
    int best = model.vocabulary().indexOf(topic.words().get(0).text());
    assertThat(topic.words().get(0).probability())
        .isEqualTo(Arrays.stream(model.wordProbabilities(1)).max().orElseThrow())
        .isEqualTo(model.wordProbabilities(1)[best]);
    assertThat(topic.text()).contains(" ").startsWith(topic.words().get(0).text());
  }

  @Test
  void wordsAreMatchedByTheirTextAndUnknownOnesLeftOut() {
    LdaModel model = FIVE_PASSES.fit(corpus);
    Document document = model.document("ship", "sea", "moon", "sea", "ship", "sea");
    assertThat(document.tokens()).isEqualTo(5);
    LdaCorpus other =
        LdaCorpus.ofWords(List.of(List.of("ship", "sea", "moon", "sea", "ship", "sea")));
    assertThat(other.vocabulary()).containsExactly("ship", "sea", "moon");
    assertThat(other.tokens()).isEqualTo(6);
    double[] theta = model.infer(document);
    // Words in another order are added in another order.
    assertThat(model.infer(other, 1)[0]).containsExactly(theta, within(1e-9));
    assertThat(model.infer(model.documents(corpus).get(0))).containsExactly(theta, within(1e-9));
    assertThat(model.infer(model.document("moon"))).containsExactly(0.5, 0.5);
  }

  @Test
  void manyThreadsMayUseOneModel() throws Exception {
    LdaModel model = FIVE_PASSES.fit(corpus);
    double[][] expected = model.infer(corpus, 1);
    List<Document> documents = model.documents(corpus);
    ExecutorService pool = Executors.newFixedThreadPool(8);
    List<Future<double[]>> found = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      Document document = documents.get(i % documents.size());
      found.add(pool.submit(() -> model.infer(document)));
    }
    for (int i = 0; i < found.size(); i++) {
      assertThat(found.get(i).get()).isEqualTo(expected[i % expected.length]);
    }
    pool.shutdown();
  }

  @Test
  void evaluationScoresTheTokensThatAreHeldOut() {
    LdaModel model = FIVE_PASSES.fit(corpus);
    Evaluation score = model.evaluate(corpus, 1, 2);
    assertThat(score.documents()).isEqualTo(6);
    assertThat(score.tokens()).isBetween(5L, 20L);
    assertThat(score.logLikelihoodPerToken()).isNegative();
    assertThat(score.perplexity()).isBetween(1.0, 10.0);
    assertThat(model.evaluate(file, 1, 1)).isEqualTo(score);
  }

  @Test
  void noPublicMethodShowsAnInternalType() {
    List<Class<?>> shown =
        List.of(
            Lda.class,
            LdaModel.class,
            LdaCorpus.class,
            Document.class,
            Topic.class,
            Topic.Word.class,
            Evaluation.class);
    for (Class<?> type : shown) {
      assertThat(type.getFields()).isEmpty();
      for (Method method : type.getDeclaredMethods()) {
        if (Modifier.isPublic(method.getModifiers())) {
          assertThat(method.toGenericString()).doesNotContainPattern("mpjlda\\.(?!app\\.api\\.)");
        }
      }
    }
  }

  @Test
  void failuresAreSentencesWithAnExitCode() {
    assertFailure(ExitCode.USAGE, "topics must be from 1 to 100000, found 0", () -> Lda.topics(0));
    assertFailure(
        ExitCode.USAGE,
        "alpha must be a number > 0, found NaN",
        () -> FIVE_PASSES.alpha(Double.NaN));
    assertFailure(ExitCode.USAGE, "threads must be from 1", () -> FIVE_PASSES.threads(0));
    assertFailure(
        ExitCode.BAD_INPUT,
        "found 2 documents without a single word",
        () -> FIVE_PASSES.fit(LdaCorpus.ofWords(List.of(List.of(), List.of()))));
    assertFailure(
        ExitCode.BAD_INPUT, "no such folder", () -> LdaModel.load(folder.resolve("none")));
    assertFailure(ExitCode.BAD_INPUT, "none", () -> LdaCorpus.read(folder.resolve("none")));
    assertFailure(
        ExitCode.BAD_INPUT,
        "document 1: found word number 5, expected 0 to 4",
        () -> LdaCorpus.ofCounts(WORDS, new int[][] {{0}, {5}}, new int[][] {{1}, {1}}));
    assertFailure(
        ExitCode.BAD_INPUT,
        "document 0: found word number 1 twice",
        () -> LdaCorpus.ofCounts(WORDS, new int[][] {{1, 0, 1}}, new int[][] {{1, 1, 1}}));
    assertFailure(
        ExitCode.BAD_INPUT,
        "found count 0",
        () -> LdaCorpus.ofCounts(WORDS, new int[][] {{1}}, new int[][] {{0}}));
    LdaModel model = FIVE_PASSES.fit(corpus);
    assertFailure(
        ExitCode.BAD_INPUT,
        "no word in common",
        () -> model.infer(LdaCorpus.ofWords(List.of(List.of("moon"))), 1));
  }

  private static void assertFailure(int exitCode, String message, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            LdaException.class, e -> assertThat(e.exitCode()).isEqualTo(exitCode))
        .hasMessageContaining(message);
  }
}
