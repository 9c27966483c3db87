package mpjlda.app.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import mpjlda.cluster.checkpoint.CheckpointPartFile;
import mpjlda.cluster.checkpoint.CheckpointProgress;
import mpjlda.cluster.checkpoint.CheckpointState;
import mpjlda.cluster.checkpoint.CheckpointStore;
import mpjlda.cluster.runfolder.Fingerprint;
import mpjlda.core.matrix.BlockedDoubleMatrix;
import mpjlda.core.matrix.BlockedFloatMatrix;
import mpjlda.core.matrix.RowLayout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one number of ranks wrote, another reads. */
class CheckpointRowsTest {
  private static final Fingerprint RUN = new Fingerprint(Map.of("corpus", "toy"));

  @TempDir private Path folder;

  private static CheckpointRows rows(long first, int documents, int topics) {
    return CheckpointRows.ofDocuments(
        "counts", first, new BlockedFloatMatrix(RowLayout.of(documents, topics)));
  }

  /** Negative, tiny and infinite ones too: all bits count. */
  private static float value(long document, int topic) {
    float[] odd = {-0.0f, Float.MIN_VALUE, Float.POSITIVE_INFINITY, -1.5e-30f};
    return topic == 0 ? odd[(int) (document % odd.length)] : document + topic / 64f;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 8})
  void anotherNumberOfRanksReadsTheSameBits(int topics) {
    CheckpointStore store = new CheckpointStore(folder, 1);
    long generation = store.begin();
    List<CheckpointPartFile> parts = new ArrayList<>();
    int[] ends = {0, 5, 6, 13};
    for (int r = 0; r + 1 < ends.length; r++) {
      CheckpointRows own = rows(ends[r], ends[r + 1] - ends[r], topics);
      for (int d = 0; d < ends[r + 1] - ends[r]; d++) {
        for (int k = 0; k < topics; k++) {
          own.rows().blockOf(d)[own.rows().layout().offsetOf(d) + k] = value(ends[r] + d, k);
        }
      }
      parts.add(store.writePart(generation, RUN, own.part()));
    }
    BlockedDoubleMatrix lambda = new BlockedDoubleMatrix(RowLayout.of(1, topics));
    store.commit(
        generation,
        RUN,
        new CheckpointState(
            1, -1, 0.1, new double[topics], lambda, new CheckpointProgress(-2, 0, 0, 0, 0, 0)),
        parts);
    int[][] others = {{0, 13}, {0, 0}, {3, 9}, {12, 13}, {13, 13}};
    for (int[] range : others) {
      CheckpointRows read = rows(range[0], range[1] - range[0], topics);
      read.read(store, generation);
      for (int d = range[0]; d < range[1]; d++) {
        int at = read.rows().layout().offsetOf(d - range[0]);
        for (int k = 0; k < topics; k++) {
          float found = read.rows().blockOf(d - range[0])[at + k];
          assertThat(Float.floatToRawIntBits(found))
              .as("document %d, topic %d of %d", d, k, topics)
              .isEqualTo(Float.floatToRawIntBits(value(d, k)));
        }
      }
    }
  }
}
