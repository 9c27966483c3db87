package mpjlda.cluster.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mpjlda.cluster.runfolder.Fingerprint;
import mpjlda.core.matrix.BlockedDoubleMatrix;
import mpjlda.core.matrix.RowLayout;
import mpjlda.data.io.AtomicFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checkpoints with right checksums and wrong contents. */
class HostileStateTest {
  private static final Fingerprint RUN = new Fingerprint(Map.of());
  private static final CheckpointProgress PROGRESS = new CheckpointProgress(-2, 0.1, 0, 0, 0, 0);

  @TempDir Path folder;

  private void save(double alpha, double lambda, CheckpointProgress progress) {
    BlockedDoubleMatrix matrix = new BlockedDoubleMatrix(RowLayout.of(3, 2));
    matrix.set(2, 1, lambda);
    new CheckpointStore(folder, 1)
        .save(RUN, new CheckpointState(5, -1.5, 0.25, new double[] {0.1, alpha}, matrix, progress));
  }

  private Optional<String> fault() {
    return new CheckpointStore(folder, 1).newest(RUN).checkpoint().get().state().fault();
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, -1e-300})
  void parametersAreFiniteAndNotNegative(double value) {
    save(0.1, value, PROGRESS);
    assertThat(fault()).contains(value + " in lambda, expected finite numbers from 0");
    save(value, 1, PROGRESS);
    assertThat(fault()).contains(value + " in alpha, expected finite numbers from 0");
  }

  @Test
  void countersArePossible() {
    save(0.1, 1, new CheckpointProgress(-2, 0.1, -1, 0, 0, 0));
    assertThat(fault().get()).contains("counters that cannot be");
    save(0.1, 1, new CheckpointProgress(-2, 0.1, 0, 0, 0, 6));
    assertThat(fault().get()).contains("counters that cannot be");
  }

  @Test
  void soundOnesHaveNoFault() {
    save(0.1, 1, PROGRESS);
    assertThat(fault()).isEmpty();
  }

  /** Else 16 GB are taken for an 800-byte file. */
  @Test
  void sizesAreComparedWithTheFileFirst() throws IOException {
    Path file = folder.resolve("state");
    CheckpointHeader.Identity identity = new CheckpointHeader.Identity("state", 1, 1);
    FileSum[] sum = new FileSum[1];
    AtomicFile.write(
        file,
        out -> {
          ChecksummedWriter writer = new ChecksummedWriter(out, new CheckpointHeader(identity, 40));
          writer.putLong(5);
          writer.putDouble(-1);
          writer.putDouble(0.1);
          writer.putLong(1);
          writer.putLong(Integer.MAX_VALUE);
          writer.putBytes(PROGRESS.encode());
          sum[0] = writer.finish();
        });

    try (ChecksummedReader in = ChecksummedReader.open(file, identity, sum[0])) {
      assertThatThrownBy(() -> StateCodec.read(in))
          .isInstanceOf(DamagedCheckpointException.class)
          .hasMessageContaining("1 topics of 2147483647 words do not fit into its");
    } catch (DamagedCheckpointException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void partsFitIntoTheirFilesAndFollowOnEachOther() throws IOException {
    FileSum sum = new FileSum(100, 0);
    BlockedDoubleMatrix matrix = new BlockedDoubleMatrix(RowLayout.of(1, 1));
    CheckpointState state = new CheckpointState(1, 0, 1, new double[1], matrix, PROGRESS);
    for (List<CheckpointPartFile> parts :
        List.of(
            List.of(new CheckpointPartFile("n", 0, 1L << 40, 1 << 30, 100, 0)),
            List.of(new CheckpointPartFile("n", 5, 1, 1, 100, 0)))) {
      Generation generation = Generation.of(folder, 1);
      Files.createDirectories(generation.folder());
      Manifest manifest =
          new Manifest(1, Instant.EPOCH, Manifest.Summary.of(state), RUN, sum, parts);
      Files.write(generation.manifest(), manifest.encode());
      assertThatThrownBy(() -> Manifest.read(generation))
          .isInstanceOf(DamagedCheckpointException.class)
          .hasMessageContaining("not a manifest");
    }
  }
}
