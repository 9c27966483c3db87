package mpjlda.cluster.distributed;

import java.util.Arrays;
import java.util.BitSet;
import mpjlda.core.kernel.DocumentSource;
import mpjlda.core.parallel.Communicator;
import mpjlda.core.parallel.Workers;

/**
 * Finds the words that occur in documents of any rank.
 *
 * @param vocabulary V
 */
public record OccurringWords(Communicator comm, int vocabulary) {
  /** Documents handed to a thread at a time. */
  private static final int CHUNK = 256;

  /** The words of all documents; called by all ranks. */
  public BitSet in(DocumentSource documents, Workers workers) {
    BitSet[] found = new BitSet[workers.threads()];
    Arrays.setAll(found, worker -> new BitSet(vocabulary));
    workers.forEach(
        (documents.count() + CHUNK - 1) / CHUNK,
        (worker, chunk) -> {
          int[] words = new int[documents.longest()];
          double[] counts = new double[documents.longest()];
          int end = Math.min(documents.count(), (chunk + 1) * CHUNK);
          for (int d = chunk * CHUNK; d < end; d++) {
            int size = documents.load(d, words, counts);
            for (int i = 0; i < size; i++) {
              found[worker].set(words[i]);
            }
          }
        });
    for (BitSet others : found) {
      found[0].or(others);
    }
    return onAnyRank(found[0]);
  }

  /** The words that any rank has; called by all of them. */
  BitSet onAnyRank(BitSet own) {
    if (comm.size() == 1) {
      return own;
    }
    // The number of ranks that have a word, in as few bits as hold it.
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(comm.size());
    int inLong = Long.SIZE / bits;
    long[] ranks = new long[vocabulary / inLong + 1];
    own.stream().forEach(w -> ranks[w / inLong] |= 1L << (w % inLong * bits));
    comm.allreduceSum(ranks, 0, ranks.length);
    BitSet all = new BitSet(vocabulary);
    for (int w = 0; w < vocabulary; w++) {
      all.set(w, (ranks[w / inLong] >>> (w % inLong * bits) & ((1L << bits) - 1)) != 0);
    }
    return all;
  }
}
