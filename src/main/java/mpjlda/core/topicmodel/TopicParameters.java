package mpjlda.core.topicmodel;

import java.util.Arrays;
import java.util.List;
import mpjlda.core.errors.LdaException;
import mpjlda.core.math.ExactSum;
import mpjlda.core.math.KeyedRandom;
import mpjlda.core.math.SpecialFunctions;
import mpjlda.core.matrix.BlockedDoubleMatrix;
import mpjlda.core.matrix.BlockedLongMatrix;
import mpjlda.core.matrix.RowLayout;
import mpjlda.core.matrix.RowRange;
import mpjlda.core.matrix.RowShares;
import mpjlda.core.matrix.VectorRows;
import mpjlda.core.parallel.Workers;

/**
 * q(beta | lambda) as one iteration's E-step sees it: lambda (V × K), exp(E[log beta]) (V × K) with
 * each word's row divided by its largest entry, the logarithms of those entries (V), and the
 * topics' part of the bound.
 *
 * <p>Dividing by the largest entry changes no phi, for phi is normalised over topics, and keeps
 * every row away from underflow: exp(ψ(0.01)) is already 1e-44.
 *
 * <p>Hoffman, Blei and Bach (NIPS 2010), eq. (3)–(6). Every sum is exact, so it does not depend on
 * how the words are spread over ranks and threads.
 */
public final class TopicParameters {
  /** Words that a thread takes at a time. */
  private static final int PIECE = 512;

  private final BlockedDoubleMatrix lambda;
  private final ScaledRows expElogBeta;
  private final double[] logScale;
  private final double eta;

  /** What is derived from all of lambda. */
  private final Derived derived;

  /**
   * @param totals (K) Σ_w lambda_kw
   * @param bound E[log p(beta | eta)] − E[log q(beta | lambda)]
   */
  private record Derived(double[] totals, double bound) {
    static final Derived NOT_YET = new Derived(new double[0], Double.NaN);
  }

  private TopicParameters(
      BlockedDoubleMatrix lambda,
      ScaledRows expElogBeta,
      double[] logScale,
      double eta,
      Derived derived) {
    this.lambda = lambda;
    this.expElogBeta = expElogBeta;
    this.logScale = logScale;
    this.eta = eta;
    this.derived = derived;
  }

  /**
   * A random start: lambda_kw ~ Gamma(100, 1/100), from (seed, word, topic) alone.
   *
   * @return this rank's share of it
   */
  public static BlockedDoubleMatrix randomLambda(
      RowLayout layout, long seed, Workers workers, RankExchange ranks) {
    BlockedDoubleMatrix lambda = new BlockedDoubleMatrix(layout);
    List<RowRange> pieces = ranks.ownRows(layout, PIECE);
    workers.forEach(
        pieces.size(),
        (worker, task) -> {
          KeyedRandom random = new KeyedRandom(seed, "lambda");
          for (int w = pieces.get(task).first(); w < pieces.get(task).end(); w++) {
            for (int k = 0; k < layout.columns(); k++) {
              random.seek(w, k);
              lambda.set(w, k, random.nextGamma(100) / 100);
            }
          }
        });
    return lambda;
  }

  /** The parameters for a given lambda, for a run of one rank. */
  public static TopicParameters of(BlockedDoubleMatrix lambda, double eta, Workers workers) {
    return of(lambda, eta, workers, RankExchange.ALONE);
  }

  /** The parameters for a given lambda, in double precision; called by all ranks. */
  public static TopicParameters of(
      BlockedDoubleMatrix lambda, double eta, Workers workers, RankExchange ranks) {
    return of(lambda, ScaledRows.wide(lambda.layout()), eta, workers, ranks);
  }

  /**
   * The parameters for a given lambda; called by all ranks.
   *
   * @param lambda (V × K), all entries finite and &gt; 0, of which this rank's share is looked at;
   *     taken over, not copied
   * @param expElogBeta (V × K) receives what the E-step reads
   * @param eta the topics' symmetric Dirichlet prior, &gt; 0
   */
  // Five, as they have nothing in common.
  public static TopicParameters of(
      BlockedDoubleMatrix lambda,
      ScaledRows expElogBeta,
      double eta,
      Workers workers,
      RankExchange ranks) {
    return notYetDerived(lambda, expElogBeta, eta).derive(workers, ranks);
  }

