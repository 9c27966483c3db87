package mpjlda.estep;

import java.util.Arrays;
import mpjlda.math.SingleFunctions;

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

  private static final int MOST_ENTRIES = Integer.MAX_VALUE - 64;

  private static final int LEAD = Precision.SINGLE.lead();

  /** (V × stride), as many rows in each as an array holds. */
  private final float[][] blocks;

  private final int rowsPerBlock;
  private final double[] alpha;
  private final float[] priorTheta;
  private final float[] priorNormalisers;
  private final boolean isEven;

  /**
   * @param words V
   * @param alpha (K) the documents' prior
   */
  public RowTable(int words, double[] alpha, Source source) {
    this(words, alpha, source, MOST_ENTRIES);
  }

  /**
   * @param mostEntries of an array
   */
  RowTable(int words, double[] alpha, Source source, int mostEntries) {
    this.alpha = DocumentWorkspace.pad(alpha, Precision.SINGLE);
    this.priorTheta = new float[this.alpha.length];
    priorTheta(this.alpha, alpha.length, priorTheta);
    this.isEven = Arrays.stream(alpha).allMatch(a -> a == alpha[0]);
    this.rowsPerBlock = Math.max(1, Math.min(words, (mostEntries - LEAD) / this.alpha.length));
    this.blocks = new float[(words + rowsPerBlock - 1) / rowsPerBlock][];
    for (int b = 0; b < blocks.length; b++) {
      int rows = Math.min(rowsPerBlock, words - b * rowsPerBlock);
      blocks[b] = new float[LEAD + rows * this.alpha.length];
    }
    this.priorNormalisers = new float[words];
    double[] row = new double[alpha.length];
    for (int w = 0; w < words; w++) {
      source.gather(w, row);
      priorNormalisers[w] = (float) narrow(row, blocks[w / rowsPerBlock], start(w));
    }
  }

  /** Stores a row; returns its word's normaliser for gamma = alpha. */
  private double narrow(double[] row, float[] block, int at) {
    double normaliser = 0;
    for (int k = 0; k < row.length; k++) {
      float entry = (float) (row[k] + SingleFunctions.ROW_FLOOR);
      block[at + k] = entry;
      normaliser += (double) priorTheta[k] * entry;
    }
    return normaliser;
  }

  /** Writes exp(ψ(alpha_k)) into the first K entries of theta. */
  static void priorTheta(double[] alpha, int topics, float[] theta) {
    for (int k = 0; k < topics; k++) {
      theta[k] = SingleFunctions.expDigamma(SingleKernel.narrow(alpha[k]), 0);
    }
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
   * Gives a document the rows of its words: in place if they are to lie word by word and one array
   * holds them all, else copies.
   */
  void gather(DocumentWorkspace document) {
    if (blocks.length == 1 && !document.byTopic()) {
      document.single.rows = blocks[0];
      for (int i = 0; i < document.size; i++) {
        document.single.wordStarts[i] = LEAD + document.words[i] * alpha.length;
      }
      return;
    }
    for (int i = 0; i < document.size; i++) {
      int word = document.words[i];
      document.setRow(i, blocks[word / rowsPerBlock], start(word));
    }
  }

  private int start(int word) {
    return LEAD + word % rowsPerBlock * alpha.length;
  }
}
