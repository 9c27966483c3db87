package mpjlda.core.kernel;

import java.util.Arrays;
import mpjlda.core.math.FloatFunctions;
import mpjlda.core.matrix.PaddedFloatMatrix;
import mpjlda.core.matrix.RowLayout;
import mpjlda.core.parallel.Workers;

/**
 * Fixed topics for inference in single precision: the rows of all words and their normalisers under
 * the documents' prior, which do not depend on the document. Half as large as lambda. Safe for
 * several threads.
 */
public final class RowTable {
  /** A source of rows. */
  @FunctionalInterface
  public interface Source {
    /**
     * Writes a word's row (K), divided by its largest entry.
     *
     * @param word 0 .. V−1
     */
    void gather(int word, double[] row);
  }

  /** Words that a thread takes at a time. */
  private static final int PIECE = 512;

  private final PaddedFloatMatrix rows;
  private final double[] alpha;
  private final float[] priorTheta;
  private final float[] priorNormalisers;
  private final boolean isEven;

  /**
   * A table of rows that are computed here, one after the other.
   *
   * @param words V
   * @param alpha (K) the documents' prior
   */
  public RowTable(int words, double[] alpha, Source source, Workers workers) {
    this(filled(new PaddedFloatMatrix(RowLayout.of(words, alpha.length)), source), alpha, workers);
  }

  /**
   * A table of given rows.
   *
   * @param rows (V × K), filled
   * @param alpha (K) the documents' prior
   */
  public RowTable(PaddedFloatMatrix rows, double[] alpha, Workers workers) {
    this.rows = rows;
    this.alpha = DocumentWorkspace.pad(alpha, Precision.SINGLE);
    this.priorTheta = new float[this.alpha.length];
    for (int k = 0; k < alpha.length; k++) {
      priorTheta[k] = FloatFunctions.expDigamma(FloatArrays.narrow(alpha[k]), 0);
    }
    this.isEven = Arrays.stream(alpha).allMatch(a -> a == alpha[0]);
    this.priorNormalisers = new float[rows.layout().rows()];
    int words = priorNormalisers.length;
    workers.forEach(
        (words + PIECE - 1) / PIECE,
        (worker, piece) -> {
          for (int w = piece * PIECE; w < Math.min(words, (piece + 1) * PIECE); w++) {
            float[] array = rows.arrayOf(w);
            priorNormalisers[w] = (float) priorNormaliser(array, rows.startOf(w), alpha.length);
          }
        });
  }

  static PaddedFloatMatrix filled(PaddedFloatMatrix rows, Source source) {
    double[] row = new double[rows.layout().columns()];
    for (int w = 0; w < rows.layout().rows(); w++) {
      source.gather(w, row);
      FloatFunctions.narrow(row, 0, rows.arrayOf(w), rows.startOf(w), row.length);
    }
    return rows;
  }

  private double priorNormaliser(float[] array, int at, int topics) {
    double normaliser = 0;
    for (int k = 0; k < topics; k++) {
      normaliser += (double) priorTheta[k] * array[at + k];
    }
    return normaliser;
  }

  /** The prior, padded for kernels. */
  public double[] alpha() {
    return alpha;
  }

  /** (stride): exp(ψ(alpha)), and 0 for the padding. Not a copy. */
  float[] priorTheta() {
    return priorTheta;
  }

  /** Whether all topics have the same prior. */
  boolean isEven() {
    return isEven;
  }

  /** A word's normaliser for gamma = alpha: Σ_k exp(ψ(alpha_k)) · row_k. */
  float priorNormaliser(int word) {
    return priorNormalisers[word];
  }

  /** Gives a document the rows of its words. */
  void gather(FloatWorkspace document) {
    document.setRows(rows);
  }
}
