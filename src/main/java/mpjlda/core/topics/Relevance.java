package mpjlda.core.topics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/**
 * The relevance of a word to a topic, log p(w|k) weighed against the log of its lift p(w|k) / p(w):
 *
 * <pre>
 *   r(w, k | weight) = weight · log p(w|k) + (1 − weight) · log (p(w|k) / p(w))
 * </pre>
 *
 * Sievert and Shirley, "LDAvis: a method for visualizing and interpreting topics" (2014), eq. 1,
 * where the weight is called lambda. 1 ranks by probability, 0 by lift. Of equally relevant words
 * the more probable comes first, then the one with more lift, then the lower number.
 */
public final class Relevance {
  private static final Comparator<Candidate> BY_PROBABILITY =
      Comparator.comparingDouble(Candidate::probability)
          .thenComparingDouble(Candidate::lift)
          .reversed()
          .thenComparingInt(Candidate::word);

  private record Candidate(int word, double probability, double lift) {
    double relevance(double weight) {
      return weight * StrictMath.log(probability) + (1 - weight) * StrictMath.log(lift);
    }
  }

  private Relevance() {}

  /**
   * Equation 1, in nats.
   *
   * @param probability p(w|k) &gt; 0
   * @param wordProbability p(w) &gt; 0
   * @param weight 0..1
   */
  public static double of(double probability, double wordProbability, double weight) {
    return new Candidate(0, probability, probability / wordProbability).relevance(weight);
  }

  /**
   * All topics with their most relevant words, in order of their numbers.
   *
   * @param count words of each topic, fewer if V is smaller
   * @param weight 0..1
   */
  public static List<TopicSummary> summaries(TopicWeights topics, int count, double weight) {
    Comparator<Candidate> order =
        Comparator.comparingDouble((Candidate word) -> word.relevance(weight))
            .reversed()
            .thenComparing(BY_PROBABILITY);
    return IntStream.range(0, topics.topics())
        .mapToObj(
            k ->
                new TopicSummary(
                    k,
                    topics.share(k),
                    candidates(topics, k, count).stream()
                        .sorted(order)
                        .limit(count)
                        .map(word -> new TopicWord(word.word(), word.probability()))
                        .toList()))
        .toList();
  }

  /**
   * The words of a topic that are among its {@code count} most relevant ones for some weight in
   * 0..1, and a few more: those that fewer than {@code count} others beat in both probability and
   * lift. Found without a logarithm per word.
   *
   * @return the most probable first
   */
  public static List<TopicWord> everRelevant(TopicWeights topics, int topic, int count) {
    return candidates(topics, topic, count).stream()
        .map(word -> new TopicWord(word.word(), word.probability()))
        .toList();
  }

  private static List<Candidate> candidates(TopicWeights topics, int topic, int count) {
    int wanted = Math.min(count, topics.words());
    List<Candidate> plausible = plausible(topics, topic, wanted);
    plausible.sort(BY_PROBABILITY);
    // Those seen so far are at least as probable. If `wanted` of them have as much lift, then
    // they beat the next one whatever the weight.
    PriorityQueue<Double> lifts = new PriorityQueue<>();
    List<Candidate> kept = new ArrayList<>();
    for (Candidate word : plausible) {
      boolean room = lifts.size() < wanted;
      if (room || word.lift() > lifts.element()) {
        kept.add(word);
        lifts.add(word.lift());
        if (!room) {
          lifts.remove();
        }
      }
    }
    return kept;
  }

  /**
   * All but the words that lose to every one of the {@code wanted} words with the most lift or to
   * every one of the {@code wanted} most probable: usually a small part, quickly found.
   */
  private static List<Candidate> plausible(TopicWeights topics, int topic, int wanted) {
    double[] probabilities = topics.column(topic);
    LargestEntries probable = new LargestEntries(wanted);
    LargestEntries lifted = new LargestEntries(wanted);
    for (int w = 0; w < probabilities.length; w++) {
      probable.offer(w, probabilities[w]);
      lifted.offer(w, probabilities[w] / topics.wordProbability(w));
    }
    double leastProbability = Double.POSITIVE_INFINITY;
    double leastLift = Double.POSITIVE_INFINITY;
    for (int i = 0; i < wanted; i++) {
      leastProbability = Math.min(leastProbability, probabilities[lifted.id(i)]);
      int word = probable.id(i);
      leastLift = Math.min(leastLift, probabilities[word] / topics.wordProbability(word));
    }
    List<Candidate> plausible = new ArrayList<>();
    for (int w = 0; w < probabilities.length; w++) {
      double lift = probabilities[w] / topics.wordProbability(w);
      if (probabilities[w] >= leastProbability && lift >= leastLift) {
        plausible.add(new Candidate(w, probabilities[w], lift));
      }
    }
    return plausible;
  }
}
