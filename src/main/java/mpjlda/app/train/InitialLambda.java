package mpjlda.app.train;

import java.nio.file.Path;
import mpjlda.core.errors.LdaException;
import mpjlda.core.matrix.BlockedDoubleMatrix;
import mpjlda.data.modelio.Npy;

/** A start that the user gives. */
final class InitialLambda {
  private InitialLambda() {}

  /**
   * Reads a (K, V) array.
   *
   * @throws LdaException (65) if it is damaged, of another shape, or has an entry that is not
   *     finite and &gt; 0
   */
  static BlockedDoubleMatrix read(Path path, int topics, int words) {
    BlockedDoubleMatrix lambda = Npy.readTransposed(path, topics, words);
    for (int w = 0; w < words; w++) {
      for (int k = 0; k < topics; k++) {
        double value = lambda.get(w, k);
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
          throw LdaException.badInput(
              path
                  + ": found "
                  + value
                  + " at topic "
                  + k
                  + ", word "
                  + w
                  + " (counted from 0), expected finite numbers > 0.");
        }
      }
    }
    return lambda;
  }
}
