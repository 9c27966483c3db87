package mpjlda.app.generate;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import mpjlda.core.math.KeyedRandom;

/**
 * Topics drawn from a symmetric Dirichlet distribution, each number determined by (seed, topic,
 * word) alone. The words are w0, w1, …
 *
 * @param topics K
 * @param vocabularySize V
 * @param eta &gt; 0
 * @param seed of the whole corpus
 */
public record DirichletTopics(int topics, int vocabularySize, double eta, long seed)
    implements TopicSource {

  @Override
  public List<String> vocabulary() {
    return IntStream.range(0, vocabularySize).mapToObj(w -> "w" + w).toList();
  }

  /**
   * {@inheritDoc}
   *
   * <p>Gamma variables in the logarithm, normalised by the largest: for a small eta, U^(1/eta)
   * underflows for every word of a topic.
   */
  @Override
  public void topic(int topic, double[] probabilities) {
    KeyedRandom random = new KeyedRandom(seed, "generate topics");
    double largest = Double.NEGATIVE_INFINITY;
    for (int w = 0; w < probabilities.length; w++) {
      random.seek(topic, w);
      probabilities[w] = logGamma(random);
      largest = Math.max(largest, probabilities[w]);
    }
    if (largest == Double.NEGATIVE_INFINITY) {
      // So small an eta that even the logarithms overflow: the limit is one word, any of them.
      random.seek(topic, -1);
      Arrays.fill(probabilities, 0);
      probabilities[random.nextInt(probabilities.length)] = 1;
      return;
    }
    double sum = 0;
    for (int w = 0; w < probabilities.length; w++) {
      probabilities[w] = StrictMath.exp(probabilities[w] - largest);
      sum += probabilities[w];
    }
    for (int w = 0; w < probabilities.length; w++) {
      probabilities[w] /= sum;
    }
  }

  /** The logarithm of a Gamma(eta) variable: below 1, Gamma(eta + 1) U^(1/eta). */
  private double logGamma(KeyedRandom random) {
    return eta < 1
        ? StrictMath.log(random.nextGamma(eta + 1)) + StrictMath.log(random.nextDouble()) / eta
        : StrictMath.log(random.nextGamma(eta));
  }
}
