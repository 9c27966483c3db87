package mpjlda.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ToyCorporaTest {
  private static final long SEED = 11;
  private static final Path KOS = Path.of("../shared/data/kos/docword.kos.txt");

  static Stream<Corpus> all() {
    return Stream.of(
        ToyCorpora.moderate(SEED),
        ToyCorpora.withEmptyDocuments(SEED),
        ToyCorpora.withSingleWordDocuments(SEED),
        ToyCorpora.withRepeatedWord(SEED),
        ToyCorpora.withLongDocument(SEED),
        LdaToy.corpus());
  }

  @ParameterizedTest
  @MethodSource("all")
  void idsIncreaseWithinTheVocabularyAndCountsArePositive(Corpus corpus) {
    assertThat(corpus.words().length).isEqualTo(corpus.counts().length);
    for (int d = 0; d < corpus.documents(); d++) {
      int[] words = corpus.words()[d];
      assertThat(words).as("seed %d, document %d", SEED, d).isSorted().doesNotHaveDuplicates();
      assertThat(corpus.counts()[d]).hasSameSizeAs(words);
      for (int i = 0; i < words.length; i++) {
        assertThat(words[i]).isBetween(0, corpus.vocabulary() - 1);
        assertThat(corpus.counts()[d][i]).isPositive();
      }
    }
    assertThat(Arrays.stream(corpus.wordTotals()).sum()).isEqualTo(corpus.tokens());
    assertThat(Arrays.stream(corpus.documentTotals()).sum()).isEqualTo(corpus.tokens());
  }

  @Test
  void theSeedDecidesEverything() {
    assertThat(ToyCorpora.moderate(SEED).words()).isDeepEqualTo(ToyCorpora.moderate(SEED).words());
    assertThat(ToyCorpora.moderate(SEED).words())
        .isNotEqualTo(ToyCorpora.moderate(SEED + 1).words());
  }

  @Test
  void theVariantsHaveWhatTheyAreNamedFor() {
    Corpus moderate = ToyCorpora.moderate(SEED);
    assertThat(moderate.documents()).isEqualTo(200);
    assertThat(moderate.vocabulary()).isEqualTo(300);
    assertThat(Arrays.stream(moderate.documentTotals()).boxed())
        .allSatisfy(n -> assertThat(n).isBetween(20L, 149L));
    assertThat(ToyCorpora.withEmptyDocuments(SEED).documentTotals())
        .hasSize(200)
        .startsWith(0)
        .endsWith(0);
    long[] single = ToyCorpora.withSingleWordDocuments(SEED).documentTotals();
    assertThat(Arrays.copyOfRange(single, 200, 500)).containsOnly(1);
    assertThat(ToyCorpora.withRepeatedWord(SEED).document(200).counts()).containsExactly(5000);
    Corpus withLong = ToyCorpora.withLongDocument(SEED);
    assertThat(withLong.document(200).words()).containsExactly(IntStream.range(0, 2000).toArray());
    assertThat(withLong.vocabulary()).isEqualTo(2000);
  }

  @Test
  void theToyCorpusIsTheOneOfTheScript() {
    Corpus toy = LdaToy.corpus();
    assertThat(toy.documents()).isEqualTo(12);
    assertThat(toy.vocabulary()).isEqualTo(16);
    assertThat(toy.documentTotals()).containsExactly(7, 8, 8, 5, 7, 6, 8, 6, 9, 0, 1, 41);
    assertThat(toy.document(3).words()).containsExactly(5, 6, 7, 13);
    assertThat(toy.document(3).counts()).containsExactly(1, 1, 2, 1);
    assertThat(LdaToy.vocabulary()).startsWith("love", "heart").endsWith("gun");
  }

  @Test
  void readsUciByHand(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("docword.txt");
    Files.writeString(file, "3\n5\n3\n1 2 7\n1 5 1\n3 1 2\n");
    Corpus corpus = ToyCorpora.kos(file);
    assertThat(corpus.words()).isDeepEqualTo(new int[][] {{1, 4}, {}, {0}});
    assertThat(corpus.counts()).isDeepEqualTo(new int[][] {{7, 1}, {}, {2}});
    assertThat(corpus.vocabulary()).isEqualTo(5);
  }

  @Test
  void kosHasItsPublishedTotals() throws IOException {
    assumeTrue(Files.exists(KOS), () -> "no " + KOS + " on this machine");
    Corpus kos = ToyCorpora.kos(KOS);
    assertThat(kos.documents()).isEqualTo(3430);
    assertThat(kos.vocabulary()).isEqualTo(6902);
    assertThat(kos.nonZeros()).isEqualTo(353_156);
    assertThat(kos.tokens()).isEqualTo(467_664);
  }
}
