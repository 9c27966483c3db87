package mpjlda.cluster.distributed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;
import mpjlda.app.train.CountingCommunicator;
import mpjlda.app.train.Part;
import mpjlda.app.train.SilentConsole;
import mpjlda.cluster.comm.InProcessRanks;
import mpjlda.core.console.PhaseClock;
import mpjlda.core.kernel.DocumentSource;
import mpjlda.core.matrix.BlockedDoubleMatrix;
import mpjlda.core.matrix.BlockedLongMatrix;
import mpjlda.core.matrix.PaddedFloatMatrix;
import mpjlda.core.matrix.RowLayout;
import mpjlda.core.matrix.RowShares;
import mpjlda.core.matrix.VectorRows;
import mpjlda.core.parallel.Communicator;
import mpjlda.core.parallel.Workers;
import mpjlda.oracle.Corpus;
import mpjlda.oracle.ToyCorpora;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent of matrices, on ranks that are threads. */
public class OccurringRowsTest {
  private static final long SEED = Long.getLong("tests.seed", 20261122);

  /** 63 blocks, the last of 8 rows. */
  private static final RowLayout LAYOUT = new RowLayout(1000, 3, 16);

  /** Those of a rank's documents and of the others', as a training finds them. */
  public static OccurringRows of(
      DocumentSource documents,
      Workers workers,
      RowLayout layout,
      Communicator comm,
      PhaseClock clock) {
    return OccurringRows.of(
        new OccurringWords(comm, layout.rows()).in(documents, workers), layout, comm, clock);
  }

  private static PhaseClock clock() {
    return new PhaseClock(new SilentConsole());
  }

  private static BitSet words(String which) {
    BitSet words = new BitSet();
    SplittableRandom random = new SplittableRandom(SEED);
    switch (which) {
      case "none" -> {}
      case "one" -> words.set(517);
      case "the first" -> words.set(0, 100);
      case "the last" -> words.set(900, 1000);
      case "a tenth" -> random.ints(100, 0, 1000).forEach(words::set);
      case "half" -> random.ints(690, 0, 1000).forEach(words::set);
      case "nearly all" -> words.set(100, 1000);
      default -> throw new IllegalArgumentException(which);
    }
    return words;
  }

  private static boolean isOwn(int word, Communicator comm) {
    RowShares shares = new RowShares(LAYOUT, comm.size());
    int block = LAYOUT.blockOf(word);
    return shares.firstRow(block, comm.rank()) <= word
        && word < shares.firstRow(block, comm.rank() + 1);
  }

  private static long element(int word, int topic, int rank) {
    return 1_000_003L * word + 1_009L * topic + (1L << (40 + rank));
  }

  private static long sum(int word, int topic, int ranks) {
    long sum = 0;
    for (int r = 0; r < ranks; r++) {
      sum += element(word, topic, r);
    }
    return sum;
  }

  @FunctionalInterface
  private interface Cell {
    void at(int word, int topic, String where);
  }

  private static void forEachCell(String which, Communicator comm, Cell cell) {
    for (int w = 0; w < LAYOUT.rows(); w++) {
      for (int k = 0; k < LAYOUT.columns(); k++) {
        cell.at(
            w, k, which + ", seed " + SEED + ", rank " + comm.rank() + ", word " + w + ", " + k);
      }
    }
  }

  private static BlockedLongMatrix ownStatistics(BitSet words, int rank) {
    BlockedLongMatrix statistics = new BlockedLongMatrix(LAYOUT);
    words.stream()
        .forEach(
            w -> {
              int at = LAYOUT.offsetOf(w);
              for (int k = 0; k < LAYOUT.columns(); k++) {
                statistics.blockOf(w)[at + k] = element(w, k, rank);
              }
            });
    return statistics;
  }

  private static void checkSums(String which, Communicator comm) {
    BitSet words = words(which);
    BlockedLongMatrix scattered = ownStatistics(words, comm.rank());
    OccurringRows.of(words, LAYOUT, comm, clock()).reduceScatter(scattered);
    BlockedLongMatrix whole = ownStatistics(words, comm.rank());
    OccurringRows.of(words, LAYOUT, comm, clock()).allreduce(whole);
    forEachCell(
        which,
        comm,
        (w, k, where) -> {
          long expected = words.get(w) ? sum(w, k, comm.size()) : 0;
          int at = LAYOUT.offsetOf(w) + k;
          if (whole.blockOf(w)[at] != expected
              || isOwn(w, comm) && scattered.blockOf(w)[at] != expected) {
            throw new AssertionError(
                where
                    + ": expected "
                    + expected
                    + ", found "
                    + whole.blockOf(w)[at]
                    + " and "
                    + scattered.blockOf(w)[at]);
          }
        });
  }

