package mpjlda.data.store;

import java.util.Locale;

/**
 * A fingerprint of a corpus that any number of ranks can compute, each for its own documents: two
 * 64-bit words that add up.
 *
 * <p>The pairs of a document are mixed one by one and added, so their order does not matter; that
 * sum is mixed with the document's number and added over documents, so theirs does. The two words
 * use different mixing functions: the finalisers of SplitMix64 (Stafford's variant 13) and of
 * MurmurHash3. Detects accidents, not forgery.
 */
public final class CorpusHash {
  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;
  private static final long SECOND_GAMMA = 0xd1b54a32d192ed03L;

  private long first;
  private long second;

  /**
   * Adds a document.
   *
   * @param number of the document in the whole corpus, from 0
   * @param ids of its words, in any order
   * @param from index of its first pair
   * @param to index after its last pair
   */
  public void add(long number, int[] ids, int[] counts, int from, int to) {
    long firstSum = 0;
    long secondSum = 0;
    for (int i = from; i < to; i++) {
      long pair = (long) ids[i] << 32 | counts[i];
      firstSum += stafford(pair + GOLDEN_GAMMA);
      secondSum += murmur(pair + SECOND_GAMMA);
    }
    first += stafford(firstSum ^ stafford(number + GOLDEN_GAMMA));
    second += murmur(secondSum ^ murmur(number + SECOND_GAMMA));
  }

  /** The two words of the documents so far, to be added (mod 2^64) over the ranks. */
  public long[] words() {
    return new long[] {first, second};
  }

  /** The hash of two words: 32 hexadecimal digits. */
  public static String toHex(long first, long second) {
    return String.format(Locale.ROOT, "%016x%016x", first, second);
  }

  private static long stafford(long z) {
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  private static long murmur(long z) {
    z = (z ^ (z >>> 33)) * 0xff51afd7ed558ccdL;
    z = (z ^ (z >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return z ^ (z >>> 33);
  }
}
