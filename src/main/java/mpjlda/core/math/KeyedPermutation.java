package mpjlda.core.math;

/**
 * A permutation of 0 .. size−1 that depends on (seed, purpose, number) only and takes no memory: so
 * every rank knows the place of each of its documents in an order of all documents.
 *
 * <p>A Feistel network over the smallest even number of bits that holds the size, walked until it
 * ends within the size (Black and Rogaway, "Ciphers with arbitrary finite domains", CT-RSA 2002):
 * fewer than four steps on average. Not for cryptography. Not thread-safe.
 */
public final class KeyedPermutation {
  private static final int ROUNDS = 6;

  private final KeyedRandom random;
  private final long firstKey;
  private final long size;
  private final int halfBits;
  private final long halfMask;

  /**
   * @param random whose seed and purpose are a part of the key
   * @param number of the permutation: another one is another order
   * @param size ≥ 1, below 2^62
   */
  public KeyedPermutation(KeyedRandom random, long number, long size) {
    this.random = random;
    this.firstKey = number * ROUNDS;
    this.size = size;
    int bits = Long.SIZE - Long.numberOfLeadingZeros(size - 1);
    this.halfBits = (bits + 1) / 2;
    this.halfMask = (1L << halfBits) - 1;
  }

  /**
   * The place of an element.
   *
   * @param element 0 .. size−1
   */
  public long apply(long element) {
    long x = element;
    do {
      x = network(x);
    } while (x >= size);
    return x;
  }

  private long network(long x) {
    long left = x >>> halfBits;
    long right = x & halfMask;
    for (int round = 0; round < ROUNDS; round++) {
      random.seek(firstKey + round, right);
      long next = left ^ (random.nextLong() & halfMask);
      left = right;
      right = next;
    }
    return left << halfBits | right;
  }
}