  /** Parameters whose rows are yet to be derived from lambda. */
  static TopicParameters notYetDerived(
      BlockedDoubleMatrix lambda, ScaledRows expElogBeta, double eta) {
    double[] logScale = new double[lambda.layout().rows()];
    return new TopicParameters(lambda, expElogBeta, logScale, eta, Derived.NOT_YET);
  }

  /**
   * This q(beta) before an M-step with another prior; its bound is not known.
   *
   * @param newEta &gt; 0
   */
  public TopicParameters withEta(double newEta) {
    return new TopicParameters(lambda, expElogBeta, logScale, newEta, Derived.NOT_YET);
  }

  /**
   * The M-step: lambda = eta + statistics (eq. 6 of the paper), and the parameters for it. Called
   * by all ranks; each computes its own share of the words, and has only that share of lambda
   * afterwards, until {@link #completeLambda}.
   *
   * <p>The new parameters live in this object's arrays: it must not be used afterwards. A rank
   * holds three V × K arrays and no fourth.
   *
   * @param statistics (V × K) Σ_d n_dw phi_dwk over the whole corpus, in units; this rank's share
   *     of the words ({@link RowShares}) is looked at
   * @param unit tokens per unit, a power of two
   */
  public TopicParameters next(
      BlockedLongMatrix statistics, double unit, Workers workers, RankExchange ranks) {
    RowLayout layout = lambda.layout();
    List<RowRange> pieces = ranks.ownRows(layout, PIECE);
    workers.forEach(
        pieces.size(),
        (worker, task) -> {
          RowRange rows = pieces.get(task);
          long[] from = statistics.blockOf(rows.first());
          double[] to = lambda.blockOf(rows.first());
          int at = layout.offsetOf(rows.first());
          int end = at + (rows.end() - rows.first()) * layout.columns();
          for (int i = at; i < end; i++) {
            to[i] = eta + from[i] * unit;
          }
        });
    return derive(workers, ranks);
  }

  /**
   * Gives every rank the whole of lambda after an M-step; called by all of them. Words that no
   * document has are not exchanged: theirs is eta.
   */
  public void completeLambda(RankExchange ranks) {
    RowLayout layout = lambda.layout();
    int first = 0;
    for (RowRange own : ranks.ownRows(layout, layout.rowsPerBlock())) {
      fill(first, own.first());
      first = own.end();
    }
    fill(first, layout.rows());
    ranks.share(lambda);
  }

  private void fill(int first, int end) {
    RowLayout layout = lambda.layout();
    for (int w = first; w < end; w++) {
      int at = layout.offsetOf(w);
      Arrays.fill(lambda.blockOf(w), at, at + layout.columns(), eta);
    }
  }

  /**
   * Derives the rows, scales and bound from lambda, in this object's arrays; called by all ranks.
   */
  TopicParameters derive(Workers workers, RankExchange ranks) {
    RowLayout layout = lambda.layout();
    List<RowRange> pieces = ranks.ownRows(layout, PIECE);
    double[] totals = totals(pieces, workers, ranks);
    double[] digammaTotals = new double[totals.length];
    Arrays.setAll(digammaTotals, k -> SpecialFunctions.digamma(totals[k]));
    ExactSum[] sums = ExactSum.zeros(workers.threads());
    RowScaler scaler = new RowScaler(digammaTotals, eta);
    workers.forEach(
        pieces.size(),
        (worker, task) -> {
          RowRange rows = pieces.get(task);
          for (int w = rows.first(); w < rows.end(); w++) {
            double[] draft = expElogBeta.draft(worker, w);
            int to = expElogBeta.at(w);
            double term = scaler.bound(lambda.blockOf(w), layout.offsetOf(w), draft, to);
            add(term, "word", w, sums[worker]);
            logScale[w] = scaler.scale(draft, to);
            expElogBeta.keep(worker, w);
          }
        });
    expElogBeta.share(ranks);
    ranks.share(new VectorRows(logScale));
    double bound = bound(sums, totals, ranks);
    return new TopicParameters(lambda, expElogBeta, logScale, eta, new Derived(totals, bound));
  }

