package mpjlda.app.tune;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import mpjlda.cluster.comm.InProcessRanks;
import mpjlda.core.kernel.DocumentSource;
import mpjlda.data.documents.SelectedDocuments;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HoldOutTest {
  private static final int DOCUMENTS = 5000;

  private static long count(HoldOut holdOut, int fold, long seed) {
    return LongStream.range(0, DOCUMENTS).filter(d -> holdOut.takes(d, fold, seed)).count();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 10})
  void eachDocumentIsHeldOutInOneFold(int folds) {
    HoldOut holdOut = new HoldOut.Folds(folds);
    for (long document = 0; document < DOCUMENTS; document++) {
      int times = 0;
      for (int fold = 0; fold < folds; fold++) {
        times += holdOut.takes(document, fold, 3) ? 1 : 0;
      }
      assertThat(times).as("document %d", document).isEqualTo(1);
    }
    double share = (double) DOCUMENTS / folds;
    double spread = Math.sqrt(share * (1 - 1.0 / folds));
    for (int fold = 0; fold < folds; fold++) {
      assertThat((double) count(holdOut, fold, 3))
          .as("fold %d", fold)
          .isBetween(share - 5 * spread, share + 5 * spread);
    }
  }

  @Test
  void theSeedDecidesWhich() {
    HoldOut holdOut = new HoldOut.Folds(2);
    long different =
        LongStream.range(0, DOCUMENTS)
            .filter(d -> holdOut.takes(d, 0, 1) != holdOut.takes(d, 0, 2))
            .count();
    assertThat(different).isBetween(2300L, 2700L);
  }

  @Test
  void aPartIsAboutAsLargeAsAskedFor() {
    assertThat(count(new HoldOut.Part(0.1), 0, 1)).isBetween(394L, 606L);
    assertThat(count(new HoldOut.Part(0.999999), 0, 1)).isEqualTo(DOCUMENTS);
  }

  /** Documents {@code from .. end-1}, of which document d has word d, d + 1 times. */
  private record Numbered(int from, int end) implements DocumentSource {
    @Override
    public int count() {
      return end - from;
    }

    @Override
    public int longest() {
      return 1;
    }

    @Override
    public long firstDocument() {
      return from;
    }

    @Override
    public int load(int document, int[] words, double[] counts) {
      words[0] = from + document;
      counts[0] = from + document + 1;
      return 1;
    }
  }

  /** Each selected document's new number and word, of all ranks in order. */
  private static List<String> selected(int ranks) {
    List<List<String>> parts =
        InProcessRanks.run(
            ranks,
            comm -> {
              Numbered own = new Numbered(20 * comm.rank() / ranks, 20 * (comm.rank() + 1) / ranks);
              SelectedDocuments selection =
                  new SelectedDocuments(own, d -> d % 3 == 1 || d < 2, comm);
              assertThat(selection.documents()).isEqualTo(8);
              List<String> lines = new ArrayList<>();
              int[] words = new int[1];
              double[] counts = new double[1];
              for (int d = 0; d < selection.count(); d++) {
                assertThat(selection.load(d, words, counts)).isEqualTo(1);
                assertThat(counts[0]).isEqualTo(words[0] + 1);
                lines.add(selection.firstDocument() + d + ": " + words[0]);
              }
              return lines;
            });
    return parts.stream().flatMap(List::stream).toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7})
  void aSelectionIsNumberedWithoutGaps(int ranks) {
    assertThat(selected(ranks))
        .containsExactly("0: 0", "1: 1", "2: 4", "3: 7", "4: 10", "5: 13", "6: 16", "7: 19");
  }
}
