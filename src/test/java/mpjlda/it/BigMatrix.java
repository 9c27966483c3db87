package mpjlda.it;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import mpjlda.cluster.checkpoint.CheckpointProgress;
import mpjlda.cluster.checkpoint.CheckpointState;
import mpjlda.cluster.checkpoint.CheckpointStore;
import mpjlda.cluster.runfolder.Fingerprint;
import mpjlda.core.matrix.BlockedDoubleMatrix;
import mpjlda.core.matrix.RowLayout;
import mpjlda.core.matrix.RowRange;
import mpjlda.core.matrix.RowShares;
import mpjlda.core.parallel.Workers;
import mpjlda.core.topicmodel.ColumnTotals;
import mpjlda.core.topics.TopicSummary;
import mpjlda.data.modelio.ModelDirectory;
import mpjlda.data.modelio.Npy;

/**
 * A program that takes a lambda of more than 2^31 entries through memory, {@code lambda.npy} and a
 * checkpoint, in a JVM of its own, as it needs 17 GiB of heap. Says how long each step took.
 *
 * <p>Entry e, counted word by word, is 1 + (e mod 1021)/1024: no two entries that are 2^31 or 2^32
 * apart are the same, and sums of them are exact.
 */
final class BigMatrix {
  static final int TOPICS = 1000;

  /**
   * Words: each topic has each of the 1021 values equally often, as 1000 and 1021 share no factor.
   */
  static final int WORDS = 2106 * 1021;

  static final long ENTRIES = (long) WORDS * TOPICS;

  private static final double COLUMN = 2106 * (1021 + 1020 * 1021 / 2 / 1024.0);
  private static final double ETA = 0.01;
  private static final RowLayout LAYOUT = RowLayout.of(WORDS, TOPICS);
  private static final Fingerprint RUN = new Fingerprint(Map.of("run", "big"));

  private final Path folder;
  private final Workers workers;

  private BigMatrix(Path folder, Workers workers) {
    this.folder = folder;
    this.workers = workers;
  }

  public static void main(String[] args) throws IOException {
    Locale.setDefault(Locale.ROOT);
    require(ENTRIES > 1L << 31, "more than 2^31 entries, found " + ENTRIES);
    try (Workers workers = new Workers(2)) {
      BigMatrix test = new BigMatrix(Path.of(args[0]), workers);
      // Each step lets go of its matrix: two of them do not fit.
      test.fillSumAndWrite();
      test.readFileAndWriteCheckpoint();
      test.readCheckpoint();
    }
    say("all is well");
  }

  private static double expected(int word, int topic) {
    return 1 + ((long) word * TOPICS + topic) % 1021 / 1024.0;
  }

  private void fillSumAndWrite() throws IOException {
    BlockedDoubleMatrix lambda = timed("allocate", () -> new BlockedDoubleMatrix(LAYOUT));
    timed("fill", () -> fill(lambda));
    timed("compare", () -> compare(lambda));
    double[] columns = new double[TOPICS];
    Arrays.fill(columns, COLUMN);
    double[] totals = timed("column totals", () -> ColumnTotals.of(lambda, workers));
    require(Arrays.equals(totals, columns), "column totals");
    double[] summary = timed("topics' totals", () -> TopicSummary.totals(lambda));
    require(Arrays.equals(summary, columns), "topics' totals");
    timed("write lambda.npy", () -> write(lambda));
    checkFile();
  }

  private BlockedDoubleMatrix fill(BlockedDoubleMatrix lambda) {
    for (int w = 0; w < WORDS; w++) {
      for (int k = 0; k < TOPICS; k++) {
        lambda.set(w, k, expected(w, k));
      }
    }
    return lambda;
  }

  /** By the shares of three ranks, and by blocks. */
  private BlockedDoubleMatrix compare(BlockedDoubleMatrix lambda) {
    require(lambda.layout().equals(LAYOUT), "layout " + lambda.layout());
    RowShares shares = new RowShares(LAYOUT, 3);
    long words = 0;
    for (int rank = 0; rank < 3; rank++) {
      for (RowRange rows : shares.pieces(rank, 512)) {
        words += rows.end() - rows.first();
        for (int w = rows.first(); w < rows.end(); w++) {
          double[] block = lambda.blockOf(w);
          int at = LAYOUT.offsetOf(w);
          for (int k = 0; k < TOPICS; k++) {
            if (block[at + k] != expected(w, k)) {
              throw new IllegalStateException(
                  "word %d, topic %d is %s".formatted(w, k, block[at + k]));
            }
          }
        }
      }
    }
    require(words == WORDS, "words " + words);
    return lambda;
  }

  private Path file() {
    return folder.resolve(ModelDirectory.LAMBDA);
  }

  private BlockedDoubleMatrix write(BlockedDoubleMatrix lambda) {
    Npy.writeTransposed(file(), lambda);
    return lambda;
  }

  /** What numpy would find: 128 bytes of header, then (K, V) in C order, little-endian. */
  private void checkFile() throws IOException {
    require(Files.size(file()) == 128 + 8 * ENTRIES, "file of " + Files.size(file()));
    require(Npy.readHeader(file()).shape().equals(List.of((long) TOPICS, (long) WORDS)), "shape");
    try (RandomAccessFile bytes = new RandomAccessFile(file().toFile(), "r")) {
      for (long entry :
          new long[] {0, (1L << 28) - 1, 1L << 28, (1L << 31) - 1, 1L << 31, ENTRIES - 1}) {
        bytes.seek(128 + 8 * entry);
        double found = Double.longBitsToDouble(Long.reverseBytes(bytes.readLong()));
        int topic = (int) (entry / WORDS);
        int word = (int) (entry % WORDS);
        require(found == expected(word, topic), "entry " + entry + " of the file: " + found);
      }
    }
  }

  private void readFileAndWriteCheckpoint() throws IOException {
    BlockedDoubleMatrix lambda =
        timed("read lambda.npy", () -> Npy.readTransposed(file(), TOPICS, WORDS));
    timed("compare", () -> compare(lambda));
    ModelDirectory.checkLambda(file(), lambda);
    Files.delete(file());
    double[] alpha = new double[TOPICS];
    CheckpointState state =
        new CheckpointState(3, -1.5, ETA, alpha, lambda, new CheckpointProgress(-2, 0, 0, 0, 0, 0));
    timed("write checkpoint", () -> store().save(RUN, state));
  }

  private CheckpointStore store() {
    return new CheckpointStore(folder.resolve("checkpoint"), 1);
  }

  private void readCheckpoint() {
    BlockedDoubleMatrix lambda =
        timed("read checkpoint", () -> store().newest(RUN).checkpoint().orElseThrow())
            .state()
            .lambda();
    timed("compare", () -> compare(lambda));
  }

  private static <T> T timed(String step, Supplier<T> work) {
    long start = System.nanoTime();
    T result = work.get();
    say("%-18s %5.1f s".formatted(step, (System.nanoTime() - start) / 1e9));
    return result;
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalStateException(what);
    }
  }

  private static void say(String line) {
    System.out.println(line);
  }
}
