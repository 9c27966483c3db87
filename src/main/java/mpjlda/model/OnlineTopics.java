package mpjlda.model;

import java.util.Arrays;
import mpjlda.math.SpecialFunctions;
import mpjlda.matrix.DoubleRows;
import mpjlda.matrix.LongRows;
import mpjlda.matrix.RowLayout;
import mpjlda.matrix.RowRange;
import mpjlda.matrix.RowShares;
import mpjlda.parallel.Workers;

/**
 * q(beta | lambda) of online variational Bayes (Hoffman, Blei and Bach, NIPS 2010, Algorithm 2):
 * every rank holds all of lambda, and of exp(E[log beta]) only the rows of the words that the batch
 * at hand has are made.
 *
 * <p>All of lambda decays with every batch, entry by entry. No entry's arithmetic knows of ranks or
 * threads, nor do the topics' totals, whose additions have one fixed order.
 */
public final class OnlineTopics {
  /** Rows that a thread takes at a time when all of lambda is gone through. */
  private static final int PIECE = 512;

  /** Rows that a thread takes at a time of a batch's words. */
  private static final int WORDS = 128;

  private final DoubleRows lambda;
  private final double eta;
  private final Workers workers;
  private final TopicParameters rows;

  /**
   * @param lambda (V × K), all entries finite and &gt; 0; taken over, not copied
   * @param eta the topics' symmetric Dirichlet prior, &gt; 0
   */
  public OnlineTopics(DoubleRows lambda, double eta, Workers workers) {
    this.lambda = lambda;
    this.eta = eta;
    this.workers = workers;
    this.rows = TopicParameters.notYetDerived(lambda, eta);
  }

  /** (V × K), the same on all ranks. Not a copy. */
  public DoubleRows lambda() {
    return lambda;
  }

  /**
   * The parameters of some words under the present lambda; those of other words are left as
   * anything.
   *
   * @param words ascending
   */
  public TopicParameters of(int[] words) {
    double[] totals = ColumnTotals.of(lambda, workers);
    Arrays.setAll(totals, k -> SpecialFunctions.digamma(totals[k]));
    RowScaler scaler = new RowScaler(totals, eta);
    RowLayout layout = lambda.layout();
    DoubleRows expElogBeta = rows.expElogBeta();
    double[] logScale = rows.logScale();
    workers.forEach(
        (words.length + WORDS - 1) / WORDS,
        (worker, task) -> {
          for (int i = task * WORDS; i < Math.min(words.length, (task + 1) * WORDS); i++) {
            int w = words[i];
            int at = layout.offsetOf(w);
            double unused = scaler.bound(lambda.blockOf(w), expElogBeta.blockOf(w), at);
            logScale[w] = scaler.scale(expElogBeta.blockOf(w), at);
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
   * @param step how far to go
   */
  public void step(int[] words, LongRows statistics, Step step) {
    decay(1 - step.rho(), step.rho() * eta);
    double gain = step.rho() * step.weight() * step.unit();
    RowLayout layout = lambda.layout();
    workers.forEach(
        (words.length + WORDS - 1) / WORDS,
        (worker, task) -> {
          for (int i = task * WORDS; i < Math.min(words.length, (task + 1) * WORDS); i++) {
            double[] to = lambda.blockOf(words[i]);
            long[] from = statistics.blockOf(words[i]);
            int at = layout.offsetOf(words[i]);
            for (int j = at; j < at + layout.columns(); j++) {
              to[j] += gain * from[j];
            }
          }
        });
  }

  /**
   * How far a batch takes lambda.
   *
   * @param rho in [0, 1]
   * @param weight documents of the corpus for each of the batch
   * @param unit tokens for each unit of the statistics
   */
  public record Step(double rho, double weight, double unit) {}

  private void decay(double kept, double added) {
    RowLayout layout = lambda.layout();
    var pieces = new RowShares(layout, 1).pieces(0, PIECE);
    workers.forEach(
        pieces.size(),
        (worker, task) -> {
          RowRange piece = pieces.get(task);
          int at = layout.offsetOf(piece.first());
          int end = at + (piece.end() - piece.first()) * layout.columns();
          decay(lambda.blockOf(piece.first()), at, end, kept, added);
        });
  }

  /** A method of its own, so that it is compiled as the plain loop that it is. */
  private static void decay(double[] values, int from, int to, double kept, double added) {
    for (int i = from; i < to; i++) {
      values[i] = kept * values[i] + added;
    }
  }

  /**
   * E[log p(beta | eta)] − E[log q(beta | lambda)] under the present lambda, in nats; called by all
   * ranks, which share the words. Leaves what {@link #of} gave as anything.
   */
  public double bound(RankExchange ranks) {
    return rows.derive(workers, ranks).bound();
  }
}
