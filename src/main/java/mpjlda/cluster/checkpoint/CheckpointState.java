package mpjlda.cluster.checkpoint;

import mpjlda.core.matrix.BlockedDoubleMatrix;

/**
 * Rank 0's state that a run needs to continue; read back bit for bit. The arrays are not copied:
 * they must not change while they are being saved.
 *
 * @param iteration the last one that is done, ≥ 0
 * @param bound of that iteration in nats; NaN if there is none
 * @param eta the topics' prior
 * @param alpha (K) the documents' prior
 * @param lambda V × K
 * @param progress the other numbers
 */
public record CheckpointState(
    int iteration,
    double bound,
    double eta,
    double[] alpha,
    BlockedDoubleMatrix lambda,
    CheckpointProgress progress) {
  public CheckpointState {
    if (iteration < 0 || alpha.length != lambda.layout().columns()) {
      throw new IllegalArgumentException(
          String.format(
              "iteration >= 0 and as many alpha as topics expected, found iteration %d, %d alpha,"
                  + " %d topics",
              iteration, alpha.length, lambda.layout().columns()));
    }
  }
}
