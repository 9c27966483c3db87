package mpjlda.app.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import mpjlda.app.config.HeldOutSource;
import mpjlda.cluster.comm.InProcessRanks;
import mpjlda.core.errors.LdaException;
import mpjlda.core.parallel.Workers;
import mpjlda.data.corpus.CorpusSource;
import mpjlda.oracle.Corpus;
import mpjlda.oracle.TextbookEvaluation;
import mpjlda.oracle.ToyCorpora;
import mpjlda.oracle.ToyFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Document completion on ranks that are threads, against a slow textbook form. */
class HeldOutDocumentsTest {
  private static final long SEED = Long.getLong("tests.seed", 20261121);
  private static final double[] ALPHA = {0.1, 0.5, 0.05, 0.1, 0.2, 0.1, 1.5};

  @TempDir private Path folder;

  private static double[][] lambda(int vocabulary) {
    double[][] lambda = ToyCorpora.initialLambda(SEED, ALPHA.length, vocabulary);
    for (int k = 0; k < lambda.length; k++) {
      for (int w = 0; w < vocabulary; w++) {
        // Topics that differ: with like ones any theta gives the same likelihood.
        lambda[k][w] *= (w + k) % ALPHA.length == 0 ? 40 : 0.05;
      }
    }
    return lambda;
  }

  private HeldOutScore score(HeldOutSource source, double[][] lambda, int ranks, int threads) {
    List<HeldOutScore> all =
        InProcessRanks.run(
            ranks,
            comm -> {
              try (Workers workers = new Workers(threads)) {
                return HeldOutDocuments.read(source, ToyFiles.words(lambda[0].length), comm)
                    .score(ToyFiles.model(lambda, ALPHA), workers);
              }
            });
    assertThat(all).as("the same on every rank").containsOnly(all.get(0));
    return all.get(0);
  }

  private HeldOutSource pair(Corpus observed, Corpus heldOut) {
    CorpusSource first = ToyFiles.source(ToyFiles.ldac(folder.resolve("observed.ldac"), observed));
    CorpusSource second = ToyFiles.source(ToyFiles.ldac(folder.resolve("unseen.ldac"), heldOut));
    return new HeldOutSource(Optional.of(first), second, 1, false);
  }

  private HeldOutSource whole(Corpus corpus, long seed) {
    Path file = ToyFiles.ldac(folder.resolve("whole.ldac"), corpus);
    return new HeldOutSource(Optional.empty(), ToyFiles.source(file), seed, false);
  }

  static Stream<Arguments> corpora() {
    return Stream.of(
        Arguments.of("moderate", ToyCorpora.moderate(SEED)),
        Arguments.of("empty documents", ToyCorpora.withEmptyDocuments(SEED)),
        Arguments.of("single words", ToyCorpora.withSingleWordDocuments(SEED)),
        Arguments.of("a word 5,000 times", ToyCorpora.withRepeatedWord(SEED)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("corpora")
  void agreesWithTheTextbook(String name, Corpus observed) {
    // The held-out parts: the documents of another seed, in the same number.
    Corpus other = ToyCorpora.sampled(~SEED, observed.documents(), 300, 7);
    double[][] lambda = lambda(300);
    HeldOutScore score = score(pair(observed, other), lambda, 3, 2);
    double expected = TextbookEvaluation.logLikelihood(observed, other, lambda, ALPHA);
    assertThat(score.documents()).isEqualTo(observed.documents());
    assertThat(score.tokens()).isEqualTo(other.tokens());
    assertThat(score.logLikelihood())
        .as("%s, seed %d", name, SEED)
        .isCloseTo(expected, within(1e-8 * Math.abs(expected)));
  }

  @ParameterizedTest
  @CsvSource({"1,2", "2,1", "3,1", "3,2", "5,1", "8,3", "60,1"})
  void ranksAndThreadsDoNotChangeABit(int ranks, int threads) {
    Corpus corpus = ToyCorpora.withEmptyDocuments(SEED);
    double[][] lambda = lambda(300);
    HeldOutSource split = whole(corpus, SEED);
    assertThat(score(split, lambda, ranks, threads)).isEqualTo(score(split, lambda, 1, 1));
    HeldOutSource pair = pair(corpus, ToyCorpora.sampled(~SEED, 200, 300, 7));
    assertThat(score(pair, lambda, ranks, threads)).isEqualTo(score(pair, lambda, 1, 1));
  }

  @Test
  void oneTopicGivesTheUnigramLikelihood() {
    // With K = 1 theta is 1: the score is that of the word frequencies, whatever was observed.
    Corpus heldOut = ToyCorpora.sampled(SEED, 20, 30, 2);
    double[][] lambda = ToyCorpora.initialLambda(SEED, 1, 30);
    double[][] logPhi = TextbookEvaluation.logPhi(lambda);
    double expected = 0;
    for (int d = 0; d < 20; d++) {
      for (int i = 0; i < heldOut.words()[d].length; i++) {
        expected += heldOut.counts()[d][i] * logPhi[0][heldOut.words()[d][i]];
      }
    }
    HeldOutSource source = pair(ToyCorpora.sampled(~SEED, 20, 30, 2), heldOut);
    double found =
        InProcessRanks.run(
                2,
                comm -> {
                  try (Workers workers = new Workers(1)) {
                    return HeldOutDocuments.read(source, ToyFiles.words(30), comm)
                        .score(ToyFiles.model(lambda, 0.3), workers);
                  }
                })
            .get(0)
            .logLikelihood();
    assertThat(found).isCloseTo(expected, within(1e-11 * Math.abs(expected)));
  }

  @Test
  void anotherSeedSplitsInAnotherWay() {
    Corpus corpus = ToyCorpora.moderate(SEED);
    double[][] lambda = lambda(300);
    assertThat(score(whole(corpus, 1), lambda, 1, 1))
        .isNotEqualTo(score(whole(corpus, 2), lambda, 1, 1));
  }

  @ParameterizedTest
  @CsvSource({"1", "3"})
  void partsOfOtherDocumentsAreRefused(int ranks) {
    HeldOutSource source = pair(ToyCorpora.moderate(SEED), ToyCorpora.sampled(SEED, 199, 300, 7));
    assertThatThrownBy(() -> score(source, lambda(300), ranks, 1))
        .isInstanceOf(LdaException.class)
        .hasMessageContaining("unseen.ldac: found 199 documents, expected 200 as in ")
        .extracting(e -> ((LdaException) e).exitCode())
        .isEqualTo(65);
  }

  @Test
  void nothingHeldOutIsRefused() {
    Corpus empty = new Corpus(new int[3][0], new int[3][0], 300);
    HeldOutSource source = pair(ToyCorpora.sampled(SEED, 3, 300, 7), empty);
    assertThatThrownBy(() -> score(source, lambda(300), 2, 1))
        .isInstanceOf(LdaException.class)
        .hasMessageContaining("found not one held-out token in 3 documents");
  }
}
