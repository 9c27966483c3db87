package mpjlda.app.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import mpjlda.cluster.comm.InProcessRanks;
import mpjlda.core.parallel.Workers;
import mpjlda.oracle.Corpus;
import mpjlda.oracle.TextbookEvaluation;
import mpjlda.oracle.ToyCorpora;
import mpjlda.oracle.ToyFiles;
import org.junit.jupiter.api.Test;

/** The topics' figures by closed forms. */
class TopicFiguresTest {
  private static final long SEED = Long.getLong("tests.seed", 20261121);

  private static ReferenceFigures figures(
      Corpus corpus, double[][] lambda, double[] alpha, int threads) {
    return InProcessRanks.run(
            1,
            comm -> {
              try (Workers workers = new Workers(threads)) {
                return ReferenceFigures.of(
                    new ArrayDocuments(corpus),
                    TopicShape.of(ToyFiles.rows(lambda), 0.01, 2),
                    ToyFiles.model(lambda, alpha),
                    new ReferenceFigures.Place(comm, workers));
              }
            })
        .get(0);
  }

  @Test
  void aUniformTopicSpreadsOverAllWordsAndATopicOfOneWordOverOne() {
    double[][] lambda = {{3, 3, 3, 3}, {1e-300, 5, 1e-300, 1e-300}, {1, 1, 1e-300, 1e-300}};
    TopicShape shape = TopicShape.of(ToyFiles.rows(lambda), 0, 2);
    assertThat(shape.effectiveWords()).containsExactly(new double[] {4, 1, 2}, within(1e-12));
  }

  @Test
  void exclusivityIsOneForOwnWordsAndAFractionForSharedOnes() {
    double[][] own = {{5, 5, 1e-300, 1e-300}, {1e-300, 1e-300, 5, 5}};
    assertThat(TopicShape.of(ToyFiles.rows(own), 0, 2).exclusivity())
        .containsExactly(new double[] {1, 1}, within(1e-12));
    double[][] shared = {{4, 2, 2}, {4, 2, 2}, {4, 2, 2}};
    assertThat(TopicShape.of(ToyFiles.rows(shared), 0, 2).exclusivity())
        .containsExactly(new double[] {1.0 / 3, 1.0 / 3, 1.0 / 3}, within(1e-12));
  }

  @Test
  void corpusDistanceIsZeroForTheCorpusItselfAndOneForWordsItDoesNotHave() {
    Corpus corpus = new Corpus(new int[][] {{0, 1}, {1}}, new int[][] {{3, 1}, {4}}, 3);
    double[][] lambda = {{3e9, 5e9, 1e-300}, {1e-300, 1e-300, 2}};
    assertThat(figures(corpus, lambda, new double[] {0.1, 0.1}, 1).corpusDistance())
        .containsExactly(new double[] {0, 1}, within(1e-7));
  }

  @Test
  void documentEntropyAgreesWithTheTextbook() {
    Corpus corpus = ToyCorpora.withEmptyDocuments(SEED);
    double[] alpha = {0.1, 0.4, 0.2};
    double[][] lambda = ToyCorpora.initialLambda(SEED, 3, 300);
    double[][] tokens = new double[3][corpus.documents()];
    double[] all = new double[3];
    for (int d = 0; d < corpus.documents(); d++) {
      double[] gamma = TextbookEvaluation.gamma(corpus.document(d), lambda, alpha);
      for (int k = 0; k < 3; k++) {
        tokens[k][d] = Math.max(0, gamma[k] - alpha[k]);
        all[k] += tokens[k][d];
      }
    }
    double[] expected = new double[3];
    for (int k = 0; k < 3; k++) {
      for (double n : tokens[k]) {
        expected[k] -= n > 0 ? n / all[k] * Math.log(n / all[k]) : 0;
      }
    }
    ReferenceFigures found = figures(corpus, lambda, alpha, 1);
    assertThat(found.documentEntropy()).as("seed %d", SEED).containsExactly(expected, within(1e-6));
    assertThat(figures(corpus, lambda, alpha, 3).documentEntropy())
        .containsExactly(found.documentEntropy());
  }

  @Test
  void aTopicWithoutTokensHasNoEntropy() {
    Corpus corpus = new Corpus(new int[][] {{}}, new int[][] {{}}, 3);
    double[][] lambda = {{1, 2, 3}, {3, 2, 1}};
    assertThat(figures(corpus, lambda, new double[] {0.1, 0.1}, 1).documentEntropy())
        .containsExactly(0, 0);
  }

  @Test
  void tableLinesFitAndCsvQuotes() {
    double[][] lambda = {{9, 1, 1, 1}, {1, 9, 8, 1}};
    List<String> words = List.of("say \"hi\"", "a-word-of-some-length", "another-long-word", "x");
    TopicFigures figures =
        new TopicFigures(TopicShape.of(ToyFiles.rows(lambda), 0.5, 3), Optional.empty(), words);
    List<String> table = figures.table(60);
    assertThat(table).hasSize(3).allMatch(line -> line.length() <= 60);
    assertThat(table.get(0)).startsWith("topic").contains("share").contains("top words");
    assertThat(table.get(1)).startsWith("    1").endsWith("  a-word-of-some-length");
    assertThat(figures.csv().lines().toList())
        .hasSize(3)
        .first()
        .isEqualTo("topic,share,exclusivity,effective_words,words");
    assertThat(figures.csv().lines().skip(1).findFirst().orElseThrow())
        .startsWith("0,")
        .endsWith(",\"say \"\"hi\"\" a-word-of-some-length another-long-word\"");
  }
}
