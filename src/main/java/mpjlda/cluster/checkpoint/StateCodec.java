package mpjlda.cluster.checkpoint;

import java.io.IOException;
import mpjlda.core.matrix.BlockedDoubleMatrix;
import mpjlda.core.matrix.RowLayout;

/**
 * Codec of {@code state.ckpt}, the stream that {@link ChecksummedWriter} divides into blocks.
 *
 * <pre>
 *   State    --> Iteration, Bound, Eta, K, V, Progress, alpha^K, lambda^(V·K)
 *   Iteration, K, V    --> int64
 *   Bound, Eta, alpha, lambda --> float64, lambda word by word, the K topics of a word next to each other
 *   Progress --> int64 length, the bytes of {@link CheckpointProgress}, zeros up to a multiple of 8
 * </pre>
 */
final class StateCodec {
  private StateCodec() {}

  static FileSum write(ChecksummedWriter out, CheckpointState state) throws IOException {
    BlockedDoubleMatrix lambda = state.lambda();
    out.putLong(state.iteration());
    out.putDouble(state.bound());
    out.putDouble(state.eta());
    out.putLong(lambda.layout().columns());
    out.putLong(lambda.layout().rows());
    out.putBytes(state.progress().encode());
    out.putDoubles(state.alpha());
    for (int b = 0; b < lambda.layout().blocks(); b++) {
      out.putDoubles(lambda.block(b));
    }
    return out.finish();
  }

  /** Reads to the very end of the file and checks it. */
  static CheckpointState read(ChecksummedReader in) throws IOException, DamagedCheckpointException {
    int iteration = small(in.getLong(), 0);
    double bound = in.getDouble();
    double eta = in.getDouble();
    int topics = small(in.getLong(), 1);
    int words = small(in.getLong(), 0);
    // Before memory is taken for them.
    if (topics * (words + 1L) > in.bytes() / Double.BYTES) {
      throw new DamagedCheckpointException(
          String.format(
              "%d topics of %d words do not fit into its %d bytes", topics, words, in.bytes()));
    }
    CheckpointProgress progress = CheckpointProgress.decode(in.getBytes());
    double[] alpha = new double[topics];
    in.getDoubles(alpha);
    BlockedDoubleMatrix lambda = new BlockedDoubleMatrix(RowLayout.of(words, topics));
    for (int b = 0; b < lambda.layout().blocks(); b++) {
      in.getDoubles(lambda.block(b));
    }
    in.finish();
    return new CheckpointState(iteration, bound, eta, alpha, lambda, progress);
  }

  private static int small(long value, int least) throws DamagedCheckpointException {
    if (value < least || value > Integer.MAX_VALUE) {
      throw new DamagedCheckpointException(
          "a number in it is " + value + ", at least " + least + " expected");
    }
    return (int) value;
  }
}
