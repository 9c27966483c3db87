package mpjlda.core.topics;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import mpjlda.core.matrix.BlockedDoubleMatrix;
import mpjlda.core.matrix.RowLayout;

/**
 * Fitted topics as probabilities: of the words under each topic, of the topics, and of the words
 * under all topics together.
 */
public final class TopicWeights {
  private final BlockedDoubleMatrix lambda;
  private final double[] totals;
  private final double[] shares;
  private final double[] wordProbabilities;

  private TopicWeights(
      BlockedDoubleMatrix lambda, double[] totals, double[] shares, double[] words) {
    this.lambda = lambda;
    this.totals = totals;
    this.shares = shares;
    this.wordProbabilities = words;
  }

  /**
   * Derives the probabilities from lambda.
   *
   * @param lambda (V × K), all entries finite and &gt; 0; not copied
   * @param eta the prior that lambda contains
   */
  public static TopicWeights of(BlockedDoubleMatrix lambda, double eta) {
    RowLayout layout = lambda.layout();
    double[] totals = TopicSummary.totals(lambda);
    double[] shares = TopicSummary.shares(totals, eta * layout.rows());
    double[] factors = new double[totals.length];
    Arrays.setAll(factors, k -> shares[k] / totals[k]);
    double[] words = new double[layout.rows()];
    for (int w = 0; w < words.length; w++) {
      double[] block = lambda.blockOf(w);
      int at = layout.offsetOf(w);
      for (int k = 0; k < factors.length; k++) {
        words[w] += block[at + k] * factors[k];
      }
    }
    return new TopicWeights(lambda, totals, shares, words);
  }

  /** K. */
  public int topics() {
    return totals.length;
  }

  /** V. */
  public int words() {
    return wordProbabilities.length;
  }

  /** p(k): the part of the corpus's tokens that the topic explains. */
  public double share(int topic) {
    return shares[topic];
  }

  /** p(w | k), the posterior mean lambda_kw / Σ_w lambda_kw. */
  public double probability(int word, int topic) {
    return lambda.get(word, topic) / totals[topic];
  }

  /** p(w) = Σ_k p(k) p(w | k). Positive. */
  public double wordProbability(int word) {
    return wordProbabilities[word];
  }

  /** p(k | w) = p(k) p(w | k) / p(w). */
  public double topicOfWord(int word, int topic) {
    return shares[topic] * probability(word, topic) / wordProbabilities[word];
  }

  /**
   * A topic of a word.
   *
   * @param part p(k | w): the part of the word's uses that belong to the topic
   */
  public record TopicOfWord(int topic, double part) {}

  /**
   * The topics that most of a word's uses belong to, the largest part first.
   *
   * @param count at most so many
   * @param least none with a smaller part
   */
  public List<TopicOfWord> strongTopics(int word, int count, double least) {
    LargestEntries largest = new LargestEntries(count);
    for (int k = 0; k < topics(); k++) {
      double part = topicOfWord(word, k);
      if (part >= least) {
        largest.offer(k, part);
      }
    }
    return IntStream.range(0, largest.size())
        .mapToObj(i -> new TopicOfWord(largest.id(i), largest.value(i)))
        .toList();
  }

  /** p(w | k) of all words of a topic (V). */
  double[] column(int topic) {
    double[] column = new double[words()];
    for (int w = 0; w < column.length; w++) {
      column[w] = probability(w, topic);
    }
    return column;
  }
}
