package mpjlda.core.topics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import mpjlda.core.matrix.BlockedDoubleMatrix;
import mpjlda.core.matrix.RowLayout;

/**
 * A topic in short.
 *
 * @param topic its number, from 0: its row in {@code lambda.npy}
 * @param share the part of the corpus's tokens that it explains, Σ_w (lambda_kw − eta) over the
 *     same of all topics; in 0..1
 * @param words the most probable ones, most probable first
 */
public record TopicSummary(int topic, double share, List<TopicWord> words) {
  public TopicSummary {
    words = List.copyOf(words);
  }

  /** The largest share first; equal ones by number. */
  public static final Comparator<TopicSummary> BY_SHARE =
      Comparator.comparingDouble(TopicSummary::share)
          .reversed()
          .thenComparingInt(TopicSummary::topic);

  /**
   * Summarises all topics, in order of their numbers.
   *
   * @param lambda (V × K), all entries finite and &gt; 0
   * @param eta the prior that lambda contains
   * @param wordCount words of each topic, fewer if V is smaller; of equal ones the lower id first
   */
  public static List<TopicSummary> of(BlockedDoubleMatrix lambda, double eta, int wordCount) {
    RowLayout layout = lambda.layout();
    double[] totals = totals(lambda);
    double[] shares = shares(totals, eta * layout.rows());
    LargestEntries[] top = new LargestEntries[layout.columns()];
    Arrays.setAll(top, k -> new LargestEntries(Math.min(wordCount, layout.rows())));
    for (int b = 0; b < layout.blocks(); b++) {
      double[] block = lambda.block(b);
      for (int i = 0; i < block.length; i++) {
        top[i % layout.columns()].offer(layout.firstRow(b) + i / layout.columns(), block[i]);
      }
    }
    return IntStream.range(0, layout.columns())
        .mapToObj(k -> new TopicSummary(k, shares[k], words(top[k], totals[k])))
        .toList();
  }

  /**
   * Σ_w lambda_kw for each topic, words added in order.
   *
   * @param lambda (V × K)
   * @return (K)
   */
  public static double[] totals(BlockedDoubleMatrix lambda) {
    RowLayout layout = lambda.layout();
    double[] totals = new double[layout.columns()];
    for (int b = 0; b < layout.blocks(); b++) {
      double[] block = lambda.block(b);
      for (int at = 0; at < block.length; at += totals.length) {
        for (int k = 0; k < totals.length; k++) {
          totals[k] += block[at + k];
        }
      }
    }
    return totals;
  }

  /**
   * The topics' parts of all tokens.
   *
   * @param totals (K) Σ_w lambda_kw
   * @param prior V·eta, which each total contains
   * @return (K), sums to 1; equal parts if there are no tokens at all
   */
  static double[] shares(double[] totals, double prior) {
    // A lambda that no corpus has shaped yet can lie below its prior.
    double[] tokens = Arrays.stream(totals).map(total -> Math.max(total - prior, 0)).toArray();
    double all = Arrays.stream(tokens).sum();
    return Arrays.stream(tokens).map(n -> all > 0 ? n / all : 1.0 / tokens.length).toArray();
  }

  private static List<TopicWord> words(LargestEntries top, double total) {
    return IntStream.range(0, top.size())
        .mapToObj(i -> new TopicWord(top.id(i), top.value(i) / total))
        .toList();
  }
}
