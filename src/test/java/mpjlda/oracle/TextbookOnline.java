package mpjlda.oracle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
  private final List<double[]> counts = new ArrayList<>();
  private double[] alpha;
  private double eta;
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
    counts.clear();
    double[][] statistics = new double[alpha.length][corpus.vocabulary()];
    for (int d : documents) {
      Document document = corpus.document(d);
      Fit fit = TextbookLda.eStep(document, elogBeta, alpha, new Stop(1e-3, 100));
      counts.add(minus(fit.gamma(), alpha));
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

  private static double[] minus(double[] from, double[] what) {
    double[] difference = new double[from.length];
    Arrays.setAll(difference, k -> Math.max(0, from[k] - what[k]));
    return difference;
  }

  /**
   * A part of a step of Minka's fixed point (Estimating a Dirichlet distribution, 2000, eq. 55) for
   * alpha, from the counts of the last batch.
   */
  public void learnAlpha(double part, boolean symmetric) {
    double[] a = alpha;
    double sum = Arrays.stream(a).sum();
    double below = 0;
    double[] above = new double[a.length];
    for (double[] row : counts) {
      below += harmonic(Arrays.stream(row).sum(), sum);
      for (int k = 0; k < a.length; k++) {
        above[k] += harmonic(row[k], a[k]);
      }
    }
    if (symmetric) {
      Arrays.fill(above, Arrays.stream(above).sum() / a.length);
    }
    double[] next = new double[a.length];
    for (int k = 0; k < a.length; k++) {
      double goal = below == 0 ? a[k] : a[k] * above[k] / below;
      next[k] = a[k] + part * (clamp(goal, 1e-3, 100) - a[k]);
    }
    alpha = next;
  }

  /** The same for eta, from the counts lambda − eta, which stay as they are. */
  public void learnEta(double part) {
    int vocabulary = corpus.vocabulary();
    double b = eta;
    double above = 0;
    double below = 0;
    for (double[] topic : lambda) {
      double total = 0;
      for (double entry : topic) {
        above += harmonic(entry - eta, b);
        total += entry - eta;
      }
      below += vocabulary * harmonic(total, vocabulary * b);
    }
    double next = b + part * (clamp(b * above / below, 1e-3, 10) - b);
    for (double[] topic : lambda) {
      for (int w = 0; w < vocabulary; w++) {
        topic[w] += next - eta;
      }
    }
    eta = next;
  }

  /** Σ_{i<n} 1/(a+i), with a part of the next term for a part of a count. */
  private static double harmonic(double n, double a) {
    double sum = 0;
    int i = 0;
    for (; i + 1 <= n; i++) {
      sum += 1 / (a + i);
    }
    return sum + (n - i) / (a + i);
  }

  private static double clamp(double value, double least, double most) {
    return Math.min(most, Math.max(least, value));
  }

  public double[] alpha() {
    return alpha;
  }

  public double eta() {
    return eta;
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
