package mpjlda.core.topics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Topics' word distributions side by side for comparing them all: where K²V/2 terms would take too
 * long, the less frequent words are counted as one, which can only make topics seem more alike.
 *
 * @param distributions (K × W), each sums to 1 up to rounding
 * @param words how many words stand for themselves
 * @param coverage the part of the corpus's tokens that these words make up
 */
@SuppressWarnings("ArrayRecordComponent") // as large as the model: neither compared nor copied
public record WordSelection(double[][] distributions, int words, double coverage) {
  /** Pairs of topics times words: some ten seconds' work. */
  private static final double MOST_TERMS = 2.5e9;

  /** For comparing the topics with each other. */
  public static WordSelection of(TopicWeights topics) {
    double pairs = 0.5 * topics.topics() * (topics.topics() - 1);
    return of(topics, affordable(topics.words(), pairs));
  }

  /**
   * @param words how many of the most frequent words to keep apart, 0 .. V
   */
  static WordSelection of(TopicWeights topics, int words) {
    double[] frequencies = new double[topics.words()];
    Arrays.setAll(frequencies, topics::wordProbability);
    int[] column = columns(frequencies, words);
    double[][] distributions = rows(topics, column, columnCount(topics.words(), words));
    double coverage = 1;
    for (int w = 0; w < column.length; w++) {
      coverage -= column[w] == words ? frequencies[w] : 0;
    }
    return new WordSelection(distributions, words, coverage);
  }

  /**
   * The number of {@code words} words that keep a column of their own in so many pairs of topics.
   */
  static int affordable(int words, double pairs) {
    return (int) Math.min(words, MOST_TERMS / Math.max(pairs, 1));
  }

  /** One more than the words kept apart, for all others, if there are any. */
  static int columnCount(int words, int kept) {
    return kept < words ? kept + 1 : words;
  }

  /**
   * The column of each word: 0 .. kept−1 for the most frequent, in order of their numbers, and
   * {@code kept} for all others.
   */
  static int[] columns(double[] frequencies, int kept) {
    boolean[] frequent = new boolean[frequencies.length];
    IntStream.range(0, frequencies.length)
        .boxed()
        .sorted(Comparator.comparingDouble(w -> -frequencies[w]))
        .limit(kept)
        .forEach(w -> frequent[w] = true);
    int[] column = new int[frequencies.length];
    int next = 0;
    for (int w = 0; w < column.length; w++) {
      column[w] = frequent[w] ? next++ : kept;
    }
    return column;
  }

  /**
   * The topics' distributions over columns.
   *
   * @param column (V) where each word's probability is added
   */
  static double[][] rows(TopicWeights topics, int[] column, int columns) {
    double[][] rows = new double[topics.topics()][columns];
    for (int w = 0; w < column.length; w++) {
      for (int k = 0; k < rows.length; k++) {
        rows[k][column[w]] += topics.probability(w, k);
      }
    }
    return rows;
  }
}
