package mpjlda.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import mpjlda.app.train.Part;
import mpjlda.oracle.Corpus;
import mpjlda.oracle.ToyCorpora;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WithheldTokensTest {
  private static final long SEED = Long.getLong("tests.seed", 20261201);
  private static final Corpus CORPUS = ToyCorpora.withRepeatedWord(SEED);

  private static WithheldTokens of(int first, WithheldTokens.Sample sample) {
    return new WithheldTokens(new Part(CORPUS, first, CORPUS.documents()), sample, SEED);
  }

  private static double[] counts(DocumentReader reader) {
    int[] words = new int[CORPUS.vocabulary()];
    double[] read = new double[words.length];
    int size = reader.load(words, read);
    double[] counts = new double[words.length];
    for (int i = 0; i < size; i++) {
      assertThat(read[i]).isPositive();
      counts[words[i]] = read[i];
    }
    return counts;
  }

  private interface DocumentReader {
    int load(int[] words, double[] counts);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void everyTokenIsKeptOrWithheld(boolean whole) {
    WithheldTokens withheld = of(0, new WithheldTokens.Sample(0.5, whole));
    Part all = new Part(CORPUS, 0, CORPUS.documents());
    double tokens = 0;
    double taken = 0;
    int sampled = 0;
    for (int i = 0; i < CORPUS.documents(); i++) {
      int d = i;
      double[] expected = counts((words, counts) -> all.load(d, words, counts));
      double[] kept = counts((words, counts) -> withheld.kept().load(d, words, counts));
      double[] given = counts((words, counts) -> withheld.load(d, words, counts));
      for (int w = 0; w < expected.length; w++) {
        assertThat(kept[w] + given[w]).as("seed %d, document %d", SEED, d).isEqualTo(expected[w]);
        if (withheld.isSampled(d)) {
          tokens += expected[w];
          taken += given[w];
        } else {
          assertThat(given[w]).isZero();
        }
      }
      sampled += withheld.isSampled(d) ? 1 : 0;
      assertThat(withheld.isUnseen(d)).isEqualTo(whole && withheld.isSampled(d));
    }
    assertThat(taken / tokens).as("seed %d", SEED).isBetween(0.45, 0.55);
    assertThat(sampled / (double) CORPUS.documents()).as("seed %d", SEED).isBetween(0.3, 0.7);
  }

  /** Ranks number their documents from their first one. */
  @Test
  void theSameTokensAreWithheldOnAnyRank() {
    WithheldTokens.Sample sample = new WithheldTokens.Sample(0.5, false);
    for (int first = 0; first < CORPUS.documents(); first += 7) {
      for (int i = first; i < CORPUS.documents(); i++) {
        int d = i;
        int rank = first;
        assertThat(counts((words, counts) -> of(rank, sample).load(d - rank, words, counts)))
            .containsExactly(counts((words, counts) -> of(0, sample).load(d, words, counts)));
      }
    }
  }

  @Test
  void smallCorporaGiveMore() {
    assertThat(WithheldTokens.Sample.of(100_000, 10_000_000).share()).isEqualTo(0.05);
    assertThat(WithheldTokens.Sample.of(3_000, 400_000).share()).isEqualTo(0.1);
    assertThat(WithheldTokens.Sample.of(1_000, 50_000))
        .isEqualTo(new WithheldTokens.Sample(0.2, false));
    assertThat(WithheldTokens.Sample.of(249, 50_000))
        .isEqualTo(new WithheldTokens.Sample(0.5, true));
    assertThat(WithheldTokens.Sample.of(20, 500).share()).isEqualTo(0.5);
    assertThat(WithheldTokens.Sample.of(19, 500).share()).isZero();
  }
}
