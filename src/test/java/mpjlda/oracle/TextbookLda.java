package mpjlda.oracle;

import java.util.Arrays;
import org.apache.commons.numbers.gamma.Digamma;
import org.apache.commons.numbers.gamma.LogGamma;

/**
 * Batch variational Bayes for LDA as the papers write it, slowly: in log space, with an explicit
 * phi per document and every term of the bound by itself.
 *
 * <p>D. M. Blei, A. Y. Ng, M. I. Jordan, Latent Dirichlet Allocation, JMLR 3 (2003): the updates of
 * phi and gamma (section 5.2) and the bound of a document (appendix A.3). M. D. Hoffman, D. M.
 * Blei, F. Bach, Online Learning for Latent Dirichlet Allocation, NIPS 2010: the topics' posterior
 * lambda and the bound with its terms (section 2.1). The normalisation of phi is lda-c's, by
 * log-sum-exp.
 *
 * <p>Shapes: lambda and elogBeta K × V, gamma and alpha K, phi distinct words × K. Counts are
 * tokens, bounds are nats.
 */
public final class TextbookLda {
  private TextbookLda() {}

  /** The distinct words of a document and how often each occurs. */
  public record Document(int[] words, int[] counts) {
    public Document {
      if (words.length != counts.length) {
        throw new IllegalArgumentException(
            words.length + " words, but " + counts.length + " counts");
      }
    }

    public long tokens() {
      long sum = 0;
      for (int n : counts) {
        sum += n;
      }
      return sum;
    }
  }

  /** When an E-step ends: mean absolute change of gamma below the tolerance, or the limit. */
  public record Stop(double tolerance, int maxSweeps) {}

  /** One document's variational posterior; phi belongs to gamma. */
  public record Fit(double[] gamma, double[][] phi, int sweeps) {}

  /**
   * @param lambda after the last iteration, K × V
   * @param bounds the corpus's bound of each iteration, for the lambda that its gammas were fitted
   *     under
   * @param gamma of the last iteration, D × K
   * @param meanSweeps of each iteration, over all documents; an empty one takes one sweep
   */
  public record Result(double[][] lambda, double[] bounds, double[][] gamma, double[] meanSweeps) {}

  /** The whole algorithm; nothing that is passed in is changed. */
  public static Result run(
      int[][] words,
      int[][] counts,
      double[][] initialLambda,
      double[] alpha,
      double eta,
      int iterations,
      double tolerance,
      int maxSweeps) {
    double[][] lambda = initialLambda;
    double[] bounds = new double[iterations];
    double[] meanSweeps = new double[iterations];
    double[][] gamma = new double[words.length][];
    Stop stop = new Stop(tolerance, maxSweeps);
    for (int t = 0; t < iterations; t++) {
      double[][] elogBeta = elogBeta(lambda);
      double[][] next = filled(lambda.length, lambda[0].length, eta);
      double documents = 0;
      long sweeps = 0;
      for (int d = 0; d < words.length; d++) {
        Document document = new Document(words[d], counts[d]);
        Fit fit = eStep(document, elogBeta, alpha, stop);
        addStatistics(document, fit.phi(), next);
        documents += documentBound(document, fit, elogBeta, alpha);
        gamma[d] = fit.gamma();
        sweeps += fit.sweeps();
      }
      bounds[t] = documents + topicsBound(lambda, eta);
      meanSweeps[t] = (double) sweeps / words.length;
      lambda = next;
    }
    return new Result(lambda, bounds, gamma, meanSweeps);
  }

  /**
   * Fits one document from gamma = alpha + N_d / K. Each repetition makes phi from gamma and gamma
   * from phi; at the end phi is made once more.
   */
  public static Fit eStep(Document document, double[][] elogBeta, double[] alpha, Stop stop) {
    int topics = alpha.length;
    double[] gamma = new double[topics];
    for (int k = 0; k < topics; k++) {
      gamma[k] = alpha[k] + (double) document.tokens() / topics;
    }
    int sweeps = 0;
    double change;
    do {
      double[][] phi = phi(document, gamma, elogBeta);
      double[] next = alpha.clone();
      addStatistics(document, phi, next);
      change = 0;
      for (int k = 0; k < topics; k++) {
        change += Math.abs(next[k] - gamma[k]);
      }
      change /= topics;
      gamma = next;
      sweeps++;
    } while (change >= stop.tolerance() && sweeps < stop.maxSweeps());
    return new Fit(gamma, phi(document, gamma, elogBeta), sweeps);
  }

  /** phi_wk ∝ exp(E[log theta_k] + E[log beta_kw]), normalised over k: distinct words × K. */
  public static double[][] phi(Document document, double[] gamma, double[][] elogBeta) {
    double[] elogTheta = elogDirichlet(gamma);
    int[] words = document.words();
    double[][] phi = new double[words.length][gamma.length];
    for (int i = 0; i < words.length; i++) {
      for (int k = 0; k < gamma.length; k++) {
        phi[i][k] = elogTheta[k] + elogBeta[k][words[i]];
      }
      double norm = logSumExp(phi[i]);
      for (int k = 0; k < gamma.length; k++) {
        phi[i][k] = Math.exp(phi[i][k] - norm);
      }
    }
    return phi;
  }

