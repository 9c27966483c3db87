package mpjlda.oracle;

import java.util.ArrayList;
import java.util.List;

/**
 * Document completion as its definition says, slowly: with phi_kw = lambda_kw / Σ_w lambda_kw,
 * theta from {@link TextbookLda#eStep} under log phi, and each held-out token's logarithm by
 * itself.
 */
public final class TextbookEvaluation {
  private static final TextbookLda.Stop STOP = new TextbookLda.Stop(1e-5, 1000);

  private TextbookEvaluation() {}

  /** (K × V) log of the topics' posterior means. */
  public static double[][] logPhi(double[][] lambda) {
    double[][] logPhi = new double[lambda.length][lambda[0].length];
    for (int k = 0; k < lambda.length; k++) {
      double total = 0;
      for (double entry : lambda[k]) {
        total += entry;
      }
      for (int w = 0; w < lambda[k].length; w++) {
        logPhi[k][w] = Math.log(lambda[k][w] / total);
      }
    }
    return logPhi;
  }

  /** gamma (K) of one document. */
  public static double[] gamma(TextbookLda.Document document, double[][] lambda, double[] alpha) {
    return TextbookLda.eStep(document, logPhi(lambda), alpha, STOP).gamma();
  }

  /** gamma / Σ gamma (K) of one document. */
  public static double[] theta(TextbookLda.Document document, double[][] lambda, double[] alpha) {
    double[] gamma = gamma(document, lambda, alpha);
    double sum = 0;
    for (double entry : gamma) {
      sum += entry;
    }
    for (int k = 0; k < gamma.length; k++) {
      gamma[k] /= sum;
    }
    return gamma;
  }

  /** Σ over the held-out tokens of log Σ_k theta_dk phi_kw. */
  public static double logLikelihood(
      Corpus observed, Corpus heldOut, double[][] lambda, double[] alpha) {
    double[][] logPhi = logPhi(lambda);
    List<Double> terms = new ArrayList<>();
    for (int d = 0; d < observed.documents(); d++) {
      double[] theta = theta(observed.document(d), lambda, alpha);
      TextbookLda.Document unseen = heldOut.document(d);
      for (int i = 0; i < unseen.words().length; i++) {
        double probability = 0;
        for (int k = 0; k < theta.length; k++) {
          probability += theta[k] * Math.exp(logPhi[k][unseen.words()[i]]);
        }
        for (int token = 0; token < unseen.counts()[i]; token++) {
          terms.add(Math.log(probability));
        }
      }
    }
    return terms.stream().mapToDouble(Double::doubleValue).sum();
  }
}
