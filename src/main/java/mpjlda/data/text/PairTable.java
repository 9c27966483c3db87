package mpjlda.data.text;

import java.util.Arrays;

/** Pairs of words with numbers of their own: a hash table. Not thread-safe. */
final class PairTable {
  private static final long FREE = -1;

  private long[] pairs = new long[1 << 10];
  private int[] values = new int[1 << 10];
  private int size;

  PairTable() {
    Arrays.fill(pairs, FREE);
  }

  int size() {
    return size;
  }

  static long pair(int first, int second) {
    return (long) first << 32 | second;
  }

  static int first(long pair) {
    return (int) (pair >>> 32);
  }

  static int second(long pair) {
    return (int) pair;
  }

  /** Spreads pairs evenly over {@code parts}. */
  static int part(long pair, int parts) {
    return (int) ((mix(pair) >>> 33) % parts);
  }

  void add(long pair, int value) {
    int slot = slot(pair);
    if (pairs[slot] == FREE) {
      pairs[slot] = pair;
      values[slot] = value;
      size++;
      if (2L * size >= pairs.length) {
        grow();
      }
    } else {
      values[slot] += value;
    }
  }

  /** The pair's value, or {@code missing}. */
  int get(long pair, int missing) {
    int slot = slot(pair);
    return pairs[slot] == FREE ? missing : values[slot];
  }

  /** All pairs, in no order. */
  long[] pairs() {
    return Arrays.stream(pairs).filter(pair -> pair != FREE).toArray();
  }

  private int slot(long pair) {
    int mask = pairs.length - 1;
    int slot = (int) mix(pair) & mask;
    while (pairs[slot] != FREE && pairs[slot] != pair) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] oldPairs = pairs;
    int[] oldValues = values;
    pairs = new long[2 * oldPairs.length];
    values = new int[2 * oldPairs.length];
    Arrays.fill(pairs, FREE);
    for (int i = 0; i < oldPairs.length; i++) {
      if (oldPairs[i] != FREE) {
        int slot = slot(oldPairs[i]);
        pairs[slot] = oldPairs[i];
        values[slot] = oldValues[i];
      }
    }
  }

  /** Stafford's variant 13 of the finaliser of MurmurHash3. */
  private static long mix(long pair) {
    long z = (pair ^ (pair >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
