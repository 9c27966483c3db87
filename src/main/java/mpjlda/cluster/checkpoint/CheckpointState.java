package mpjlda.cluster.checkpoint;

import java.util.Optional;
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

  /**
   * Looks for what no training can have saved.
   *
   * @return what was found, and what was expected; empty if it is sound
   */
  public Optional<String> fault() {
    Optional<String> wrong = wrong("eta", new double[] {eta}).or(() -> wrong("alpha", alpha));
    for (int b = 0; b < lambda.layout().blocks() && wrong.isEmpty(); b++) {
      wrong = wrong("lambda", lambda.block(b));
    }
    boolean possible =
        !Double.isInfinite(bound)
            && !Double.isInfinite(progress.previousBound())
            && Double.isFinite(progress.batchesBound())
            && progress.tolerance() >= 0
            && progress.batches() >= 0
            && progress.batchesSweeps() >= 0
            && progress.polishedFrom() >= 0
            && progress.polishedFrom() <= iteration;
    return possible
        ? wrong
        : Optional.of(
            "counters that cannot be: iteration "
                + iteration
                + ", bound "
                + bound
                + ", "
                + progress);
  }

  private static Optional<String> wrong(String name, double[] values) {
    for (double value : values) {
      if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
        return Optional.of(value + " in " + name + ", expected finite numbers from 0");
      }
    }
    return Optional.empty();
  }
}
