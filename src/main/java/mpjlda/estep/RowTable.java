package mpjlda.estep;

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

  /**
   * Entries before the first row. Behind an array's header of 16 bytes the rows then lie as the
   * cache's lines do, if the array does: the largest ones of the default garbage collector do.
   */
  private static final int LEAD = Integer.getInteger("lead", 12);

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
    int topics = alpha.length;
    this.alpha = DocumentWorkspace.pad(alpha, Precision.SINGLE);
    this.priorTheta = priorTheta(this.alpha, topics);
    this.isEven = isEven(alpha);
    this.rowsPerBlock = Math.max(1, Math.min(words, (MOST_ENTRIES - LEAD) / this.alpha.length));
    this.blocks = new float[(words + rowsPerBlock - 1) / rowsPerBlock][];
    for (int b = 0; b < blocks.length; b++) {
      int inBlock = Math.min(rowsPerBlock, words - b * rowsPerBlock);
      blocks[b] = new float[LEAD + inBlock * this.alpha.length];
    }
    this.priorNormalisers = new float[words];
    double[] row = new double[topics];
    for (int w = 0; w < words; w++) {
      source.gather(w, row);
      float[] block = blocks[w / rowsPerBlock];
      int from = start(w);
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
