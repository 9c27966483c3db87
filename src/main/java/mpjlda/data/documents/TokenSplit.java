package mpjlda.data.documents;

import mpjlda.core.kernel.DocumentSource;
import mpjlda.core.math.KeyedRandom;

/**
 * One half of the tokens of documents, the observed or the held-out one.
 *
 * <p>Token t (from 0) of word w in document d goes to the held-out half if bit t mod 64 of number
 * ⌊t / 64⌋ of the keyed stream (seed, "held-out", d, w) is 1: a fair coin for each token that
 * depends on nothing else. d is the document's number in the corpus and w the word's in the model,
 * both from 0.
 */
public record TokenSplit(DocumentSource whole, long seed, boolean isHeldOut)
    implements DocumentView {
  /** The half that a model is fitted to. */
  public static TokenSplit observed(DocumentSource whole, long seed) {
    return new TokenSplit(whole, seed, false);
  }

  /** The half that a model is evaluated on. */
  public static TokenSplit heldOut(DocumentSource whole, long seed) {
    return new TokenSplit(whole, seed, true);
  }

  @Override
  public int load(int document, int[] words, double[] counts) {
    int size = whole.load(document, words, counts);
    KeyedRandom random = new KeyedRandom(seed, "held-out");
    int kept = 0;
    for (int i = 0; i < size; i++) {
      random.seek(whole.firstDocument() + document, words[i]);
      long tokens = (long) counts[i];
      long taken = ones(random, tokens);
      long mine = isHeldOut ? taken : tokens - taken;
      if (mine > 0) {
        words[kept] = words[i];
        counts[kept] = mine;
        kept++;
      }
    }
    return kept;
  }

  private static long ones(KeyedRandom random, long tokens) {
    long ones = 0;
    for (long left = tokens; left > 0; left -= Long.SIZE) {
      long bits = random.nextLong();
      ones += Long.bitCount(left < Long.SIZE ? bits & ((1L << left) - 1) : bits);
    }
    return ones;
  }
}
