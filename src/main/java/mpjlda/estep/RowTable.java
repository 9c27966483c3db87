package mpjlda.estep;

import mpjlda.math.SingleFunctions;
import mpjlda.matrix.FloatRows;
import mpjlda.matrix.RowLayout;

/**
 * Fixed topics for inference in single precision: the rows of all words, which are in many
 * documents, and what does not depend on the document. Half as large as lambda. Safe for several
 * threads.
 */
public final class RowTable {
  /** Where rows come from. */
  @FunctionalInterface
  public interface Source {
    /**
     * Writes a word's row (K), divided by its largest entry.
     *
     * @param word 0 .. V−1
     */
    void gather(int word, double[] row);
  }

  private final FloatRows rows;
  private final double[] alpha;
  private final float[] priorTheta;
  private final float[] priorNormalisers;
  private final boolean isEven;

  /**
   * @param words V
   * @param alpha (K) the documents' prior
   */
  public RowTable(int words, double[] alpha, Source source) {
    int topics = alpha.length;
    this.alpha = DocumentWorkspace.pad(alpha, Precision.SINGLE);
    this.priorTheta = priorTheta(this.alpha, topics);
    this.isEven = isEven(alpha);
    this.rows = new FloatRows(RowLayout.of(words, this.alpha.length));
    this.priorNormalisers = new float[words];
    double[] row = new double[topics];
    for (int w = 0; w < words; w++) {
      source.gather(w, row);
      float[] block = rows.blockOf(w);
      int from = rows.layout().offsetOf(w);
      double normaliser = 0;
      for (int k = 0; k < topics; k++) {
        float entry = (float) (row[k] + SingleFunctions.ROW_FLOOR);
        block[from + k] = entry;
        normaliser += (double) priorTheta[k] * entry;
      }
      priorNormalisers[w] = (float) normaliser;
    }
  }

  /** exp(ψ(alpha)), and 0 for the padding. */
  static float[] priorTheta(double[] paddedAlpha, int topics) {
    float[] theta = new float[paddedAlpha.length];
    for (int k = 0; k < topics; k++) {
      theta[k] = SingleFunctions.expDigamma(SingleKernel.narrow(paddedAlpha[k]), 0);
    }
    return theta;
  }

  private static boolean isEven(double[] alpha) {
    for (double a : alpha) {
      if (a != alpha[0]) {
        return false;
      }
    }
    return true;
  }

  /** The prior, padded as kernels want it. */
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

  /**
   * Gives a document the rows of its words: in place if they lie word by word, one array holds all
   * and padding is the same, else copies.
   */
  void gather(DocumentWorkspace document) {
    if (rows.layout().blocks() == 1 && !document.byTopic()) {
      document.single.rows = rows.block(0);
      for (int i = 0; i < document.size; i++) {
        document.single.wordStarts[i] = rows.layout().offsetOf(document.words[i]);
      }
      return;
    }
    for (int i = 0; i < document.size; i++) {
      int word = document.words[i];
      document.setRow(i, rows.blockOf(word), rows.layout().offsetOf(word));
    }
  }
}
