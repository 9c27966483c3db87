package mpjlda.corpus;

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
final class CorpusHash {
  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;
  private static final long SECOND_GAMMA = 0xd1b54a32d192ed03L;

  private CorpusHash() {}

  /** The two words of these documents, to be added (mod 2^64) over the ranks. */
  static long[] of(Documents documents) {
    long[] sums = new long[2];
    long number = documents.firstDocument();
    for (Segment segment : documents.segments()) {
      for (int d = 0; d < segment.documents(); d++) {
        long first = 0;
        long second = 0;
        for (int i = segment.start(d); i < segment.start(d + 1); i++) {
          long pair = (long) segment.id(i) << 32 | segment.count(i);
          first += stafford(pair + GOLDEN_GAMMA);
          second += murmur(pair + SECOND_GAMMA);
        }
        sums[0] += stafford(first ^ stafford(number + GOLDEN_GAMMA));
        sums[1] += murmur(second ^ murmur(number + SECOND_GAMMA));
        number++;
      }
    }
    return sums;
  }

  /** 32 hexadecimal digits. */
  static String toHex(long first, long second) {
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
