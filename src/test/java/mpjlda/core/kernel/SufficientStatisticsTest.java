package mpjlda.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import mpjlda.core.matrix.BlockedLongMatrix;
import mpjlda.core.matrix.RowLayout;
import mpjlda.core.parallel.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SufficientStatisticsTest {
  private static final int TOPICS = 5;
  private static final int WORDS = 40;
  private static final int LENGTH = 6;
  private static final RowLayout LAYOUT = new RowLayout(WORDS, TOPICS, 16);
  private static final long MATRIX = 8L * TOPICS * WORDS;

  /** A document of some seed's words, as a kernel leaves it. */
  private static DocumentWorkspace document(int seed) {
    DocumentWorkspace document = new DoubleWorkspace(TOPICS, LENGTH);
    SplittableRandom random = new SplittableRandom(seed);
    document.size = LENGTH;
    double[] row = new double[TOPICS];
    for (int i = 0; i < LENGTH; i++) {
      // Words 0 .. 9 only: threads often want the same one.
      document.words[i] = (seed + i) % 10;
      document.counts[i] = 1 + i;
      document.weight[i] = random.nextDouble();
      Arrays.setAll(row, k -> random.nextDouble());
      document.setRow(i, row, 0);
    }
    for (int k = 0; k < TOPICS; k++) {
      document.theta[k] = random.nextDouble();
    }
    return document;
  }

  /** What the class says that it adds, one entry at a time. */
  private static long[][] expected(int documents, double unit) {
    long[][] sums = new long[WORDS][TOPICS];
    for (int d = 0; d < documents; d++) {
      DocumentWorkspace document = document(d);
      for (int i = 0; i < LENGTH; i++) {
        for (int k = 0; k < TOPICS; k++) {
          double value = document.theta[k] * document.row(i, k);
          sums[document.words[i]][k] += (long) Math.rint(value * (document.weight[i] / unit));
        }
      }
    }
    return sums;
  }

  private static long[][] rows(BlockedLongMatrix sums) {
    long[][] rows = new long[WORDS][];
    Arrays.setAll(
        rows,
        w -> {
          int at = sums.layout().offsetOf(w);
          return Arrays.copyOfRange(sums.blockOf(w), at, at + TOPICS);
        });
    return rows;
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "2, 0", "4, 0", "4, 1", "4, 2", "2, 1", "4, 3"})
  void threadsAddTheSameWithSumsOfTheirOwnAndWithSharedOnes(int threads, int parts) {
    int documents = 2000;
    SufficientStatistics statistics =
        SufficientStatistics.ofCorpus(LAYOUT, 1 << 20, threads, parts * MATRIX);
    try (Workers workers = new Workers(threads)) {
      // Twice: what is collected must not be there the second time.
      for (int round = 0; round < 2; round++) {
        statistics.clear();
        workers.forEach(documents, (worker, d) -> statistics.add(document(d), worker));
        statistics.collect(workers);
        assertThat(rows(statistics.sums())).isEqualTo(expected(documents, statistics.unit()));
      }
    }
  }

  @Test
  void collectsTheWordsOfSomeDocumentsOnly() {
    SufficientStatistics statistics = SufficientStatistics.ofCorpus(LAYOUT, 1 << 20, 2, MATRIX);
    statistics.sums().blockOf(30)[statistics.sums().layout().offsetOf(30)] = 7;
    int[] words = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
    try (Workers workers = new Workers(2)) {
      statistics.clear(words);
      workers.forEach(50, (worker, d) -> statistics.add(document(d), worker));
      statistics.collect(workers, words);
    }
    long[][] expected = expected(50, statistics.unit());
    expected[30][0] = 7;
    assertThat(rows(statistics.sums())).isEqualTo(expected);
  }

  @Test
  void tellsWhatItTakes() {
    assertThat(SufficientStatistics.bytes(LAYOUT, 1)).isEqualTo(MATRIX);
    assertThat(SufficientStatistics.bytes(LAYOUT, 3)).isEqualTo(3 * MATRIX);
    // 80 MB each: three more are within 256 MB.
    assertThat(SufficientStatistics.bytes(RowLayout.of(100_000, 100), 8)).isEqualTo(320_000_000L);
    // Larger than that: one for all threads.
    assertThat(SufficientStatistics.bytes(RowLayout.of(1_000_000, 100), 8)).isEqualTo(800_000_000L);
  }

  @Test
  void countsOfCollapsedBayesAreInUnitsOfATwentiethPower() {
    SufficientStatistics counts = SufficientStatistics.ofCvb(LAYOUT);
    int[] row = {9, 1, 2, 3, 4, 5, 9};
    counts.add(30, 4, 3);
    counts.move(30, row, 1);
    counts.move(30, row, 1);
    int at = counts.sums().layout().offsetOf(30);
    long[] found = Arrays.copyOfRange(counts.sums().blockOf(30), at, at + TOPICS);
    assertThat(found).containsExactly(1, 2, 3, 4, 5 + (3L << 20));
    assertThat(row).as("moved").containsExactly(9, 0, 0, 0, 0, 0, 9);
    assertThat(counts.unit()).isEqualTo(0x1p-20);
  }
}
