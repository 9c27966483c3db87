package mpjlda.oracle;

import mpjlda.oracle.TextbookLda.Document;
import mpjlda.oracle.TextbookLda.Fit;
import mpjlda.oracle.TextbookLda.Stop;

/**
 * Online variational Bayes as Algorithm 2 of the paper has it (M. D. Hoffman, D. M. Blei, F. Bach,
 * Online Learning for Latent Dirichlet Allocation, NIPS 2010), slowly: all of lambda is made anew
 * for each batch.
 *
 * <p>Shapes as in {@link TextbookLda}.
 */
public final class TextbookOnline {
  private final Corpus corpus;
  private final double[] alpha;
  private final double eta;
  private final double tau0;
  private final double kappa;
  private double[][] lambda;
  private int batches;
  private double documentsBound;

  /**
   * @param start lambda, K × V; not changed
   */
  public TextbookOnline(
      Corpus corpus, double[][] start, double[] alpha, double eta, double tau0, double kappa) {
    this.corpus = corpus;
    this.lambda = start;
    this.alpha = alpha;
    this.eta = eta;
    this.tau0 = tau0;
    this.kappa = kappa;
  }

  /** One batch of the documents with these numbers. */
  public void batch(int[] documents) {
    double[][] elogBeta = TextbookLda.elogBeta(lambda);
    double[][] statistics = new double[alpha.length][corpus.vocabulary()];
    for (int d : documents) {
      Document document = corpus.document(d);
      Fit fit = TextbookLda.eStep(document, elogBeta, alpha, new Stop(1e-3, 100));
      documentsBound += TextbookLda.documentBound(document, fit, elogBeta, alpha);
      for (int i = 0; i < document.words().length; i++) {
        for (int k = 0; k < alpha.length; k++) {
          statistics[k][document.words()[i]] += document.counts()[i] * fit.phi()[i][k];
        }
      }
    }
    double rho = Math.pow(tau0 + batches, -kappa);
    double weight = (double) corpus.documents() / documents.length;
    double[][] next = new double[alpha.length][corpus.vocabulary()];
    for (int k = 0; k < alpha.length; k++) {
      for (int w = 0; w < corpus.vocabulary(); w++) {
        double ofBatch = eta + weight * statistics[k][w];
        next[k][w] = (1 - rho) * lambda[k][w] + rho * ofBatch;
      }
    }
    lambda = next;
    batches++;
  }

  /** The bound of the documents since the last call, with the topics' terms of now. */
  public double bound() {
    double bound = documentsBound + TextbookLda.topicsBound(lambda, eta);
    documentsBound = 0;
    return bound;
  }

  public double[][] lambda() {
    return lambda;
  }
}