  private static void checkShares(String which, Communicator comm) {
    BitSet words = words(which);
    BlockedDoubleMatrix matrix = new BlockedDoubleMatrix(LAYOUT);
    PaddedFloatMatrix table = new PaddedFloatMatrix(LAYOUT, 200);
    double[] vector = new double[LAYOUT.rows()];
    forEachCell(
        which,
        comm,
        (w, k, where) -> {
          table.arrayOf(w)[table.startOf(w) + k] = isOwn(w, comm) ? 3 * w + k : -1;
          matrix.set(w, k, isOwn(w, comm) ? element(w, k, 0) : -1);
          vector[w] = isOwn(w, comm) ? w : -1;
        });
    OccurringRows rows = OccurringRows.of(words, LAYOUT, comm, clock());
    rows.share(matrix);
    rows.share(table);
    rows.share(new VectorRows(vector));
    boolean all = which.equals("nearly all");
    forEachCell(
        which,
        comm,
        (w, k, where) -> {
          boolean known = words.get(w) || isOwn(w, comm) || all;
          assertThat(matrix.get(w, k)).as(where).isEqualTo(known ? element(w, k, 0) : -1);
          assertThat(table.arrayOf(w)[table.startOf(w) + k])
              .as(where)
              .isEqualTo(known ? 3 * w + k : -1);
          assertThat(vector[w]).as(where).isEqualTo(known ? w : -1);
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "one", "the first", "the last", "a tenth", "half", "nearly all"})
  void sumsAndSharesTheRowsThatOccur(String which) {
    for (int ranks : new int[] {1, 2, 3, 5}) {
      InProcessRanks.run(
          ranks,
          comm -> {
            checkSums(which, comm);
            checkShares(which, comm);
            return 0;
          });
    }
  }

  /** 8 bytes an element, but for messages that all need, whatever words occur. */
  @ParameterizedTest
  @CsvSource({
    "none, 0, 0",
    "one, 1, 1",
    "the first, 100, 7",
    "the last, 100, 7",
    "nearly all, 1000, 63"
  })
  void whatIsSentFallsWithTheWordsThatOccur(String which, int rows, int messages) {
    InProcessRanks.run(
        3,
        comm -> {
          CountingCommunicator counting = new CountingCommunicator(comm);
          OccurringRows sent = OccurringRows.of(words(which), LAYOUT, counting, clock());
          sent.reduceScatter(new BlockedLongMatrix(LAYOUT));
          assertThat(counting.elements()).isEqualTo(3L * rows);
          assertThat(counting.messages()).isEqualTo(messages);
          sent.allreduce(new BlockedLongMatrix(LAYOUT));
          assertThat(counting.elements()).isEqualTo(2 * 3L * rows);
          sent.share(new BlockedDoubleMatrix(LAYOUT));
          assertThat(counting.elements()).isEqualTo(3 * 3L * rows);
          sent.share(new VectorRows(new double[LAYOUT.rows()]));
          assertThat(counting.elements()).isEqualTo(3 * 3L * rows + rows);
          assertThat(counting.messages()).isEqualTo(4 * messages);
          sent.share(new PaddedFloatMatrix(LAYOUT));
          // Whole blocks go with their padding.
          int columns = rows == LAYOUT.rows() ? PaddedFloatMatrix.LANES : 3;
          assertThat(counting.elements()).isEqualTo(3 * 3L * rows + rows + (long) columns * rows);
          return 0;
        });
  }

  @Test
  void messagesAreNoLongerThanABlock() {
    BitSet words = words("half");
    assertThat(words.cardinality()).isBetween(400, 600);
    InProcessRanks.run(
        2,
        comm -> {
          CountingCommunicator counting = new CountingCommunicator(comm);
          OccurringRows.of(words, LAYOUT, counting, clock())
              .reduceScatter(new BlockedLongMatrix(LAYOUT));
          assertThat(counting.longest()).isLessThanOrEqualTo(16 * 3).isGreaterThan(8 * 3);
          assertThat(counting.elements()).isEqualTo(3L * words.cardinality());
          return 0;
        });
  }

  @Test
  void blocksGoWithoutACopyWhereNearlyAllWordsOccur() {
    InProcessRanks.run(
        2,
        comm -> {
          CountingCommunicator counting = new CountingCommunicator(comm);
          OccurringRows rows = OccurringRows.of(words("nearly all"), LAYOUT, counting, clock());
          BlockedLongMatrix statistics = new BlockedLongMatrix(LAYOUT);
          rows.reduceScatter(statistics);
          assertThat(counting.last()).isSameAs(statistics.block(62));
          BlockedDoubleMatrix matrix = new BlockedDoubleMatrix(LAYOUT);
          rows.share(matrix);
          assertThat(counting.last()).isSameAs(matrix.block(62));
          return 0;
        });
  }

  @ParameterizedTest
  @CsvSource({"1,1", "2,3", "3,1", "4,1", "5,2", "64,1"})
  void findsTheWordsOfAllRanks(int ranks, int threads) {
    Corpus corpus = ToyCorpora.withUnseenWords(SEED);
    long[] totals = corpus.wordTotals();
    BitSet expected = new BitSet();
    for (int w = 0; w < totals.length; w++) {
      expected.set(w, totals[w] > 0);
    }
    for (BitSet found :
        InProcessRanks.run(
            ranks,
            comm -> {
              try (Workers workers = new Workers(threads)) {
                return new OccurringWords(comm, corpus.vocabulary())
                    .in(Part.of(corpus, comm), workers);
              }
            })) {
      assertThat(found).as("seed %d", SEED).isEqualTo(expected);
    }
    assertThat(expected.cardinality()).isBetween(200, 300);
    assertThat(Arrays.stream(totals).max().orElseThrow()).isGreaterThan(1);
  }
}