  /**
   * @param words by worker: the words' part of this rank's share
   */
  private double bound(ExactSum[] words, double[] totals, RankExchange ranks) {
    ExactSum[] sum = ExactSum.zeros(1);
    for (ExactSum part : words) {
      sum[0].add(part);
    }
    sum(sum, ranks);
    ExactSum bound = sum[0];
    double count = lambda.layout().rows();
    double priorTerm =
        SpecialFunctions.logGamma(count * eta) - count * SpecialFunctions.logGamma(eta);
    for (int k = 0; k < totals.length; k++) {
      bound.add(priorTerm);
      add(-SpecialFunctions.logGamma(totals[k]), "topic", k, bound);
    }
    return bound.value();
  }

  private static void add(double term, String what, int number, ExactSum bound) {
    try {
      bound.add(term);
    } catch (ArithmeticException e) {
      throw LdaException.failed(
          "the lambda of %s %d (counted from 0) gave %s, expected a finite number below 2^42. Look at --eta and --initial-lambda."
              .formatted(what, number, term),
          e);
    }
  }

  /**
   * Σ_w lambda_kw (K), as V eta + Σ_w (lambda_kw − eta): a topic without words keeps its prior's
   * total, however small eta is.
   */
  private double[] totals(List<RowRange> pieces, Workers workers, RankExchange ranks) {
    RowLayout layout = lambda.layout();
    int topics = layout.columns();
    ExactSum[][] sums = new ExactSum[workers.threads()][];
    Arrays.setAll(sums, i -> ExactSum.zeros(topics));
    workers.forEach(
        pieces.size(),
        (worker, task) -> {
          RowRange rows = pieces.get(task);
          double[] block = lambda.blockOf(rows.first());
          for (int w = rows.first(); w < rows.end(); w++) {
            int at = layout.offsetOf(w);
            for (int k = 0; k < topics; k++) {
              add(block[at + k] - eta, "topic", k, sums[worker][k]);
            }
          }
        });
    for (int worker = 1; worker < sums.length; worker++) {
      for (int k = 0; k < topics; k++) {
        sums[0][k].add(sums[worker][k]);
      }
    }
    sum(sums[0], ranks);
    double[] totals = new double[topics];
    Arrays.setAll(totals, k -> layout.rows() * eta + sums[0][k].value());
    return totals;
  }

  /** Replaces the sums by those over all ranks. */
  private static void sum(ExactSum[] sums, RankExchange ranks) {
    long[] words = new long[ExactSum.WORDS * sums.length];
    for (int i = 0; i < sums.length; i++) {
      sums[i].store(words, ExactSum.WORDS * i);
    }
    ranks.sum(words);
    Arrays.setAll(sums, i -> ExactSum.load(words, ExactSum.WORDS * i));
  }

  public RowLayout layout() {
    return lambda.layout();
  }

  /** (V × K), or after an M-step this rank's share of it. Not a copy. */
  public BlockedDoubleMatrix lambda() {
    return lambda;
  }

  /**
   * (V × K) exp(E[log beta]), each row divided by its largest entry; of words that no document has,
   * those of this rank's share only. Not a copy.
   */
  public ScaledRows expElogBeta() {
    return expElogBeta;
  }

  /**
   * (V) E[log beta] of each word's largest entry: what its row was divided by, as a logarithm. Not
   * a copy.
   */
  public double[] logScale() {
    return logScale;
  }

  /** (K) Σ_w lambda_kw over all words. Not a copy. */
  double[] totals() {
    return derived.totals();
  }

  double eta() {
    return eta;
  }

  /** E[log p(beta | eta)] − E[log q(beta | lambda)], in nats. */
  public double bound() {
    return derived.bound();
  }
}
