package mpjlda.core.kernel;

import java.util.BitSet;
import mpjlda.core.math.KeyedRandom;

/**
 * Tokens that training does not see for a while, to learn the priors from how well they are
 * predicted: about half of the tokens of a sample of the documents. Which ones is decided by (seed,
 * document, word) alone, so it is the same on any number of ranks and threads. Safe for several
 * threads.
 */
public final class WithheldTokens {
  /** Tokens that the sample has in a small corpus, if a fifth of the documents has as many. */
  private static final double ENOUGH = 40_000;

  private static final double LEAST_SHARE = 0.05;
  private static final double MOST_SHARE = 0.2;

  /** Fewer documents say nothing of others. */
  private static final long LEAST_DOCUMENTS = 20;

  /** Below so many documents, each has topics of its own, which its other tokens would predict. */
  private static final long FEW_DOCUMENTS = 250;

  private static final double SHARE_OF_FEW = 0.5;

  private final DocumentSource all;
  private final Sample sample;
  private final long seed;

  /** The sampled ones of this rank's documents. */
  private final BitSet sampled;

  private final DocumentSource kept = new Kept();

  /**
   * A sample of documents.
   *
   * @param share of the corpus's documents, in [0, 1)
   * @param whole whether the tokens that a sampled document keeps are withheld from the topics too,
   *     so that they only tell of the document
   */
  public record Sample(double share, boolean whole) {
    /**
     * The sample of a corpus: a twentieth of its documents, more of a small corpus, nothing of one
     * with fewer than {@value #LEAST_DOCUMENTS} documents.
     *
     * @param documents of the corpus
     * @param tokens of the corpus
     */
    public static Sample of(long documents, long tokens) {
      if (documents < LEAST_DOCUMENTS) {
        return new Sample(0, false);
      }
      return documents < FEW_DOCUMENTS
          ? new Sample(SHARE_OF_FEW, true)
          : new Sample(
              Math.min(MOST_SHARE, Math.max(LEAST_SHARE, ENOUGH / Math.max(1, tokens))), false);
    }
  }

  public WithheldTokens(DocumentSource all, Sample sample, long seed) {
    this.all = all;
    this.sample = sample;
    this.seed = seed;
    this.sampled = new BitSet(all.count());
    KeyedRandom random = new KeyedRandom(seed, "withheld documents");
    for (int d = 0; d < all.count(); d++) {
      random.seek(all.firstDocument() + d, 0);
      sampled.set(d, random.nextDouble() < sample.share());
    }
  }

  /** The documents without the withheld tokens. */
  public DocumentSource kept() {
    return kept;
  }

  /** Whether a document gives up tokens. */
  public boolean isSampled(int document) {
    return sampled.get(document);
  }

  /** Whether the topics learn nothing of a document. */
  public boolean isUnseen(int document) {
    return sample.whole() && isSampled(document);
  }

  /**
   * Copies the withheld tokens of a document out, as {@link DocumentSource#load} does with all.
   *
   * @return the number of distinct words; 0 if the document is not sampled
   */
  public int load(int document, int[] words, double[] counts) {
    if (!isSampled(document)) {
      return 0;
    }
    int size = all.load(document, words, counts);
    KeyedRandom random = new KeyedRandom(seed, "withheld tokens");
    int n = 0;
    for (int i = 0; i < size; i++) {
      int withheld = withheld(random, document, words[i], (int) counts[i]);
      if (withheld > 0) {
        words[n] = words[i];
        counts[n++] = withheld;
      }
    }
    return n;
  }

  private int withheld(KeyedRandom random, int document, int word, int tokens) {
    random.seek(all.firstDocument() + document, word);
    int withheld = 0;
    for (int i = 0; i < tokens; i++) {
      withheld += (int) (random.nextLong() >>> 63);
    }
    return withheld;
  }

  private final class Kept implements DocumentSource {
    @Override
    public int count() {
      return all.count();
    }

    @Override
    public int longest() {
      return all.longest();
    }

    @Override
    public long firstDocument() {
      return all.firstDocument();
    }

    @Override
    public int load(int document, int[] words, double[] counts) {
      int size = all.load(document, words, counts);
      if (!isSampled(document)) {
        return size;
      }
      KeyedRandom random = new KeyedRandom(seed, "withheld tokens");
      int n = 0;
      for (int i = 0; i < size; i++) {
        int left = (int) counts[i] - withheld(random, document, words[i], (int) counts[i]);
        if (left > 0) {
          words[n] = words[i];
          counts[n++] = left;
        }
      }
      return n;
    }
  }
}