  /** Adds Σ_w n_w phi_wk to {@code sums} (K). */
  private static void addStatistics(Document document, double[][] phi, double[] sums) {
    for (int i = 0; i < phi.length; i++) {
      for (int k = 0; k < sums.length; k++) {
        sums[k] += document.counts()[i] * phi[i][k];
      }
    }
  }

  /** Adds n_w phi_wk to {@code sums} (K × V). */
  private static void addStatistics(Document document, double[][] phi, double[][] sums) {
    for (int i = 0; i < phi.length; i++) {
      for (int k = 0; k < sums.length; k++) {
        sums[k][document.words()[i]] += document.counts()[i] * phi[i][k];
      }
    }
  }

  /**
   * One document's part of the bound, the topics' own terms left out: E[log p(w | z, beta)] + E[log
   * p(z | theta)] − E[log q(z)] + E[log p(theta | alpha)] − E[log q(theta)].
   */
  public static double documentBound(
      Document document, Fit fit, double[][] elogBeta, double[] alpha) {
    double[] elogTheta = elogDirichlet(fit.gamma());
    double logWords = 0;
    double logAssignments = 0;
    double entropyOfAssignments = 0;
    for (int i = 0; i < document.words().length; i++) {
      int n = document.counts()[i];
      for (int k = 0; k < alpha.length; k++) {
        double phi = fit.phi()[i][k];
        logWords += n * phi * elogBeta[k][document.words()[i]];
        logAssignments += n * phi * elogTheta[k];
        // x log x → 0 as x → 0.
        entropyOfAssignments -= phi == 0 ? 0 : n * phi * Math.log(phi);
      }
    }
    double logTheta = elogDensity(alpha, elogTheta);
    double entropyOfTheta = -elogDensity(fit.gamma(), elogTheta);
    return logWords + logAssignments + entropyOfAssignments + logTheta + entropyOfTheta;
  }

  /** The topics' part of the bound: Σ_k E[log p(beta_k | eta)] − E[log q(beta_k | lambda_k)]. */
  public static double topicsBound(double[][] lambda, double eta) {
    double sum = 0;
    for (double[] row : lambda) {
      double[] elogBeta = elogDirichlet(row);
      double[] prior = filled(1, row.length, eta)[0];
      double logBeta = elogDensity(prior, elogBeta);
      double entropyOfBeta = -elogDensity(row, elogBeta);
      sum += logBeta + entropyOfBeta;
    }
    return sum;
  }

  /** E[log beta_kw] = psi(lambda_kw) − psi(Σ_w lambda_kw), K × V. */
  public static double[][] elogBeta(double[][] lambda) {
    double[][] elogBeta = new double[lambda.length][];
    for (int k = 0; k < lambda.length; k++) {
      elogBeta[k] = elogDirichlet(lambda[k]);
    }
    return elogBeta;
  }

  /** E[log x_i] for x ~ Dir(parameters). */
  public static double[] elogDirichlet(double[] parameters) {
    double psiSum = digamma(sum(parameters));
    double[] elog = new double[parameters.length];
    for (int i = 0; i < parameters.length; i++) {
      elog[i] = digamma(parameters[i]) - psiSum;
    }
    return elog;
  }

  /**
   * E[log Dir(x | parameters)] over any distribution of x with these E[log x_i]: ln Γ(Σ a_i) − Σ ln
   * Γ(a_i) + Σ (a_i − 1) E[log x_i].
   */
  private static double elogDensity(double[] parameters, double[] elog) {
    double density = LogGamma.value(sum(parameters));
    for (int i = 0; i < parameters.length; i++) {
      density += (parameters[i] - 1) * elog[i] - LogGamma.value(parameters[i]);
    }
    return density;
  }

  /** psi(x) for x &gt; 0: commons-numbers' is right to 10 digits only for very small arguments. */
  public static double digamma(double x) {
    return x < 0.01 ? Digamma.value(x + 1) - 1 / x : Digamma.value(x);
  }

  private static double logSumExp(double[] logs) {
    double max = Double.NEGATIVE_INFINITY;
    for (double x : logs) {
      max = Math.max(max, x);
    }
    double sum = 0;
    for (double x : logs) {
      sum += Math.exp(x - max);
    }
    return max + Math.log(sum);
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double x : values) {
      sum += x;
    }
    return sum;
  }

  private static double[][] filled(int rows, int columns, double value) {
    double[][] matrix = new double[rows][columns];
    for (double[] row : matrix) {
      Arrays.fill(row, value);
    }
    return matrix;
  }
}
