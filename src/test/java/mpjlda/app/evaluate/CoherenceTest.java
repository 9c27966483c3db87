package mpjlda.app.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import mpjlda.cluster.comm.InProcessRanks;
import mpjlda.core.kernel.DocumentSource;
import mpjlda.oracle.Corpus;
import mpjlda.oracle.GoldenCoherence;
import mpjlda.oracle.LdaToy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Coherences against gensim's and by hand. */
class CoherenceTest {
  private static CoOccurrences count(Corpus corpus, int[][] topWords, int ranks) {
    return InProcessRanks.run(
            ranks,
            comm ->
                CoOccurrences.count(
                    part(corpus, comm.rank(), ranks), topWords, corpus.vocabulary(), comm))
        .get(ranks - 1);
  }

  private static DocumentSource part(Corpus corpus, int rank, int ranks) {
    int first = corpus.documents() * rank / ranks;
    int end = corpus.documents() * (rank + 1) / ranks;
    return new ArrayDocuments(
        new Corpus(
            Arrays.copyOfRange(corpus.words(), first, end),
            Arrays.copyOfRange(corpus.counts(), first, end),
            corpus.vocabulary()));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 20})
  void agreesWithGensim(int ranks) {
    List<GoldenCoherence> golden = GoldenCoherence.read();
    int[][] topWords = golden.stream().map(GoldenCoherence::words).toArray(int[][]::new);
    CoOccurrences counts = count(LdaToy.corpus(), topWords, ranks);
    for (int k = 0; k < topWords.length; k++) {
      assertThat(Coherence.uMass(counts, k)).isCloseTo(golden.get(k).uMass(), within(1e-9));
      assertThat(Coherence.npmi(counts, k)).isCloseTo(golden.get(k).npmi(), within(1e-9));
    }
  }

  @Test
  void pairsByHand() {
    // Four documents: {0,1}, {0,1}, {0}, {}; word 2 does not occur.
    int[][] words = {{0, 1}, {0, 1}, {0}, {}};
    int[][] times = {{1, 5}, {2, 1}, {9}, {}};
    CoOccurrences counts =
        count(new Corpus(words, times, 3), new int[][] {{0, 1}, {0, 2}, {2, 0}}, 2);
    assertThat(counts.documents()).isEqualTo(4);
    assertThat(Coherence.uMass(counts, 0)).isCloseTo(Math.log(2.0 / 3), within(1e-11));
    double npmi = Math.log((2.0 / 4) / (3.0 / 4 * 2 / 4)) / -Math.log(2.0 / 4);
    assertThat(Coherence.npmi(counts, 0)).isCloseTo(npmi, within(1e-11));
    assertThat(Coherence.npmi(counts, 1)).isEqualTo(-1);
    assertThat(Coherence.uMass(counts, 1)).isCloseTo(Math.log(1e-12 / 0.75), within(1e-9));
    assertThat(Coherence.uMass(counts, 2)).isZero();
  }
}
