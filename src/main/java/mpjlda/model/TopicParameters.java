package mpjlda.model;

import java.util.Arrays;
import mpjlda.errors.LdaException;
import mpjlda.math.ExactSum;
import mpjlda.math.KeyedRandom;
import mpjlda.math.SpecialFunctions;
import mpjlda.matrix.DoubleRows;
import mpjlda.matrix.LongRows;
import mpjlda.matrix.RowLayout;
import mpjlda.parallel.Workers;

/**
 * q(beta | lambda) as one iteration's E-step sees it: lambda (V × K), exp(E[log beta]) (V × K) with
 * each word's row divided by its largest entry, the logarithms of those entries (V), and the
 * topics' part of the bound.
 *
 * <p>Dividing by the largest entry changes no phi, for phi is normalised over topics, and keeps
 * every row away from underflow: exp(ψ(0.01)) is already 1e-44.
 *
 * <p>Hoffman, Blei and Bach (NIPS 2010), eq. (3)–(6). Every sum is either exact or over blocks of
 * words that depend on nothing but V.
 */
public final class TopicParameters {
  /**
   * Words in a partial sum over words: fixed, as it decides the order of the additions and so the
   * bits.
   */
  private static final int SUM_ROWS = 512;

  private final DoubleRows lambda;
  private final DoubleRows expElogBeta;
  private final double[] logScale;
  private final double eta;
  private final double bound;

  private TopicParameters(
      DoubleRows lambda, DoubleRows expElogBeta, double[] logScale, double eta, double bound) {
    this.lambda = lambda;
    this.expElogBeta = expElogBeta;
    this.logScale = logScale;
    this.eta = eta;
    this.bound = bound;
  }

  /** A random start: lambda_kw ~ Gamma(100, 1/100), from (seed, word, topic) alone. */
  public static DoubleRows randomLambda(RowLayout layout, long seed, Workers workers) {
    DoubleRows lambda = new DoubleRows(layout);
    workers.forEach(
        sumBlocks(layout),
        (worker, task) -> {
          KeyedRandom random = new KeyedRandom(seed, "lambda");
          int end = Math.min(layout.rows(), (task + 1) * SUM_ROWS);
          for (int w = task * SUM_ROWS; w < end; w++) {
            for (int k = 0; k < layout.columns(); k++) {
              random.seek(w, k);
              lambda.set(w, k, random.nextGamma(100) / 100);
            }
          }
        });
    return lambda;
  }

  /**
   * The parameters for a given lambda.
   *
   * @param lambda (V × K), all entries finite and &gt; 0; taken over, not copied
   * @param eta the topics' symmetric Dirichlet prior, &gt; 0
   */
  public static TopicParameters of(DoubleRows lambda, double eta, Workers workers) {
    return derive(
        lambda, new DoubleRows(lambda.layout()), new double[lambda.layout().rows()], eta, workers);
  }

  /**
   * The M-step: lambda = eta + statistics (eq. 6 of the paper), and what follows from it.
   *
   * <p>The new parameters live in this object's arrays: it must not be used afterwards. A rank
   * holds three V × K arrays and no fourth.
   *
   * @param statistics (V × K) Σ_d n_dw phi_dwk over the whole corpus, in units
   * @param unit what one of them stands for, a power of two
   */
  public TopicParameters next(LongRows statistics, double unit, Workers workers) {
    RowLayout layout = lambda.layout();
    workers.forEach(
        layout.blocks(),
        (worker, block) -> {
          long[] from = statistics.block(block);
          double[] to = lambda.block(block);
          for (int i = 0; i < to.length; i++) {
            to[i] = eta + from[i] * unit;
          }
        });
    return derive(lambda, expElogBeta, logScale, eta, workers);
  }

  private static TopicParameters derive(
      DoubleRows lambda, DoubleRows expElogBeta, double[] logScale, double eta, Workers workers) {
    RowLayout layout = lambda.layout();
    int topics = layout.columns();
    double[] totals = totals(lambda, workers);
    double[] digammaTotals = new double[topics];
    ExactSum bound = new ExactSum();
    double words = layout.rows();
    double priorTerm =
        SpecialFunctions.logGamma(words * eta) - words * SpecialFunctions.logGamma(eta);
    for (int k = 0; k < topics; k++) {
      digammaTotals[k] = SpecialFunctions.digamma(totals[k]);
      bound.add(priorTerm);
      add(-SpecialFunctions.logGamma(totals[k]), "topic", k, bound);
    }
    ExactSum[] sums = new ExactSum[workers.threads()];
    Arrays.setAll(sums, i -> new ExactSum());
    RowScaler scaler = new RowScaler(digammaTotals, eta);
    workers.forEach(
        sumBlocks(layout),
        (worker, task) -> {
          int end = Math.min(layout.rows(), (task + 1) * SUM_ROWS);
          for (int w = task * SUM_ROWS; w < end; w++) {
            int at = layout.offsetOf(w);
            double term = scaler.bound(lambda.blockOf(w), expElogBeta.blockOf(w), at);
            add(term, "word", w, sums[worker]);
            logScale[w] = scaler.scale(expElogBeta.blockOf(w), at);
          }
        });
    for (ExactSum sum : sums) {
      bound.add(sum);
    }
    return new TopicParameters(lambda, expElogBeta, logScale, eta, bound.value());
  }

  private static void add(double term, String what, int number, ExactSum bound) {
    try {
      bound.add(term);
    } catch (ArithmeticException e) {
      throw LdaException.failed(
          "the lambda of %s %d (counted from 0) gave a bound of %s, expected a finite number. Look at --eta and --initial-lambda."
              .formatted(what, number, term),
          e);
    }
  }

  /** Σ_w lambda_kw (K). */
  private static double[] totals(DoubleRows lambda, Workers workers) {
    RowLayout layout = lambda.layout();
    int topics = layout.columns();
    double[][] partial = new double[sumBlocks(layout)][topics];
    workers.forEach(
        partial.length,
        (worker, task) -> {
          int end = Math.min(layout.rows(), (task + 1) * SUM_ROWS);
          for (int w = task * SUM_ROWS; w < end; w++) {
            double[] block = lambda.blockOf(w);
            int at = layout.offsetOf(w);
            for (int k = 0; k < topics; k++) {
              partial[task][k] += block[at + k];
            }
          }
        });
    double[] totals = new double[topics];
    for (double[] part : partial) {
      for (int k = 0; k < topics; k++) {
        totals[k] += part[k];
      }
    }
    return totals;
  }

  private static int sumBlocks(RowLayout layout) {
    return (layout.rows() + SUM_ROWS - 1) / SUM_ROWS;
  }

  public RowLayout layout() {
    return lambda.layout();
  }

  /** (V × K). Not a copy. */
  public DoubleRows lambda() {
    return lambda;
  }

  /** (V × K) exp(E[log beta]), each row divided by its largest entry. Not a copy. */
  public DoubleRows expElogBeta() {
    return expElogBeta;
  }

  /**
   * (V) E[log beta] of each word's largest entry: what its row was divided by, as a logarithm. Not
   * a copy.
   */
  public double[] logScale() {
    return logScale;
  }

  /** E[log p(beta | eta)] − E[log q(beta | lambda)], in nats. */
  public double bound() {
    return bound;
  }
}
