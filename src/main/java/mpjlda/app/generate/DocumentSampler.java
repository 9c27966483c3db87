package mpjlda.app.generate;

import java.util.Arrays;
import mpjlda.core.math.KeyedRandom;
import mpjlda.data.store.StoreWriter;

/**
 * Samples one document after the other; document d depends on the seed and d alone.
 *
 * <p>theta_d ~ Dirichlet(alpha) is integrated out: the topics of a document's tokens are drawn from
 * Pólya's urn, where token n takes the topic of one of the n tokens before it with probability n /
 * (n + Σ alpha), and otherwise topic k with probability alpha_k / Σ alpha (Blackwell and MacQueen,
 * Annals of Statistics 1, 1973). The documents have exactly the same distribution as with theta
 * drawn first, at a cost that does not grow with K, and no alpha is too small.
 *
 * <p>Not thread-safe.
 */
final class DocumentSampler {
  private final KeyedRandom random;
  private final LengthDistribution lengths;
  private final AliasTable prior;
  private final double priorSum;
  private final AliasTable[] topics;
  private final int[] tokenTopics;
  private final int[] words;
  private final int[] counts;
  private int size;
  private int length;

  /**
   * @param alpha (K), all &gt; 0 with a finite sum
   * @param topics (K)
   */
  DocumentSampler(long seed, LengthDistribution lengths, double[] alpha, AliasTable[] topics) {
    this.random = new KeyedRandom(seed, "generate documents");
    this.lengths = lengths;
    this.prior = AliasTable.of(alpha.clone());
    this.priorSum = Arrays.stream(alpha).sum();
    this.topics = topics;
    this.tokenTopics = new int[lengths.longest()];
    this.words = new int[lengths.longest()];
    this.counts = new int[lengths.longest()];
  }

  /** Replaces the current document by document {@code document}, from 0. */
  void sample(long document) {
    random.seek(document, 0);
    length = lengths.draw(random);
    for (int n = 0; n < length; n++) {
      double ball = random.nextDouble() * (n + priorSum);
      int topic = ball < n ? tokenTopics[(int) ball] : prior.draw(random.nextLong());
      tokenTopics[n] = topic;
      words[n] = topics[topic].draw(random.nextLong());
    }
    Arrays.sort(words, 0, length);
    countWords();
  }

  private void countWords() {
    size = 0;
    for (int n = 0; n < length; n++) {
      if (size > 0 && words[size - 1] == words[n]) {
        counts[size - 1]++;
      } else {
        words[size] = words[n];
        counts[size] = 1;
        size++;
      }
    }
  }

  /** Tokens of the current document. */
  int length() {
    return length;
  }

  /** Distinct words of the current document. */
  int size() {
    return size;
  }

  /** The id of distinct word {@code i}; ascending in {@code i}. */
  int word(int i) {
    return words[i];
  }

  int count(int i) {
    return counts[i];
  }

  /** Adds the current document to a store. */
  void addTo(StoreWriter store) {
    store.add("", words, counts, size);
  }
}
