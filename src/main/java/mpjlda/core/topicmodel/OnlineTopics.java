package mpjlda.core.topicmodel;

import java.util.Arrays;
import mpjlda.core.math.SpecialFunctions;
import mpjlda.core.matrix.BlockedDoubleMatrix;
import mpjlda.core.matrix.BlockedLongMatrix;
import mpjlda.core.matrix.RowLayout;
import mpjlda.core.parallel.Workers;
import mpjlda.core.priors.CountSums;

/**
 * q(beta | lambda) of online variational Bayes (Hoffman, Blei and Bach, NIPS 2010, Algorithm 2):
 * every rank holds all of lambda, and of exp(E[log beta]) only the rows of the words that the batch
 * at hand has are made.
 *
 * <p>All of lambda decays with every batch, entry by entry. No entry's arithmetic knows of ranks or
 * threads, nor do the topics' totals, whose additions have one fixed order.
 */
public final class OnlineTopics {
  /** Words of a batch that a thread takes at a time. */
  private static final int WORDS = 128;

  private final BlockedDoubleMatrix lambda;
  private final Workers workers;
  private double eta;
  private TopicParameters rows;

  /** (K) Σ_w lambda_kw. */
  private double[] totals;

  /**
   * @param lambda (V × K), all entries finite and &gt; 0; taken over, not copied
   * @param expElogBeta (V × K) receives what the E-step reads
   * @param eta the topics' symmetric Dirichlet prior, &gt; 0
   */
  public OnlineTopics(
      BlockedDoubleMatrix lambda, ScaledRows expElogBeta, double eta, Workers workers) {
    this.lambda = lambda;
    this.eta = eta;
    this.workers = workers;
    this.rows = TopicParameters.notYetDerived(lambda, expElogBeta, eta);
    this.totals = ColumnTotals.of(lambda, workers);
  }

  /** (V × K), the same on all ranks. Not a copy. */
  public BlockedDoubleMatrix lambda() {
    return lambda;
  }

  /**
   * The parameters of some words under the present lambda; those of other words are left as
   * anything.
   *
   * @param words ascending
   */
  public TopicParameters of(int[] words) {
    double[] digammaTotals = Arrays.stream(totals).map(SpecialFunctions::digamma).toArray();
    RowScaler scaler = new RowScaler(digammaTotals, eta);
    RowLayout layout = lambda.layout();
    ScaledRows expElogBeta = rows.expElogBeta();
    double[] logScale = rows.logScale();
    workers.forEach(
        (words.length + WORDS - 1) / WORDS,
        (worker, task) -> {
          for (int i = task * WORDS; i < Math.min(words.length, (task + 1) * WORDS); i++) {
            int w = words[i];
            double[] draft = expElogBeta.draft(worker, w);
            int to = expElogBeta.at(w);
            scaler.expect(lambda.blockOf(w), layout.offsetOf(w), draft, to);
            logScale[w] = scaler.scale(draft, to);
            expElogBeta.keep(worker, w);
          }
        });
    return rows;
  }

  /**
   * A batch's M-step: lambda = (1 − rho) lambda + rho (eta + weight · statistics), where words that
   * the batch does not have have no statistics.
   *
   * @param words of the batch, ascending
   * @param statistics (V × K) in units, of which the words' rows are looked at
   * @param step the learning rate and the weight
   */
  public void step(int[] words, BlockedLongMatrix statistics, Step step) {
    totals =
        ColumnTotals.after(
            (first, end) -> {
              for (int w = first; w < end; w++) {
                decay(lambda.blockOf(w), lambda.layout().offsetOf(w), step);
              }
              int from = Arrays.binarySearch(words, first);
              for (int i = from < 0 ? -from - 1 : from; i < words.length && words[i] < end; i++) {
                add(words[i], statistics, step);
              }
            },
            lambda,
            workers);
  }

  /**
   * The counts that lambda stands for, max(lambda − eta, 0), as eta is learned from them: their
   * terms under a prior b of counts. Called by all ranks, which share the words.
   */
  public CountSums countSums(double b, RankExchange ranks) {
    return new LambdaTerms(lambda, eta).sums(b, workers, ranks);
  }

  /**
   * Another prior: the counts that lambda stands for stay, so all of it moves by the difference.
   *
   * @param newEta &gt; 0
   */
  public void changeEta(double newEta) {
    double oldEta = eta;
    totals =
        ColumnTotals.after(
            (first, end) -> {
              for (int w = first; w < end; w++) {
                double[] block = lambda.blockOf(w);
                int at = lambda.layout().offsetOf(w);
                for (int i = at; i < at + lambda.layout().columns(); i++) {
                  block[i] = newEta + Math.max(block[i] - oldEta, 0);
                }
              }
            },
            lambda,
            workers);
    eta = newEta;
    rows = rows.withEta(newEta);
  }

  private void decay(double[] block, int at, Step step) {
    double kept = 1 - step.rho();
    double added = step.rho() * eta;
    int end = at + lambda.layout().columns();
    for (int i = at; i < end; i++) {
      block[i] = kept * block[i] + added;
    }
  }

  private void add(int word, BlockedLongMatrix statistics, Step step) {
    double gain = step.rho() * step.weight() * step.unit();
    double[] to = lambda.blockOf(word);
    long[] from = statistics.blockOf(word);
    int at = lambda.layout().offsetOf(word);
    for (int i = at; i < at + lambda.layout().columns(); i++) {
      to[i] += gain * from[i];
    }
  }

  /**
   * The step of a batch.
   *
   * @param rho the learning rate, in [0, 1]
   * @param weight documents of the corpus for each of the batch
   * @param unit tokens for each unit of the statistics
   */
  public record Step(double rho, double weight, double unit) {}

  /**
   * E[log p(beta | eta)] − E[log q(beta | lambda)] under the present lambda, in nats; called by all
   * ranks, which share the words. Leaves what {@link #of} gave as anything.
   */
  public double bound(RankExchange ranks) {
    return rows.derive(workers, ranks).bound();
  }
}
