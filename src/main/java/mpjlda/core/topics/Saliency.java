package mpjlda.core.topics;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The information of a word about its topic: p(w) Σ_k p(k|w) log (p(k|w) / p(k)), in nats.
 *
 * <p>Chuang, Manning and Heer, "Termite: visualization techniques for assessing textual topic
 * models" (2012), eq. 2.
 */
public final class Saliency {
  private Saliency() {}

  /** The saliency of one word, ≥ 0 up to rounding. */
  public static double of(TopicWeights topics, int word) {
    double saliency = 0;
    for (int k = 0; k < topics.topics(); k++) {
      double posterior = topics.topicOfWord(word, k);
      if (posterior > 0) {
        saliency += posterior * StrictMath.log(posterior / topics.share(k));
      }
    }
    return topics.wordProbability(word) * saliency;
  }

  /**
   * The most salient words, the most salient first; of equal ones the more frequent.
   *
   * @param count how many, fewer if V is smaller
   */
  public static int[] largest(TopicWeights topics, int count) {
    double smallestShare = 1;
    for (int k = 0; k < topics.topics(); k++) {
      if (topics.share(k) > 0) {
        smallestShare = Math.min(smallestShare, topics.share(k));
      }
    }
    // The sum over topics is a divergence, at most the log of 1 / the smallest share: so most of
    // the rarer words need not be looked at.
    double mostPerToken = StrictMath.log(1 / smallestShare);
    LargestEntries largest = new LargestEntries(Math.min(count, topics.words()));
    int[] frequentFirst =
        IntStream.range(0, topics.words())
            .boxed()
            .sorted(Comparator.comparingDouble(w -> -topics.wordProbability(w)))
            .mapToInt(w -> w)
            .toArray();
    for (int w : frequentFirst) {
      if (topics.wordProbability(w) * mostPerToken < largest.threshold()) {
        break;
      }
      largest.offer(w, of(topics, w));
    }
    return largest.ids();
  }
}
