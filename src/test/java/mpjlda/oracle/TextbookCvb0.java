package mpjlda.oracle;

/**
 * Synchronous zero-order collapsed variational Bayes in two steps, as it is defined, slowly and in
 * double precision: with y_k ∝ (N_wk + eta) / (N_k + V eta) · (N_dk + alpha_k) and z_k ∝ (N_wk +
 * eta) / (N_k + V eta) · (max(N_dk − y_k, 0) + alpha_k), the new N_wk = Σ_d n_dw z_k and N_dk = Σ_w
 * n_dw z_k; all counts on the right are those of the last iteration.
 */
public final class TextbookCvb0 {
  private final Corpus corpus;
  private final double[] alpha;
  private final double eta;
  private double[][] words;
  private double[][] documents;

  /**
   * @param words N_wk (V × K) to start from
   * @param documents N_dk (D × K) to start from
   */
  public TextbookCvb0(
      Corpus corpus, double[] alpha, double eta, double[][] words, double[][] documents) {
    this.corpus = corpus;
    this.alpha = alpha;
    this.eta = eta;
    this.words = words;
    this.documents = documents;
  }

  /** N_wk (V × K). */
  public double[][] words() {
    return words;
  }

  /** N_dk (D × K). */
  public double[][] documents() {
    return documents;
  }

  /**
   * One iteration.
   *
   * @return the training log-likelihood under the posterior means of the counts before it
   */
  public double iterate() {
    int topics = alpha.length;
    double[] totals = new double[topics];
    for (double[] row : words) {
      for (int k = 0; k < topics; k++) {
        totals[k] += row[k];
      }
    }
    double[][] nextWords = new double[words.length][topics];
    double[][] nextDocuments = new double[documents.length][topics];
    double likelihood = 0;
    double alphaSum = 0;
    for (double a : alpha) {
      alphaSum += a;
    }
    for (int d = 0; d < documents.length; d++) {
      double length = corpus.document(d).tokens();
      for (int i = 0; i < corpus.words()[d].length; i++) {
        int w = corpus.words()[d][i];
        int n = corpus.counts()[d][i];
        double[] phi = new double[topics];
        double[] y = new double[topics];
        for (int k = 0; k < topics; k++) {
          phi[k] = (words[w][k] + eta) / (totals[k] + words.length * eta);
          y[k] = phi[k] * (documents[d][k] + alpha[k]);
        }
        likelihood += n * Math.log(normalise(y) / (length + alphaSum));
        double[] z = new double[topics];
        for (int k = 0; k < topics; k++) {
          z[k] = phi[k] * (Math.max(documents[d][k] - y[k], 0) + alpha[k]);
        }
        normalise(z);
        for (int k = 0; k < topics; k++) {
          nextWords[w][k] += n * z[k];
          nextDocuments[d][k] += n * z[k];
        }
      }
    }
    words = nextWords;
    documents = nextDocuments;
    return likelihood;
  }

  private static double normalise(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    for (int k = 0; k < values.length; k++) {
      values[k] /= sum;
    }
    return sum;
  }
}
